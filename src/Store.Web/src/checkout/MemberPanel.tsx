import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Amount } from '../shell/Amount';
import { Drawer } from '../shell/Drawer';
import { ProblemAlert } from '../shell/ProblemAlert';
import { toMinor } from '../shell/money';
import { useMay } from '../shell/session';
import { useIsPhone } from '../shell/useIsPhone';
import { ValuePinForm } from '../loyalty/ValuePinForm';
import { MemberCoupons } from './MemberCoupons';
import { MemberFinder } from './MemberFinder';
import { MemberPasses } from './MemberPasses';
import type { Basket } from './basket';
import { useFunds } from './useFunds';

interface Props {
  readonly basket: Basket;
  readonly onChange: (change: (basket: Basket) => Basket) => void;
  readonly onClose: () => void;
}

/** Who buys: found or registered in one field; then what they have and which of their coupons fit. */
export function MemberPanel({ basket, onChange, onClose }: Props) {
  const { t } = useTranslation('checkout');
  const phone = useIsPhone();
  const mayUse = useMay()('loyalty.use-value');
  const { customer } = basket;
  const funds = useFunds(customer);
  const { points, value, program } = funds;
  return (
    <Drawer open className="touch" placement={phone ? 'bottom' : 'right'} size={phone ? '88dvh' : 440} title={t('total.member')} onClose={onClose} extra={customer && <Button onClick={() => onChange((before) => ({ ...before, customer: null }))}>{t('terms.noMember')}</Button>}>
      {!customer ? <MemberFinder onFound={(found) => onChange((before) => ({ ...before, customer: found }))} /> : (
        <div className="member-panel">
          <div className="member-head"><strong>{customer.name}</strong>{customer.level && <span>{customer.level}</span>}{customer.number !== customer.name && <small>{customer.number}</small>}</div>
          {funds.error && <ProblemAlert error={funds.error} />}
          <div className="member-funds">
            {points && <div><span>{t('tender.Points')}</span><strong data-testid="member-points">{points.available}</strong><small>{program?.active && program.payRate > 0 ? <>= <Amount minor={toMinor(points.worth)} /></> : '\u00a0'}{points.pending > 0 && ` · ${t('balances.pending', { count: points.pending })}`}</small></div>}
            {value && <div><span>{t('tender.StoredValue')}</span><strong data-testid="member-value"><Amount minor={toMinor(value.principal + value.bonus)} /></strong><small>{value.bonus > 0 ? <>{t('balances.bonus')} <Amount minor={toMinor(value.bonus)} /></> : '\u00a0'}{value.held > 0 && <> · {t('balances.held')} <Amount minor={toMinor(value.held)} /></>}</small></div>}
          </div>
          <MemberCoupons basket={basket} memberId={customer.memberId} onChange={onChange} />
          {value && <MemberPasses passes={value.passes} memberId={customer.memberId} />}
          {value && mayUse && value.principal + value.bonus > 0 && (
            <details className="member-pin"><summary>{t(value.hasPin ? 'member.changePin' : 'member.setPin')}</summary><ValuePinForm memberId={customer.memberId} hasPin={value.hasPin} /></details>
          )}
        </div>
      )}
    </Drawer>
  );
}
