import { useQuery } from '@tanstack/react-query';
import { Alert, Empty, InputNumber, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { ProblemAlert } from '../shell/ProblemAlert';
import { moneyText, toMinor } from '../shell/money';
import { useSession } from '../shell/session';
import { ProductsSelect } from './ProductSelect';
import type { Definition, Tried } from './calls';

interface Props { readonly definition: Definition | null; readonly promotionId: number | null }

/** A basket to try a promotion on: what it would cost in the chosen store, and why. */
export function TryPanel({ definition, promotionId }: Props) {
  const { t } = useTranslation(['marketing', 'shell']);
  const { store } = useSession();
  const [lines, setLines] = useState<readonly { readonly productId: number; readonly quantity: number }[]>([]);
  const body = {
    lines: lines.map((line) => ({ ...line, unit: null })), at: null, levelId: definition?.levelIds?.[0] ?? null, groupIds: definition?.groupIds ?? [], coupons: definition?.coupon ? [definition.coupon] : [],
    tender: definition?.tender ?? null, promotion: definition, promotionId,
  };
  const tried = useQuery({ queryKey: ['try-basket', store?.storeId, body], queryFn: () => api.tryBasket(store?.storeId ?? 0, body), enabled: store !== null && lines.length > 0 && definition !== null, retry: false, placeholderData: (before) => before });
  const choose = (productIds: number[]) => setLines(productIds.map((productId) => lines.find((line) => line.productId === productId) ?? { productId, quantity: 1 }));
  return (
    <>
      <p style={{ color: '#5b6770', marginTop: 0 }}>{t('try.hint', { store: store?.name ?? '' })}</p>
      <ProductsSelect value={lines.map((line) => line.productId)} onChange={choose} placeholder={t('try.find')} />
      {lines.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('try.empty')} />}
      {lines.length > 0 && definition === null && <Alert type="info" showIcon title={t('try.unfinished')} style={{ marginTop: 12 }} />}
      {tried.error && <ProblemAlert error={tried.error} retry={() => void tried.refetch()} />}
      {lines.length > 0 && tried.data && (
        <div className="panel" style={{ marginTop: 12 }}>
          {lines.map(({ productId, quantity }) => (
            <TriedLine key={productId} line={tried.data.lines.find((line) => line.productId === productId)} productId={productId} quantity={quantity}
              onQuantity={(wanted) => setLines(lines.map((line) => (line.productId === productId ? { productId, quantity: wanted } : line)))} />
          ))}
          <div className="row-card" style={{ background: '#f7f9f9' }}>
            <div className="row-card-head"><span>{t('try.total')}</span><span><Amount minor={toMinor(tried.data.net)} /></span></div>
            <div className="row-card-details"><span><label>{t('try.before')}</label><Amount minor={toMinor(tried.data.gross)} /></span><span><label>{t('try.off')}</label><Amount minor={toMinor(tried.data.off)} /></span></div>
          </div>
          {tried.data.offers.map((offer) => <div key={offer.promotionId} className="row-card"><Tag color="blue">{offer.name}</Tag>{offerText(offer, t)}</div>)}
        </div>
      )}
    </>
  );
}

type Words = ReturnType<typeof useTranslation<['marketing', 'shell']>>['t'];

function offerText(offer: Tried['offers'][number], t: Words): string {
  if (offer.missing !== null) return offer.saves === null ? t('try.spendMore', { amount: moneyText(toMinor(offer.missing)) }) : t('try.spendMoreSaves', { amount: moneyText(toMinor(offer.missing)), saves: moneyText(toMinor(offer.saves)) });
  return offer.missingPieces === null ? t('try.mayTake') : t('try.piecesMore', { pieces: offer.missingPieces });
}

function TriedLine({ line, quantity, onQuantity, productId }: { readonly line: Tried['lines'][number] | undefined; readonly productId: number; readonly quantity: number; readonly onQuantity: (quantity: number) => void }) {
  const { t } = useTranslation('marketing');
  return (
    <div className="row-card">
      <div className="row-card-head">
        <span>{line?.name ?? `#${productId}`}</span>
        <span>{line ? <Amount minor={toMinor(line.net)} /> : t('try.noPrice')}</span>
      </div>
      <div className="row-card-details" style={{ alignItems: 'center' }}>
        <InputNumber size="small" min={0.001} max={1000} value={quantity} onChange={(wanted) => wanted !== null && onQuantity(wanted)} aria-label={t('try.quantity')} style={{ width: 90 }} />
        {line && <span>× <Amount minor={toMinor(line.price)} /></span>}
      </div>
      {line && line.reasons.length > 0 && (
        <ul style={{ margin: '6px 0 0', paddingInlineStart: 18, color: '#5b6770', fontSize: 13 }}>
          {line.reasons.map((reason) => (
            <li key={reason.promotionId} style={reason.outcome === 'Applied' ? { color: '#0f7a4a' } : {}}>
              {reason.name} · {t(`why.${reason.why.replace('.', '_')}` as 'why.applied', { defaultValue: t(`outcome.${reason.outcome as 'Applied'}`), winner: line.reasons.find((one) => one.promotionId === reason.lostTo)?.name ?? '' })}
              {reason.amount > 0 && <> · {moneyText(toMinor(reason.amount))}</>}
              {reason.nextPieces !== null && reason.nextSaves !== null && <> · {t('try.nextPieces', { pieces: reason.nextPieces, saves: moneyText(toMinor(reason.nextSaves)) })}</>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
