import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { PrinterChip } from '../devices/PrinterChip';
import { TillNotices } from '../devices/TillNotices';
import { TillMemberships } from '../loyalty/TillMemberships';
import { Amount } from '../shell/Amount';
import { toMinor } from '../shell/money';
import { Coupons } from './Coupons';
import { KeyButton } from './KeyButton';
import { MemberButton } from './MemberButton';
import type { Problem } from '../api';
import { problemText } from '../shell/ProblemAlert';
import { ShiftMenu } from './ShiftMenu';
import type { Basket, Totals } from './basket';
import type { OpenShift, PricedBasket, Register, SaleDone } from './calls';

interface Props {
  readonly register: Register;
  readonly shift: OpenShift;
  readonly totals: Totals;
  readonly basket: Basket;
  readonly priced: PricedBasket | null;
  /** Why the basket cannot be priced as it is. */
  readonly refusal: Problem | null;
  readonly last: SaleDone | null;
  readonly onPay: (() => void) | undefined;
  readonly onCashExact: (() => void) | undefined;
  readonly onLeave: (() => void) | undefined;
  readonly onLeaveCoupon: ((code: string) => void) | undefined;
  /** Opens what the member has, or looks for who it is. */
  readonly onMember: (() => void) | undefined;
}

/** What is to be paid, and the buttons that pay it. */
export function TotalPanel({ register, shift, totals, basket, priced, refusal, last, onPay, onCashExact, onLeave, onLeaveCoupon, onMember }: Props) {
  const { t } = useTranslation('checkout');
  return (
    <div className="till-total">
      <dl className="desktop-only">
        <dt>{register.name} · {shift.openedByName} · {shift.businessDate}</dt>
        <dd>{onLeave && <Button type="link" className="till-other" onClick={onLeave}>{t('register.other')}</Button>}</dd>
      </dl>
      <TillNotices />
      <div className="till-tools"><PrinterChip /><ShiftMenu register={register} shift={shift} last={last} /></div>
      {last && totals.pieces === 0 && <dl><dt>{t('total.last', { number: last.receiptNumber })}</dt><dd>{last.change > 0 ? <>{t('pay.change')} <Amount minor={toMinor(last.change)} /></> : <Amount minor={toMinor(last.total)} />}</dd></dl>}
      <MemberButton customer={basket.customer} onClick={onMember} />
      <TillMemberships memberId={basket.customer?.memberId ?? null} productIds={basket.lines.map((line) => line.productId)} />
      {basket.groups.length > 0 && <dl><dt>{t('groups.title')}</dt><dd>{basket.groups.map((group) => group.name).join(', ')}</dd></dl>}
      <Coupons coupons={basket.coupons} names={basket.couponNames} priced={priced} onLeave={onLeaveCoupon} />
      {basket.exemption && <dl><dt>{t('terms.exemption')}</dt><dd>{basket.exemption.number}</dd></dl>}
      {priced && priced.discount > 0 && <dl className="till-line-off"><dt>{t('total.discount')}</dt><dd data-testid="discount">−<Amount minor={toMinor(priced.discount)} /></dd></dl>}
      {priced?.offers.slice(0, 2).map((offer) => (
        <dl key={`${offer.promotionId}.${offer.kind}`} className="till-offer"><dt>{offer.missing !== null
          ? t('total.offerSpend', { name: offer.name, missing: offer.missing.toFixed(2) })
          : offer.missingPieces ? t('total.offerPieces', { name: offer.name, count: offer.missingPieces }) : t('total.offerTake', { name: offer.name })}</dt></dl>
      ))}
      {refusal && <dl><dt style={{ color: '#b42318' }}>{problemText(refusal)}</dt></dl>}
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
