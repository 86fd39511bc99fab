import { useTranslation } from 'react-i18next';
import type { PointsBack as Points } from '../api/client';

/** The points that go back to a member with their goods, and those that the goods had earned. */
export function PointsBack({ given, taken }: Points) {
  const { t } = useTranslation('checkout');
  return (
    <>
      {given !== 0 && <div><span>{t('return.pointsGiven')}</span><span data-testid="points-given">{t('balances.pointsOf', { count: given })}</span></div>}
      {taken !== 0 && <div><span>{t('return.pointsTaken')}</span><span data-testid="points-taken">−{t('balances.pointsOf', { count: taken })}</span></div>}
    </>
  );
}
