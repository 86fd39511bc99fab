import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Empty, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, api } from '../api';
import { useGoOn } from '../devices/useGoOn';
import { Amount } from '../shell/Amount';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { type Milli, fromMilli, fromMinor, parseQuantity, quantityText, toMilli, toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { newUuid } from '../shell/uuid';
import { useProviderRefunds } from '../tenders/useProviderRefunds';
import { useCashRounding } from '../tenders/useTenderSettings';
import type { ReturnBody, ReturnableLine } from './calls';
import { BrokenDeals } from './BrokenDeals';
import { PointsBack } from './PointsBack';
import type { GoodsBack } from './basket';
import { useQuestions } from './useQuestions';
import { refundsByLine } from './payment';
import { RefundFields, type TypedRefunds, givenOf, isGivenBack, refundBodies, refundsOf } from './RefundFields';
import { ReturnReason } from './ReturnReason';

interface Props {
  readonly saleId: number;
  readonly registerId: number;
  readonly sending: boolean;
  readonly refusal: Problem | null;
  readonly onReturn: (body: ReturnBody) => void;
  /** Puts the goods on the ticket at the till, to be set off against what is bought instead. */
  readonly onExchange: ((goods: readonly GoodsBack[]) => void) | undefined;
}

/** Chooses what comes back; the server says what it is worth, and the money goes back by the tenders it came with. */
export function ReturnPanel({ saleId, registerId, sending, refusal, onReturn, onExchange }: Props) {
  const { t } = useTranslation(['checkout', 'tenders']);
  const { storeId } = useStore();
  const rounded = useCashRounding().step > 0;
  const provider = useProviderRefunds(saleId);
  const questions = useQuestions();
  const mayGoOn = useGoOn();
  const [saleUuid] = useState(newUuid);
  const [reason, setReason] = useState('');
  const [texts, setTexts] = useState<Readonly<Record<number, string>>>({});
  const [cardCode, setCardCode] = useState('');
  const [refunds, setRefunds] = useState<TypedRefunds>({});
  const sale = useQuery({ queryKey: ['returnable', storeId, saleId], queryFn: () => api.getReturnable(storeId, saleId), staleTime: 0 });

  const quantityOf = (line: ReturnableLine): Milli | null => {
    const text = texts[line.lineNumber];
    return text === undefined ? 0 : parseQuantity(text);
  };
  const rows = sale.data?.lines ?? [];
  const wrong = (line: ReturnableLine) => {
    const quantity = quantityOf(line);
    return quantity === null || quantity < 0 || quantity > toMilli(line.returnable);
  };
  const lines = rows.filter((line) => (quantityOf(line) ?? 0) > 0).map((line) => ({ lineNumber: line.lineNumber, quantity: fromMilli(quantityOf(line) ?? 0) }));
  const valid = lines.length > 0 && !rows.some(wrong);
  const quote = useQuery({ queryKey: ['return-quote', storeId, saleId, lines], queryFn: () => api.quoteReturn(storeId, { originalSaleId: saleId, lines }), enabled: valid, staleTime: 0 });

  const total = toMinor(quote.data?.total ?? 0);
  const chosen = refundsOf(total, (quote.data?.byTender ?? []).map((tender) => ({ tender: tender.name, refundable: toMinor(tender.refundable) })), refunds);
  const given = givenOf(chosen);
  const inCash = chosen.filter(({ tender }) => tender === 'Cash').reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  const inPoints = chosen.filter(({ tender }) => tender === 'Points').reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  const exact = useQuery({
    queryKey: ['return-quote', storeId, saleId, lines, inCash, inPoints], queryFn: () => api.quoteReturn(storeId, { originalSaleId: saleId, lines, cash: fromMinor(inCash), points: fromMinor(inPoints) }),
    enabled: valid && given === total && ((rounded && inCash > 0) || (quote.data?.points ?? null) !== null),
  });
  const ready = valid && quote.isSuccess && !quote.isFetching && isGivenBack(chosen, total) && reason.trim() !== '' && !sending && !provider.isPending;

  const setQuantityText = (line: ReturnableLine, text: string) => {
    setTexts({ ...texts, [line.lineNumber]: text });
    setRefunds({});
  };
  if (!sale.data) return sale.error ? <ProblemAlert error={sale.error} retry={() => void sale.refetch()} /> : <Skeleton active />;
  if (rows.every((line) => line.returnable <= 0)) return <Empty description={t('return.nothingLeft')} />;
  return (
    <>
      <div className="panel">
        {rows.map((line) => {
          const returnable = toMilli(line.returnable);
          const whole = quantityOf(line) === returnable && returnable > 0;
          return (
            <div key={line.lineNumber} className="row-card" style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
              <Checkbox disabled={sending || returnable <= 0} checked={(quantityOf(line) ?? 0) > 0} indeterminate={(quantityOf(line) ?? 0) > 0 && !whole} aria-label={t('return.take', { name: line.productName })} onChange={(event) => setQuantityText(line, event.target.checked ? quantityText(returnable) : '0')} />
              <div style={{ flex: 1, minWidth: 0 }}>
                <div>{line.productName}</div>
                <small style={{ color: '#76828a' }}>{line.productCode} · <Amount minor={toMinor(line.unitPrice)} /> · {t('return.returnable', { quantity: `${quantityText(returnable)} ${line.unit}` })}</small>
              </div>
              <Input size="large" style={{ width: 92 }} inputMode="decimal" disabled={sending || returnable <= 0} status={wrong(line) ? 'error' : ''} value={texts[line.lineNumber] ?? '0'} aria-label={t('return.quantity')} onFocus={(event) => event.target.select()} onChange={(event) => setQuantityText(line, event.target.value)} />
            </div>
          );
        })}
      </div>
      <ReturnReason value={reason} disabled={sending} onChange={setReason} />
      {quote.error && valid && <ProblemAlert error={quote.error} retry={() => void quote.refetch()} />}
      {valid && quote.data && (
        <div style={{ marginTop: 16 }}>
          <RefundFields total={total} refunds={chosen} disabled={sending} cardCode={cardCode} onCardCode={setCardCode} onChange={(tender, amount) => setRefunds({ ...refunds, [tender]: amount })}>
            {rounded && exact.data && inCash > 0 && toMinor(exact.data.cashGiven) !== inCash && <div><span>{t('tenders:rounding.give')}</span><span className="figure" data-testid="cash-given"><Amount minor={toMinor(exact.data.cashGiven)} /></span></div>}
            {exact.data?.points && <PointsBack {...exact.data.points} />}
            <BrokenDeals quote={quote.data} />
          </RefundFields>
        </div>
      )}
      {provider.error && <Alert type="error" showIcon title={problemText(provider.error)} style={{ marginTop: 12 }} />}
      {refusal && <Alert type="error" showIcon title={problemText(refusal)} style={{ marginTop: 12 }} />}
      <Button type="primary" size="large" block style={{ marginTop: 16 }} disabled={!ready} loading={sending || provider.isPending} onClick={() => mayGoOn() && void questions.ask([{ event: 'Return', reason: reason.trim() }]).then((answers) => answers && provider.mutate(
        refundBodies(chosen, cardCode),
        { onSuccess: (done) => onReturn({ saleUuid, registerId, originalSaleId: saleId, reason: reason.trim(), lines, refunds: done, answers }) },
      ))}>{t('return.do')}</Button>
      {onExchange && <Button size="large" block style={{ marginTop: 8 }} disabled={!valid || !quote.isSuccess || quote.isFetching || reason.trim() === '' || sending} onClick={() => quote.data && mayGoOn() && onExchange(refundsByLine(quote.data).map(({ line: one, refund }) => ({
        originalSaleId: saleId, lineNumber: one.lineNumber, name: rows.find((line) => line.lineNumber === one.lineNumber)?.productName ?? '', quantity: toMilli(one.quantity), refund, reason: reason.trim(),
        ...(quote.data.withheld === 0 ? {} : { together: true }),
      })))}>{t('return.exchange')}</Button>}
      {questions.dialog}
    </>
  );
}
