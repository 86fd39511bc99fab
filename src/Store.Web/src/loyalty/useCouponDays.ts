import { useTranslation } from 'react-i18next';
import type { CouponFields } from './calls';

/** When coupons of a kind are good, in words. */
export function useCouponDays(): (kind: CouponFields) => string {
  const { t } = useTranslation('loyalty');
  return ({ fromDate, toDate, daysValid }) => {
    const dates = fromDate || toDate ? `${fromDate ?? ''} – ${toDate ?? ''}` : '';
    const days = daysValid === null ? '' : t('coupons.daysAfter', { days: daysValid });
    return [dates, days].filter((part) => part !== '').join(' · ') || t('coupons.always');
  };
}
