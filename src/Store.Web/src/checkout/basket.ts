import { type Milli, type Minor, fromMilli, fromMinor, lineTotal, milliPerUnit, share } from '../shell/money';
import { newUuid } from '../shell/uuid';
import type { Discount, PriceRequest, ReturnBody, SaleBody, TicketLine, UnverifiedReturnBody } from './calls';

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
  /** The unit it is sold in where that is not the base unit, such as a box with a price of its own. */
  readonly sellUnit?: string | null;
  /** Sold by weight: however much of it is one piece. */
  readonly weighed?: boolean;
  /** What the scale's label says that it costs. */
  readonly labelAmount?: Minor | null;
  /** What it sells that is owed afterwards; nothing for goods. */
  readonly value?: SoldValue | null;
}

/** Money taken ahead: a member's stored value, a card, a pass, or what it is not settled yet. */
export type SoldValue = 'TopUp' | 'GiftCard' | 'Pass' | 'Other';

/** What the cashier says about a line besides how much of it. */
export interface LineTerms {
  readonly discount?: Discount | null;
  /** Why the price is another than the product's; the price itself stands in the line. */
  readonly priceReason?: string | null;
  readonly seller?: { readonly userId: number; readonly name: string } | null;
  readonly serialNumber?: string | null;
  readonly batchNumber?: string | null;
  /** The gift card that is sold or topped up: the name of its code. */
  readonly cardCode?: string | null;
}

export interface BasketLine extends Goods, LineTerms {
  /** Names the line in this basket; the same goods on other terms are another line. */
  readonly key: string;
  readonly quantity: Milli;
}

/** Goods of an earlier sale that come back on this ticket. */
export interface GoodsBack {
  readonly originalSaleId: number;
  readonly lineNumber: number;
  readonly name: string;
  readonly quantity: Milli;
  readonly refund: Minor;
  readonly reason: string;
  /** What it is worth hangs on the other goods of its sale that come back: they stay on the ticket or leave it together. */
  readonly together?: boolean;
}

export interface Customer { readonly memberId: number; readonly number: string; readonly name: string; readonly level: string | null }

/** Customers of a kind that get prices of their own, such as students. */
export interface CustomerGroup { readonly groupId: number; readonly name: string }

export interface Exemption { readonly number: string; readonly reason: string }

/** What is on its way to the server and has not been answered yet; sent again as it is until it has. */
export type Pending = { readonly kind: 'sale'; readonly body: SaleBody } | { readonly kind: 'return'; readonly body: ReturnBody }
  | { readonly kind: 'unverified'; readonly body: UnverifiedReturnBody };

/** What lies on the counter and under what conditions. */
export interface Basket {
  readonly lines: readonly BasketLine[];
  /** The key of the highlighted line: the last one touched. */
  readonly touched: string | null;
  /** The line removed last, to be put back. */
  readonly removed: { readonly line: BasketLine; readonly index: number } | null;
  readonly returns: readonly GoodsBack[];
  readonly customer: Customer | null;
  /** Groups added to the ticket, besides the member's own. */
  readonly groups: readonly CustomerGroup[];
  readonly discount: Discount | null;
  readonly exemption: Exemption | null;
  readonly coupons: readonly string[];
  /** What the coupons are called, by code, where that is known. */
  readonly couponNames?: Readonly<Record<string, string>>;
  /** Made when the basket begins to be paid; stays its name until the server has answered. */
  readonly saleUuid: string | null;
  readonly pending: Pending | null;
}

export const emptyBasket: Basket = {
  lines: [], touched: null, removed: null, returns: [], customer: null, groups: [], discount: null, exemption: null, coupons: [], saleUuid: null, pending: null,
};

/** The most that the server takes on one line. */
const quantityAtMost: Milli = 100_000 * milliPerUnit;

const onSpecialTerms = (line: LineTerms) => Boolean(line.discount ?? line.priceReason ?? line.seller ?? line.serialNumber ?? line.batchNumber ?? line.cardCode);

const sameGoods = (line: Goods, goods: Goods) =>
  line.productId === goods.productId && line.unit === goods.unit && !line.labelAmount && !goods.labelAmount && goods.value !== 'GiftCard';

/** Adds goods; more of what is there already adds to its line, at the price found last, unless something was agreed about that line. */
export function addGoods(basket: Basket, goods: Goods, quantity: Milli): Basket {
  const there = basket.lines.find((line) => sameGoods(line, goods) && !onSpecialTerms(line));
  const added = Math.min(quantityAtMost, (there?.quantity ?? 0) + quantity);
  const line = there ? { ...there, price: goods.price, taxPpm: goods.taxPpm, quantity: added } : { ...goods, key: newUuid(), quantity: added };
  return { ...basket, lines: there ? basket.lines.map((each) => (each === there ? line : each)) : [...basket.lines, line], touched: line.key };
}

export function removeLine(basket: Basket, key: string): Basket {
  const index = basket.lines.findIndex((line) => line.key === key);
  const line = basket.lines[index];
  if (!line) return basket;
  const lines = basket.lines.filter((other) => other !== line);
  return { ...basket, lines, removed: { line, index }, touched: (lines[index] ?? lines[index - 1])?.key ?? null };
}

const changeLine = (basket: Basket, key: string, change: (line: BasketLine) => BasketLine): Basket =>
  ({ ...basket, touched: key, lines: basket.lines.map((line) => (line.key === key ? change(line) : line)) });

/** Sets a line's quantity; none of it left removes the line. One line sells one card. */
export const setQuantity = (basket: Basket, key: string, quantity: Milli): Basket =>
  (quantity <= 0 ? removeLine(basket, key) : changeLine(basket, key, (line) => ({ ...line, quantity: Math.min(line.value === 'GiftCard' ? milliPerUnit : quantityAtMost, quantity) })));

/** Agrees something about a line: a discount, another price, who sold it. */
export const setTerms = (basket: Basket, key: string, terms: LineTerms & { readonly price?: Minor }): Basket => changeLine(basket, key, (line) => ({ ...line, ...terms }));

/** Puts the line back that was removed last. */
export function undoRemove(basket: Basket): Basket {
  if (!basket.removed) return basket;
  const { line, index } = basket.removed;
  const again = basket.lines.find((other) => sameGoods(other, line) && !onSpecialTerms(other) && !onSpecialTerms(line));
  if (again) return { ...setQuantity(basket, again.key, again.quantity + line.quantity), removed: null };
  return { ...basket, removed: null, touched: line.key, lines: basket.lines.toSpliced(index, 0, line) };
}

/** Takes the product's price as it is now; a price that was agreed stays. */
export const reprice = (basket: Basket, productId: number, price: Minor): Basket =>
  ({ ...basket, lines: basket.lines.map((line) => (line.productId === productId && !line.priceReason && !line.sellUnit ? { ...line, price } : line)) });

/** The prices that the server has worked out, line by line. */
export const takePrices = (basket: Basket, prices: readonly Minor[]): Basket => (basket.lines.every((line, index) => prices[index] === line.price)
  ? basket
  : { ...basket, lines: basket.lines.map((line, index) => ({ ...line, price: prices[index] ?? line.price })) });

export const touch = (basket: Basket, key: string): Basket => ({ ...basket, touched: key });

/** The highlighted line moves up or down. */
export function moveTouch(basket: Basket, by: 1 | -1): Basket {
  const at = basket.lines.findIndex((line) => line.key === basket.touched);
  const next = basket.lines[Math.max(0, Math.min(basket.lines.length - 1, at + by))];
  return next ? touch(basket, next.key) : basket;
}

/** Goods that come back on this ticket; what comes back of one sale is said all at once. */
export const takeBack = (basket: Basket, goods: readonly GoodsBack[]): Basket => ({
  ...basket, returns: [...basket.returns.filter((one) => !goods.some((other) => other.originalSaleId === one.originalSaleId)), ...goods],
});

export const leaveBack = (basket: Basket, goods: GoodsBack): Basket => ({
  ...basket, returns: basket.returns.filter((one) => one !== goods && !(goods.together && one.originalSaleId === goods.originalSaleId)),
});

/** A coupon's code counts once, however it is written. */
const sameCode = (one: string, other: string) => one.toUpperCase() === other.toUpperCase();

export const hasCoupon = (basket: Basket, code: string): boolean => basket.coupons.some((one) => sameCode(one, code));

export const addCoupon = (basket: Basket, code: string, name?: string): Basket =>
  (code === '' || hasCoupon(basket, code) ? basket : { ...basket, coupons: [...basket.coupons, code], ...(name === undefined ? {} : { couponNames: { ...basket.couponNames, [code]: name } }) });

export const leaveCoupon = (basket: Basket, code: string): Basket => ({ ...basket, coupons: basket.coupons.filter((one) => !sameCode(one, code)) });

export const returnedOf = (basket: Basket): Minor => basket.returns.reduce((sum, goods) => sum + goods.refund, 0);

const ticketLine = (line: BasketLine): TicketLine => ({
  productId: line.productId, quantity: fromMilli(line.quantity), unitPrice: fromMinor(line.price), barcode: line.barcode, discount: line.discount ?? null,
  priceReason: line.priceReason ?? null, sellerId: line.seller?.userId ?? null, serialNumber: line.serialNumber ?? null, batchNumber: line.batchNumber ?? null,
  unit: line.sellUnit ?? null, labelAmount: line.labelAmount ? fromMinor(line.labelAmount) : null, cardCode: line.cardCode ?? null,
});

/** The line of a gift card whose code has not been read yet. */
export const cardMissing = (basket: Basket): BasketLine | undefined => basket.lines.find((line) => line.value === 'GiftCard' && !line.cardCode);

/** Whether something is sold that belongs to a member, as all value but a card does, and there is none on the ticket. */
export const memberMissing = (basket: Basket): boolean => basket.customer === null && basket.lines.some((line) => line.value && line.value !== 'GiftCard');

/** What of a total is for goods: the rest is money taken ahead. */
export const goodsOf = (basket: Basket, total: Minor, amountOf: (line: BasketLine, index: number) => Minor): Minor =>
  Math.max(0, total - basket.lines.reduce((sum, line, index) => (line.value ? sum + amountOf(line, index) : sum), 0));

/** The basket without what only this till may know: whoever has a card's code has its money. */
export const withoutCodes = (basket: Basket): Basket => ({ ...basket, lines: basket.lines.map((line) => (line.cardCode ? { ...line, cardCode: null } : line)) });

const groupIdsOf = (basket: Basket) => basket.groups.map((group) => group.groupId);

/** What the server is asked for the price of this basket. */
export const priceRequest = (basket: Basket): PriceRequest => ({
  lines: withoutCodes(basket).lines.map(ticketLine), memberId: basket.customer?.memberId ?? null, groupIds: groupIdsOf(basket), coupons: [...basket.coupons], discount: basket.discount, exemption: basket.exemption,
  tender: null, explain: false,
});

/** The ticket as it is sent to be recorded, apart from how it is paid. */
export const ticketOf = (basket: Basket): Omit<SaleBody, 'saleUuid' | 'registerId' | 'payments'> => ({
  lines: basket.lines.map(ticketLine), memberId: basket.customer?.memberId ?? null, groupIds: groupIdsOf(basket), coupons: [...basket.coupons], discount: basket.discount, exemption: basket.exemption,
  returns: basket.returns.map((goods) => ({ originalSaleId: goods.originalSaleId, lineNumber: goods.lineNumber, quantity: fromMilli(goods.quantity) })),
  returnReason: basket.returns[0]?.reason ?? null,
});

/** How many pieces lie on the counter, as the receipt will count them: weighed goods and parts of a unit are one. */
export const piecesOf = (lines: readonly BasketLine[]): number =>
  lines.reduce((sum, line) => sum + (line.weighed || line.quantity % milliPerUnit !== 0 ? 1 : line.quantity / milliPerUnit), 0);

export interface Totals {
  readonly goods: Minor;
  /** Tax that comes on top; none where prices include it. */
  readonly taxOnTop: Minor;
  readonly total: Minor;
  readonly pieces: number;
}

/** The total as far as the till can say it by itself, at once: without promotions, customer prices and discounts. */
export function totalsOf(lines: readonly BasketLine[], pricesIncludeTax: boolean): Totals {
  let goods = 0;
  let taxOnTop = 0;
  for (const line of lines) {
    const amount = line.labelAmount ?? lineTotal(line.price, line.quantity);
    goods += amount;
    if (!pricesIncludeTax) taxOnTop += share(amount, line.taxPpm, 1_000_000);
  }
  return { goods, taxOnTop, total: goods + taxOnTop, pieces: piecesOf(lines) };
}
