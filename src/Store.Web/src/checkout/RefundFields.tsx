import { Alert, Input } from 'antd';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '../shell/Amount';
import { MoneyInput } from '../shell/MoneyInput';
import { type Minor, fromMinor } from '../shell/money';
import { giftCardCode } from './balances';
import type { SaleBody } from './calls';
import { nameOf } from './cardCodes';
import { spreadRefund } from './payment';

/** What has been typed for a tender; the others stay as proposed. */
export type TypedRefunds = Readonly<Record<string, Minor | null>>;

export interface Refund { readonly tender: string; readonly amount: Minor | null }

/** How an amount goes back: by the tenders it came with, unless something else was typed. */
export const refundsOf = (total: Minor, byTender: readonly { readonly tender: string; readonly refundable: Minor }[], typed: TypedRefunds): readonly Refund[] =>
  spreadRefund(total, byTender).map(({ tender, amount }) => ({ tender, amount: tender in typed ? typed[tender] ?? null : amount }));

export const givenOf = (refunds: readonly Refund[]): Minor => refunds.reduce((sum, { amount }) => sum + (amount ?? 0), 0);

/** Whether the refunds are amounts and add up to what is due. */
export const isGivenBack = (refunds: readonly Refund[], total: Minor): boolean => givenOf(refunds) === total && refunds.every(({ amount }) => amount !== null && amount >= 0);

/** What was scanned or typed of a gift card: a whole code by its name, anything else as it is. */
function cardOf(text: string): string | null {
  const code = giftCardCode(text);
  return code === null ? text.trim() || null : nameOf(code);
}

/** The refunds as they are sent; a gift card's goes back onto the card that paid, unless another was scanned. */
export const refundBodies = (refunds: readonly Refund[], cardCode: string): NonNullable<SaleBody['refunds']> =>
  refunds.filter(({ amount }) => (amount ?? 0) > 0).map(({ tender, amount }) => ({ tender, amount: fromMinor(amount ?? 0), reference: tender === 'GiftCard' ? cardOf(cardCode) : null }));

interface Props {
  readonly total: Minor;
  readonly refunds: readonly Refund[];
  readonly disabled: boolean;
  readonly onChange: (tender: string, amount: Minor | null) => void;
  readonly cardCode: string;
  readonly onCardCode: (code: string) => void;
  readonly children?: ReactNode;
}

/** What is to be refunded, and how much of it by which tender. */
export function RefundFields({ total, refunds, disabled, onChange, cardCode, onCardCode, children }: Props) {
  const { t } = useTranslation('checkout');
  return (
    <div className="pay-figures">
      <div><span>{t('return.refund')}</span><span className="figure" data-testid="refund"><Amount minor={total} /></span></div>
      {refunds.map(({ tender, amount }) => (
        <Fragment key={tender}>
          <div style={{ gap: 12 }}>
            <span>{t(`tender.${tender as 'Cash'}`)}</span>
            <span style={{ width: 150 }}><MoneyInput size="large" value={amount} disabled={disabled} aria-label={t(`tender.${tender as 'Cash'}`)} onChange={(next) => onChange(tender, next)} /></span>
          </div>
          {tender === 'GiftCard' && (amount ?? 0) > 0 && <Input size="large" data-scan="own" maxLength={40} inputMode="numeric" autoComplete="off" disabled={disabled} value={cardCode} placeholder={t('return.card')} aria-label={t('return.card')} onChange={(event) => onCardCode(event.target.value)} />}
        </Fragment>
      ))}
      {children}
      {givenOf(refunds) !== total && <Alert type="warning" showIcon title={t('return.differs')} />}
    </div>
  );
}
