import { useQueries } from '@tanstack/react-query';
import { Alert, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, api } from '../api';
import { Modal } from '../shell/Modal';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { type Minor, fromMilli, toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import type { Answer } from '../api/client';
import { useProviderRefunds } from '../tenders/useProviderRefunds';
import { BrokenDeals } from './BrokenDeals';
import { PointsBack } from './PointsBack';
import type { Basket } from './basket';
import type { SaleBody } from './calls';
import { RefundFields, type TypedRefunds, isGivenBack, refundBodies, refundsOf } from './RefundFields';

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
  const [typed, setTyped] = useState<TypedRefunds>({});
  const [cardCode, setCardCode] = useState('');
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
  const refunds = refundsOf(total, [...refundable].map(([tender, amount]) => ({ tender, refundable: amount })), typed);
  const ready = known && isGivenBack(refunds, total) && !busy;
  const giveBack = async () => {
    setAsking(true);
    try {
      const answers = await ask();
      if (answers === null) return;
      onRefund(await provider.mutateAsync(refundBodies(refunds, cardCode)), answers);
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
        <RefundFields total={total} refunds={refunds} disabled={busy} cardCode={cardCode} onCardCode={setCardCode} onChange={(tender, amount) => setTyped({ ...typed, [tender]: amount })}>
          {quotes.map((quote, index) => quote.data?.points && <PointsBack key={`points.${sales[index]}`} given={0} taken={quote.data.points.taken} />)}
          {quotes.map((quote, index) => quote.data && <BrokenDeals key={sales[index]} quote={quote.data} />)}
        </RefundFields>
      )}
      {provider.error && <Alert type="error" showIcon title={problemText(provider.error)} style={{ marginTop: 12 }} />}
      {refusal && <Alert type="error" showIcon title={problemText(refusal)} style={{ marginTop: 12 }} />}
    </Modal>
  );
}
