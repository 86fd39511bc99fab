import { useQuery } from '@tanstack/react-query';
import { Descriptions, Empty, Skeleton, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { ProblemAlert } from '../shell/ProblemAlert';
import { toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { type Basket, priceRequest } from './basket';

const colours = { Applied: 'green', Lost: 'orange', Unmet: 'default' } as const;

/** Why a line costs what it does: retail price, list, what applied, what competed and lost, what one more would bring. */
export function WhyThisPrice({ basket, lineNumber }: { readonly basket: Basket; readonly lineNumber: number }) {
  const { t } = useTranslation('checkout');
  const { storeId } = useStore();
  const request = { ...priceRequest(basket), explain: true };
  const answer = useQuery({ queryKey: ['why', storeId, request], queryFn: ({ signal }) => api.priceBasket(storeId, request, signal), staleTime: 0 });
  if (!answer.data) return answer.error ? <ProblemAlert error={answer.error} retry={() => void answer.refetch()} /> : <Skeleton active />;
  const line = answer.data.lines[lineNumber - 1];
  if (!line) return <Empty />;
  return (
    <>
      <Descriptions bordered column={1} size="small" items={[
        { key: 'list', label: t('why.list'), children: <Amount minor={toMinor(line.listPrice)} /> },
        { key: 'price', label: t('why.price'), children: <><Amount minor={toMinor(line.unitPrice)} /> {line.sourceName ?? t(`why.source.${line.source as 'Retail'}`)}</> },
        ...line.discounts.map((discount, index) => ({ key: `off${index}`, label: discount.name, children: <span className="till-line-off">−<Amount minor={toMinor(discount.amount)} /></span> })),
        { key: 'amount', label: t('why.amount'), children: <strong><Amount minor={toMinor(line.amount)} /></strong> },
      ]} />
      {line.reasons.map((reason) => (
        <div key={reason.promotionId} className="row-card">
          <Tag color={colours[reason.outcome as 'Applied']}>{t(`why.outcome.${reason.outcome as 'Applied'}`)}</Tag> {reason.name} {reason.amount > 0 && <Amount minor={toMinor(reason.amount)} />}
          {reason.lostTo !== null && <small> · {t('why.lostTo', { name: line.reasons.find((other) => other.promotionId === reason.lostTo)?.name ?? '' })}</small>}
          {reason.nextMissing ? <small> · {t('why.nextSpend', { missing: reason.nextMissing.toFixed(2), saves: (reason.nextSaves ?? 0).toFixed(2) })}</small>
            : reason.nextPieces ? <small> · {t('why.nextPieces', { count: reason.nextPieces, saves: (reason.nextSaves ?? 0).toFixed(2) })}</small> : null}
        </div>
      ))}
    </>
  );
}
