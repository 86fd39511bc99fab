import { CheckCircleFilled } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListCouponsForBasketItem } from '../api/client';
import { Amount } from '../shell/Amount';
import { ProblemAlert } from '../shell/ProblemAlert';
import { fromMilli, quantityText, toMilli, toMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { type Basket, addCoupon, hasCoupon, leaveCoupon } from './basket';

interface Props { readonly basket: Basket; readonly memberId: number; readonly onChange: (change: (basket: Basket) => Basket) => void }

/** A member's coupons: those that take something off this basket, put on the ticket at a tap, and what the others still need. */
export function MemberCoupons({ basket, memberId, onChange }: Props) {
  const { t } = useTranslation('checkout');
  const { storeId } = useStore();
  const may = useMay()('loyalty.view-coupons');
  const ticket = {
    memberId, groupIds: basket.groups.map((group) => group.groupId), onTicket: [...basket.coupons],
    lines: basket.lines.map((line) => ({ productId: line.productId, quantity: fromMilli(line.quantity), unit: line.sellUnit ?? null, priceChanged: Boolean(line.priceReason) || line.labelAmount != null })),
  };
  const coupons = useQuery({ queryKey: ['basket-coupons', storeId, ticket], queryFn: () => api.listCouponsForBasket(storeId, ticket), enabled: may, placeholderData: keepPreviousData, staleTime: 0 });
  if (!may) return null;
  if (coupons.error) return <ProblemAlert error={coupons.error} retry={() => void coupons.refetch()} />;
  if (!coupons.data) return <Skeleton active paragraph={{ rows: 2 }} title={false} />;
  return (
    <section>
      <h3>{t('coupon.title')}</h3>
      {coupons.data.coupons.length === 0 && <small>{t('member.noCoupons')}</small>}
      {coupons.data.coupons.map((coupon) => {
        const taken = hasCoupon(basket, coupon.code);
        return (
          <button key={coupon.code} type="button" aria-pressed={taken} className={taken ? 'till-hit chosen' : 'till-hit'} disabled={!taken && !coupon.fits} onClick={() => onChange((before) => (taken ? leaveCoupon(before, coupon.code) : addCoupon(before, coupon.code, coupon.name)))}>
            <span>{taken && <CheckCircleFilled aria-hidden />} {coupon.name}{coupon.count > 1 && ` × ${coupon.count}`}<small>{[coupon.validTo && t('member.until', { day: coupon.validTo }), taken ? t('member.onTicket') : null].filter(Boolean).join(' · ')}</small></span>
            {coupon.fits ? <strong>−<Amount minor={toMinor(coupon.saves)} /></strong> : <Lacks coupon={coupon} />}
          </button>
        );
      })}
    </section>
  );
}

/** What would make a coupon fit. */
function Lacks({ coupon }: { readonly coupon: ListCouponsForBasketItem }) {
  const { t } = useTranslation('checkout');
  if (coupon.missing !== null) return <span>{t('member.missing')} <Amount minor={toMinor(coupon.missing)} /></span>;
  if (coupon.missingPieces !== null) return <span>{t('member.missingPieces', { pieces: quantityText(toMilli(coupon.missingPieces)) })}</span>;
  return <span>{t(`coupon.why.${(coupon.why ?? '').split('.')[1] as 'unknown'}`)}</span>;
}
