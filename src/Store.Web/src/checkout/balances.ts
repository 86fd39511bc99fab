import type { PointsProgram } from '../api/client';
import { type Minor, fromMinor, share } from '../shell/money';
import type { Tender } from './calls';
import type { Payment } from './payment';

/** The field for the member's PIN. */
export const pinFieldId = 'value-pin';

/** Tenders that a member's or a card's balance pays. */
export const balanceTenders = ['Points', 'StoredValue', 'GiftCard'] as const satisfies readonly Tender[];

export type BalanceTender = (typeof balanceTenders)[number];

export const isOfBalance = (tender: Tender): tender is BalanceTender => (balanceTenders as readonly Tender[]).includes(tender);

// Rates are decimals of at most six places; with whole numbers nothing is lost.
const millionths = 1_000_000;
const unit = 100n * BigInt(millionths);
const exact = (rate: number) => BigInt(Math.round(rate * millionths));

/** How many points pay an amount; rounded up, as the server does. */
export const pointsFor = (amount: Minor, rate: number): number => Number((BigInt(amount) * exact(rate) + unit - 1n) / unit);

/** The most that so many points pay. */
export const paidByPoints = (points: number, rate: number): Minor => (rate <= 0 || points <= 0 ? 0 : Number((BigInt(points) * unit) / exact(rate)));

/** The most that points may pay of a ticket: what the member has, what the program allows, and what is due. Nothing where fewer points than the program asks for would pay. */
export function mostByPoints(available: number, program: Pick<PointsProgram, 'active' | 'payRate' | 'minPoints' | 'maxPoints' | 'maxPercent'>, goods: Minor, due: Minor): Minor {
  if (!program.active || program.payRate <= 0) return 0;
  const points = Math.min(available, program.maxPoints ?? available);
  const most = Math.max(0, Math.min(due, share(Math.max(0, goods), program.maxPercent, 100), paidByPoints(points, program.payRate)));
  return most > 0 && pointsFor(most, program.payRate) >= program.minPoints ? most : 0;
}

/** What of the goods balances may still pay: sold value is not paid with value. */
export const leftForBalances = (goods: Minor, payments: readonly Payment[]): Minor =>
  Math.max(0, goods - payments.filter((payment) => isOfBalance(payment.tender)).reduce((sum, payment) => sum + payment.amount, 0));

/** Whoever has a gift card's code has its money: only the end of it is shown. */
export const cardEnd = (code: string): string => `****${code.replace(/\D/g, '').slice(-4)}`;

const codeLength = 20;

/** The bare digits of a gift card's code; null where it is none. The last digit checks the others (Luhn). */
export function giftCardCode(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s-]/g, '');
  if (!/^\d+$/.test(digits) || digits.length !== codeLength) return null;
  const sum = Array.from(digits, Number).reverse().reduce((total, digit, index) => {
    const counted = index % 2 === 1 ? digit * 2 : digit;
    return total + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return sum % 10 === 0 ? digits : null;
}

/** A payment as it is sent. */
export const paymentBody = ({ tender, amount, reference, attemptId, foreign, holdId }: Payment) => ({
  tender, amount: fromMinor(amount), reference, ...(attemptId === undefined ? {} : { attemptId }), ...(foreign ? { foreign } : {}), ...(holdId === undefined ? {} : { holdId }),
});
