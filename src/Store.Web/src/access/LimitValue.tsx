import { useTranslation } from 'react-i18next';
import { Amount } from '../shell/Amount';
import { toMinor } from '../shell/money';
import { isPercent } from './approving';
import { useNames } from './names';

/** A limit's figure: a percentage or an amount. */
export function LimitValue({ limit, value }: { readonly limit: string; readonly value: number | null | undefined }) {
  const { t } = useTranslation('access');
  if (value === null || value === undefined) return <span>{t('roles.unlimited')}</span>;
  return isPercent(limit) ? <span className="amount">{value} %</span> : <Amount minor={toMinor(value)} />;
}

/** What a limit is about. */
export function LimitName({ limit }: { readonly limit: string }) {
  const names = useNames();
  return <>{names.limit(limit)}</>;
}
