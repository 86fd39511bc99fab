import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Amount } from '../shell/Amount';
import { toMinor } from '../shell/money';
import { KeyButton } from './KeyButton';
import { ShiftMenu } from './ShiftMenu';
import type { Totals } from './basket';
import type { OpenShift, Register, SaleDone } from './calls';

interface Props {
  readonly register: Register;
  readonly shift: OpenShift;
  readonly totals: Totals;
  readonly last: SaleDone | null;
  readonly onPay: (() => void) | undefined;
  readonly onCashExact: (() => void) | undefined;
  readonly onLeave: (() => void) | undefined;
}

/** What is to be paid, and the buttons that pay it. */
export function TotalPanel({ register, shift, totals, last, onPay, onCashExact, onLeave }: Props) {
  const { t } = useTranslation('checkout');
  return (
    <div className="till-total">
      <dl className="desktop-only">
        <dt>{register.name} · {shift.openedByName} · {shift.businessDate}</dt>
        <dd>{onLeave && <Button type="link" style={{ minHeight: 0, height: 22, padding: 0 }} onClick={onLeave}>{t('register.other')}</Button>}</dd>
      </dl>
      <ShiftMenu register={register} shift={shift} last={last} />
      {last && totals.pieces === 0 && <dl><dt>{t('total.last', { number: last.receiptNumber })}</dt><dd>{last.change > 0 ? <>{t('pay.change')} <Amount minor={toMinor(last.change)} /></> : <Amount minor={toMinor(last.total)} />}</dd></dl>}
      {totals.taxOnTop > 0 && <dl><dt>{t('total.taxOnTop')}</dt><dd><Amount minor={totals.taxOnTop} /></dd></dl>}
      <div className={totals.total >= 10_000_000 ? 'till-total-figure long' : 'till-total-figure'}>
        <span>{t('total.pieces', { count: totals.pieces })}</span>
        <strong className="amount" data-testid="total"><Amount minor={totals.total} /></strong>
      </div>
      <div className="till-pay">
        <KeyButton hint="F8" type="primary" size="large" disabled={!onPay} onClick={onPay}>{t('pay.title')}</KeyButton>
        <KeyButton hint="F9" size="large" disabled={!onCashExact} onClick={onCashExact}>{t('pay.exact')}</KeyButton>
      </div>
    </div>
  );
}
