import { type Milli, type Minor, lineTotal, milliPerUnit, share } from '../shell/money';
import type { ReturnBody, SaleBody } from './calls';

/** Goods as they were found at the till. */
export interface Goods {
  readonly productId: number;
  readonly code: string;
  readonly name: string;
  readonly spec: string | null;
  readonly unit: string;
  readonly price: Minor;
  readonly barcode: string | null;
  /** Tax rate in millionths. */
  readonly taxPpm: number;
}

export interface BasketLine extends Goods {
  readonly quantity: Milli;
}

/** What is on its way to the server and has not been answered yet; sent again as it is until it has. */
export type Pending = { readonly kind: 'sale'; readonly body: SaleBody } | { readonly kind: 'return'; readonly body: ReturnBody };

/** What lies on the counter. One line per product. */
export interface Basket {
  readonly lines: readonly BasketLine[];
  /** The product whose line is highlighted: the last one touched. */
  readonly touched: number | null;
  /** The line removed last, to be put back. */
  readonly removed: { readonly line: BasketLine; readonly index: number } | null;
  /** Made when the basket begins to be paid; stays its name until the server has answered. */
  readonly saleUuid: string | null;
  readonly pending: Pending | null;
}

export const emptyBasket: Basket = { lines: [], touched: null, removed: null, saleUuid: null, pending: null };

/** The most that the server takes on one line. */
const quantityAtMost: Milli = 100_000 * milliPerUnit;

/** Adds goods; more of what is there already adds to its line, at the price found last. */
export function addGoods(basket: Basket, goods: Goods, quantity: Milli): Basket {
  const there = basket.lines.find((line) => line.productId === goods.productId);
  const added = Math.min(quantityAtMost, (there?.quantity ?? 0) + quantity);
  const lines = there
    ? basket.lines.map((line) => (line === there ? { ...there, price: goods.price, taxPpm: goods.taxPpm, quantity: added } : line))
    : [...basket.lines, { ...goods, quantity: added }];
  return { ...basket, lines, touched: goods.productId };
}

export function removeLine(basket: Basket, productId: number): Basket {
  const index = basket.lines.findIndex((line) => line.productId === productId);
  const line = basket.lines[index];
  if (!line) return basket;
  const lines = basket.lines.filter((other) => other !== line);
  return { ...basket, lines, removed: { line, index }, touched: (lines[index] ?? lines[index - 1])?.productId ?? null };
}

/** Sets a line's quantity; none of it left removes the line. */
export function setQuantity(basket: Basket, productId: number, quantity: Milli): Basket {
  if (quantity <= 0) return removeLine(basket, productId);
  const capped = Math.min(quantityAtMost, quantity);
  return { ...basket, touched: productId, lines: basket.lines.map((line) => (line.productId === productId ? { ...line, quantity: capped } : line)) };
}

/** Puts the line back that was removed last. */
export function undoRemove(basket: Basket): Basket {
  if (!basket.removed) return basket;
  const { line, index } = basket.removed;
  const again = basket.lines.find((other) => other.productId === line.productId);
  if (again) return { ...setQuantity(basket, line.productId, again.quantity + line.quantity), removed: null };
  return { ...basket, removed: null, touched: line.productId, lines: basket.lines.toSpliced(index, 0, line) };
}

export const reprice = (basket: Basket, productId: number, price: Minor): Basket =>
  ({ ...basket, touched: productId, lines: basket.lines.map((line) => (line.productId === productId ? { ...line, price } : line)) });

export const touch = (basket: Basket, productId: number): Basket => ({ ...basket, touched: productId });

/** The highlighted line moves up or down. */
export function moveTouch(basket: Basket, by: 1 | -1): Basket {
  const at = basket.lines.findIndex((line) => line.productId === basket.touched);
  const next = basket.lines[Math.max(0, Math.min(basket.lines.length - 1, at + by))];
  return next ? touch(basket, next.productId) : basket;
}

export interface Totals {
  readonly goods: Minor;
  /** Tax that comes on top; none where prices include it. */
  readonly taxOnTop: Minor;
  readonly total: Minor;
  readonly pieces: number;
}

export function totalsOf(lines: readonly BasketLine[], pricesIncludeTax: boolean): Totals {
  let goods = 0;
  let taxOnTop = 0;
  let pieces = 0;
  for (const line of lines) {
    const amount = lineTotal(line.price, line.quantity);
    goods += amount;
    if (!pricesIncludeTax) taxOnTop += share(amount, line.taxPpm, 1_000_000);
    // Weighed goods count as one piece.
    pieces += line.quantity % milliPerUnit === 0 ? line.quantity / milliPerUnit : 1;
  }
  return { goods, taxOnTop, total: goods + taxOnTop, pieces };
}
