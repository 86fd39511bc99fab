import { UserOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Amount } from '../shell/Amount';
import type { Customer } from './basket';
import { freeValue, useFunds } from './useFunds';

/** Who buys and what they have; a tap looks for the member or opens the panel about them. */
export function MemberButton({ customer, onClick }: { readonly customer: Customer | null; readonly onClick: (() => void) | undefined }) {
  const { t } = useTranslation('checkout');
  const funds = useFunds(customer);
  if (!customer && !onClick) return null;
  const value = freeValue(funds);
  return (
    <button type="button" className={customer ? 'till-member known' : 'till-member'} disabled={!onClick} onClick={onClick}>
      <UserOutlined aria-hidden />
      <span className="till-member-name">{customer ? <>{customer.name}{customer.level && ` · ${customer.level}`}</> : t('member.add')}</span>
      {customer && funds.points && funds.points.available > 0 && <span>{t('balances.pointsOf', { count: funds.points.available })}</span>}
      {customer && value > 0 && <Amount minor={value} />}
      <span className="key" aria-hidden>PgUp</span>
    </button>
  );
}
