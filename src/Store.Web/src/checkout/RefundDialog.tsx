import { useQueries } from '@tanstack/react-query';
import { Alert, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, api } from '../api';
import { Amount } from '../shell/Amount';
import { MoneyInput } from '../shell/MoneyInput';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { type Minor, fromMilli, fromMinor, toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import type { Answer } from '../api/client';
import { useProviderRefunds } from '../tenders/useProviderRefunds';
import { BrokenDeals } from './BrokenDeals';
import type { Basket } from './basket';
import type { SaleBody } from './calls';
import { spreadRefund } from './payment';

interface Props {
  readonly basket: Basket;
  /** What goes back to the customer. */
  readonly total: Minor;
  readonly sending: boolean;
  readonly refusal: Problem | null;
  /** What is asked about the ticket, before money goes back. */
  readonly ask: () => Promise<Answer[] | null>;
  readonly onRefund: (refunds: SaleBody['refunds'], answers: Answer[]) => void;
  readonly onClose: () => void;
}

/** More comes back than is bought: gives the rest back by the tenders it was paid with. */
export function RefundDialog({ basket, total, sending, refusal, ask, onRefund, onClose }: Props) {
  const { t } = useTranslation(['checkout', 'shell']);
  const { storeId } = useStore();
  const [typed, setTyped] = useState<Readonly<Record<string, Minor | null>>>({});
  const [asking, setAsking] = useState(false);
  const sales = [...new Set(basket.returns.map((goods) => goods.originalSaleId))];
  const quotes = useQueries({
    queries: sales.map((originalSaleId) => {
      const lines = basket.returns.filter((goods) => goods.originalSaleId === originalSaleId).map((goods) => ({ lineNumber: goods.lineNumber, quantity: fromMilli(goods.quantity) }));
      return { queryKey: ['return-quote', storeId, originalSaleId, lines], queryFn: () => api.quoteReturn(storeId, { originalSaleId, lines }), staleTime: 0 };
    }),
  });
  // What a provider took goes back through it; of several sales on one ticket it is given by hand.
  const provider = useProviderRefunds(sales.length === 1 ? sales[0] ?? null : null);
  const busy = sending || asking || provider.isPending;
  const failed = quotes.find((quote) => quote.error);
  const known = quotes.every((quote) => quote.data);
  const refundable = new Map<string, Minor>();
  for (const tender of quotes.flatMap((quote) => quote.data?.byTender ?? [])) refundable.set(tender.name, (refundable.get(tender.name) ?? 0) + toMinor(tender.refundable));
  const chosen = spreadRefund(total, [...refundable].map(([tender, amount]) => ({ tender, refundable: amount }))).map(({ tender, amount }) => ({ tender, amount: tender in typed ? typed[tender] ?? null : amount }));
  const given = chosen.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  const ready = known && given === total && chosen.every(({ amount }) => amount !== null && amount >= 0) && !busy;
  const giveBack = async () => {
    setAsking(true);
    try {
      const answers = await ask();
      if (answers === null) return;
      const refunds = await provider.mutateAsync(chosen.filter(({ amount }) => (amount ?? 0) > 0).map(({ tender, amount }) => ({ tender, amount: fromMinor(amount ?? 0), reference: null })));
      onRefund(refunds, answers);
    } catch {
      // What went wrong with the provider is shown below.
    } finally {
      setAsking(false);
    }
  };
  return (
    <Modal open className="touch" width={440} title={t('return.refund')} okText={t('return.do')} cancelText={t('shell:back')} okButtonProps={{ disabled: !ready, loading: busy, autoFocus: true }}
      onOk={() => void giveBack()} onCancel={busy ? undefined : onClose}>
      {failed?.error ? <ProblemAlert error={failed.error} retry={() => void failed.refetch()} /> : !known ? <Skeleton active /> : (
        <div className="pay-figures">
          <div><span>{t('return.refund')}</span><span className="figure" data-testid="refund"><Amount minor={total} /></span></div>
          {chosen.map(({ tender, amount }) => (
            <div key={tender} style={{ gap: 12 }}>
              <span>{t(`tender.${tender as 'Cash'}`)}</span>
              <span style={{ width: 150 }}><MoneyInput value={amount} disabled={sending} aria-label={t(`tender.${tender as 'Cash'}`)} onChange={(next) => setTyped({ ...typed, [tender]: next })} /></span>
            </div>
          ))}
          {quotes.map((quote, index) => quote.data && <BrokenDeals key={sales[index]} quote={quote.data} />)}
          {given !== total && <Alert type="warning" showIcon title={t('return.differs')} />}
        </div>
      )}
      {provider.error && <Alert type="error" showIcon title={problemText(provider.error)} style={{ marginTop: 12 }} />}
      {refusal && <Alert type="error" showIcon title={problemText(refusal)} style={{ marginTop: 12 }} />}
    </Modal>
  );
}
