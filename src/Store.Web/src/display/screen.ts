import { type Minor, lineTotal, quantityText, toMinor } from '../shell/money';
import { type Basket, piecesOf, returnedOf } from '../checkout/basket';
import type { PricedBasket, SaleDone } from '../checkout/calls';

/** A line as the customer reads it. */
export interface ShownLine {
  readonly key: string;
  readonly name: string;
  readonly quantity: string;
  readonly price: Minor;
  readonly amount: Minor;
  /** What is taken off it. */
  readonly off: Minor;
}

/** What the till wants the customer to see. */
export type Screen =
  | { readonly kind: 'idle'; readonly store: string }
  | {
    readonly kind: 'ticket'; readonly currency: string; readonly lines: readonly ShownLine[]; readonly touched: string | null; readonly total: Minor; readonly discount: Minor;
    readonly pieces: number; readonly member: string | null; readonly paying: boolean;
  }
  | { readonly kind: 'done'; readonly currency: string; readonly total: Minor; readonly change: Minor };

export interface TillState {
  readonly store: { readonly name: string; readonly currency: string };
  readonly basket: Basket;
  readonly priced: PricedBasket | null;
  readonly total: Minor;
  readonly paying: boolean;
  readonly done: SaleDone | null;
}

/** Other customers look on too: of a name the first sign is enough. */
const veiled = (name: string) => (name === '' ? '' : `${Array.from(name)[0] ?? ''}**`);

export function screenOf({ store, basket, priced, total, paying, done }: TillState): Screen {
  if (basket.lines.length === 0 && basket.returns.length === 0)
    return done ? { kind: 'done', currency: store.currency, total: toMinor(done.total), change: toMinor(done.change) } : { kind: 'idle', store: store.name };
  const lines = basket.lines.map((line, index): ShownLine => {
    const known = priced?.lines[index];
    return {
      key: line.key, name: line.name, quantity: `${quantityText(line.quantity)} ${line.unit}`, price: line.price,
      amount: known ? toMinor(known.amount) : (line.labelAmount ?? lineTotal(line.price, line.quantity)),
      off: known ? known.discounts.reduce((sum, discount) => sum + toMinor(discount.amount), 0) : 0,
    };
  });
  const back = returnedOf(basket);
  const returned: ShownLine[] = back === 0 ? [] : [{ key: 'returned', name: basket.returns.map((goods) => goods.name).join(', '), quantity: '', price: 0, amount: -back, off: 0 }];
  return {
    kind: 'ticket', currency: store.currency, lines: [...lines, ...returned], touched: basket.touched, total, discount: priced ? toMinor(priced.discount) : 0,
    pieces: piecesOf(basket.lines), member: basket.customer ? [veiled(basket.customer.name), basket.customer.level].filter(Boolean).join(' · ') : null, paying,
  };
}

/** The line that was touched last: what a small display shows of a ticket. */
export const touchedLine = (screen: Screen): ShownLine | undefined => (screen.kind === 'ticket' ? screen.lines.find((line) => line.key === screen.touched) : undefined);
