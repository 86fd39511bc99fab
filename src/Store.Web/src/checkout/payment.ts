import type { QuoteReturnResult } from '../api/client';
import { type Minor, toMinor } from '../shell/money';
import type { ForeignCash } from '../tenders/currencies';
import { type CashRounding, cashDue, noRounding, roundEitherWay } from '../tenders/rounding';
import type { Tender } from './calls';

export const tenders: readonly Tender[] = ['Cash', 'Card', 'Wallet'];

export interface Payment {
  readonly tender: Tender;
  readonly amount: Minor;
  readonly reference: string | null;
  /** The payment through a provider that this is. */
  readonly attemptId?: number;
  /** The notes of another currency that these are; the amount is their worth. */
  readonly foreign?: ForeignCash;
  /** The hold that keeps the balance for this basket. */
  readonly holdId?: number;
}

export interface Settlement {
  readonly paid: Minor;
  readonly due: Minor;
  readonly change: Minor;
  /** Card and wallet take more than the total, of which no change can be given. */
  readonly over: boolean;
  /** What is paid more than the total (less, when negative), as cash is rounded. */
  readonly rounding: Minor;
}

/** What is still due and what goes back; only cash gives change, and only what is left for cash is rounded. */
export function settle(total: Minor, payments: readonly Payment[], coins: CashRounding = noRounding): Settlement {
  const sum = (of: readonly Payment[]) => of.reduce((paid, payment) => paid + payment.amount, 0);
  const paid = sum(payments);
  const inCash = payments.filter((payment) => payment.tender === 'Cash');
  const cash = sum(inCash);
  const left = total - (paid - cash);
  const notes = payments.filter((payment) => payment.tender === 'ForeignCash');
  const rounding = notes.length > 0 ? roundEitherWay(left, coins) - left : inCash.length > 0 ? cashDue(left, coins) - left : 0;
  const change = Math.max(0, paid - total - rounding);
  // Foreign notes stay whole; their change goes out of the drawer. Neither they nor cash beside them may have been needless.
  const ofNotes = change - Math.min(change, cash);
  const over = notes.length > 0 ? (cash > 0 && change >= cash) || (ofNotes > 0 && notes.some((payment) => payment.amount <= ofNotes)) : change > cash;
  return { paid, due: Math.max(0, total + rounding - paid), change, over, rounding };
}

/** What is left to be paid if it is paid with that tender. */
export function dueBy(tender: Tender, total: Minor, payments: readonly Payment[], coins: CashRounding): Minor {
  const { due } = settle(total, payments, coins);
  if (due === 0) return 0;
  return tender === 'Cash' || tender === 'ForeignCash' ? settle(total, [...payments, { tender, amount: 0, reference: null }], coins).due : Math.max(0, total - settle(total, payments).paid);
}

const notes: readonly Minor[] = [100, 500, 1000, 5000, 10_000];

/** What a customer is likely to hand over for an amount: the next round sums above it, smallest first. */
export function quickCash(due: Minor): Minor[] {
  if (due <= 0) return [];
  const sums = new Set(notes.map((note) => Math.ceil(due / note) * note).filter((sum) => sum > due));
  return [...sums].sort((left, right) => left - right);
}

/** Gives a refund back by the tenders it was paid with, as far as each may take back. */
export function spreadRefund(total: Minor, byTender: readonly { readonly tender: string; readonly refundable: Minor }[]): { tender: string; amount: Minor }[] {
  let left = total;
  return byTender.map(({ tender, refundable }) => {
    const amount = Math.min(left, refundable);
    left -= amount;
    return { tender, amount };
  });
}

/** What each line of a return is worth on a ticket that takes it back: what was paid for it, and the first ones bear what is withheld for a broken deal. */
export function refundsByLine(quote: Pick<QuoteReturnResult, 'lines' | 'withheld'>): { readonly line: QuoteReturnResult['lines'][number]; readonly refund: Minor }[] {
  let withheld = toMinor(quote.withheld);
  return quote.lines.map((line) => {
    const paid = toMinor(line.refund);
    const borne = Math.min(withheld, paid);
    withheld -= borne;
    return { line, refund: paid - borne };
  });
}
