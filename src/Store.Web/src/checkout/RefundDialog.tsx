import { useQueries } from '@tanstack/react-query';
import { Alert, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, api } from '../api';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { type Minor, fromMilli, toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import type { Basket } from './basket';
import type { SaleBody } from './calls';
import { RefundFields, type TypedRefunds, isGivenBack, refundBodies, refundsOf } from './RefundFields';

interface Props {
  readonly basket: Basket;
  /** What goes back to the customer. */
  readonly total: Minor;
  readonly sending: boolean;
  readonly refusal: Problem | null;
  readonly onRefund: (refunds: SaleBody['refunds']) => void;
  readonly onClose: () => void;
}

/** More comes back than is bought: gives the rest back by the tenders it was paid with. */
export function RefundDialog({ basket, total, sending, refusal, onRefund, onClose }: Props) {
  const { t } = useTranslation(['checkout', 'shell']);
  const { storeId } = useStore();
  const [typed, setTyped] = useState<TypedRefunds>({});
  const sales = [...new Set(basket.returns.map((goods) => goods.originalSaleId))];
  const quotes = useQueries({
    queries: sales.map((originalSaleId) => {
      const lines = basket.returns.filter((goods) => goods.originalSaleId === originalSaleId).map((goods) => ({ lineNumber: goods.lineNumber, quantity: fromMilli(goods.quantity) }));
      return { queryKey: ['return-quote', storeId, originalSaleId, lines], queryFn: () => api.quoteReturn(storeId, { originalSaleId, lines }), staleTime: 0 };
    }),
  });
  const failed = quotes.find((quote) => quote.error);
  const known = quotes.every((quote) => quote.data);
  const refundable = new Map<string, Minor>();
  for (const tender of quotes.flatMap((quote) => quote.data?.byTender ?? [])) refundable.set(tender.name, (refundable.get(tender.name) ?? 0) + toMinor(tender.refundable));
  const refunds = refundsOf(total, [...refundable].map(([tender, amount]) => ({ tender, refundable: amount })), typed);
  const ready = known && isGivenBack(refunds, total) && !sending;
  return (
    <Modal open className="touch" width={440} title={t('return.refund')} okText={t('return.do')} cancelText={t('shell:back')} okButtonProps={{ disabled: !ready, loading: sending, autoFocus: true }}
      onOk={() => onRefund(refundBodies(refunds))} onCancel={sending ? undefined : onClose}>
      {failed?.error ? <ProblemAlert error={failed.error} retry={() => void failed.refetch()} /> : !known ? <Skeleton active /> : (
        <RefundFields total={total} refunds={refunds} disabled={sending} onChange={(tender, amount) => setTyped({ ...typed, [tender]: amount })} />
      )}
      {refusal && <Alert type="error" showIcon title={problemText(refusal)} style={{ marginTop: 12 }} />}
    </Modal>
  );
}
