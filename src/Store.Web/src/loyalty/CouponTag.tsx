import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { type CouponState, type WithdrawnFor, couponColours } from './calls';

/** What has become of a coupon, and why where it was withdrawn. */
export function CouponTag({ coupon }: { readonly coupon: { readonly state: string; readonly withdrawnFor: string | null } }) {
  const { t } = useTranslation('loyalty');
  const state = coupon.state as CouponState;
  return <Tag color={couponColours[state]}>{t(`coupons.states.${state}`)}{coupon.withdrawnFor !== null && <> · {t(`coupons.withdrawnFor.${coupon.withdrawnFor as WithdrawnFor}`)}</>}</Tag>;
}
