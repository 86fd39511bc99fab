import { describe, expect, it } from 'vitest';
import { type Goods, addCoupon, addGoods, emptyBasket, leaveCoupon, moveTouch, priceRequest, removeLine, reprice, returnedOf, setQuantity, setTerms, takeBack, takePrices, ticketOf, totalsOf, undoRemove } from './basket';

const goods = (productId: number, price: number, taxPpm = 130_000): Goods =>
  ({ productId, code: `P${productId}`, name: `商品 ${productId}`, spec: null, unit: '件', price, barcode: null, taxPpm });

const basket = addGoods(addGoods(emptyBasket, goods(1, 350), 1000), goods(2, 1280), 500);
const [first, second] = basket.lines.map((line) => line.key) as [string, string];

describe('basket', () => {
  it('adds more of the same to its line and highlights it', () => {
    const more = addGoods(basket, goods(1, 350), 2000);
    expect(more.lines.map((line) => [line.productId, line.quantity])).toEqual([[1, 3000], [2, 500]]);
    expect(more.touched).toBe(more.lines[0]?.key);
  });

  it('takes the price found last', () => {
    expect(addGoods(basket, goods(1, 300), 1000).lines[0]).toMatchObject({ price: 300, quantity: 2000 });
    expect(reprice(basket, 2, 999).lines[1]?.price).toBe(999);
  });

  it('adds up line by line, each rounded once', () => {
    expect(totalsOf(basket.lines, true)).toEqual({ goods: 990, taxOnTop: 0, total: 990, pieces: 2 });
    expect(totalsOf(basket.lines, false)).toEqual({ goods: 990, taxOnTop: 46 + 83, total: 1119, pieces: 2 });
  });

  it('removes a line and puts it back where it was', () => {
    const without = removeLine(basket, first);
    expect(without.lines.map((line) => line.productId)).toEqual([2]);
    expect(without.touched).toBe(second);
    expect(undoRemove(without)).toMatchObject({ lines: basket.lines, touched: first, removed: null });
  });

  it('puts a removed line back onto its successor', () => {
    const scannedAgain = addGoods(removeLine(basket, first), goods(1, 350), 1000);
    expect(undoRemove(scannedAgain).lines.map((line) => [line.productId, line.quantity])).toEqual([[2, 500], [1, 2000]]);
  });

  it('removes the line whose quantity becomes nothing', () => {
    expect(setQuantity(basket, first, 0).lines).toHaveLength(1);
    expect(setQuantity(basket, first, 0).removed?.line.productId).toBe(1);
  });

  it('moves the highlight within the lines', () => {
    expect(moveTouch(basket, -1).touched).toBe(first);
    expect(moveTouch(basket, 1).touched).toBe(second);
    expect(moveTouch(emptyBasket, 1)).toBe(emptyBasket);
  });

  it('never has more of one thing than the server takes', () => {
    expect(setQuantity(basket, first, 5e12).lines[0]?.quantity).toBe(100_000_000);
  });

  it('keeps goods apart about which something was agreed', () => {
    const agreed = setTerms(basket, first, { discount: { percent: 10, amount: null, reason: '老顾客' } });
    const more = addGoods(agreed, goods(1, 350), 1000);
    expect(more.lines.map((line) => [line.productId, line.quantity])).toEqual([[1, 1000], [2, 500], [1, 1000]]);
    expect(priceRequest(more).lines[0]?.discount).toEqual({ percent: 10, amount: null, reason: '老顾客' });
  });

  it('takes the prices the server says, but not over one that was agreed', () => {
    const agreed = setTerms(basket, second, { price: 1000, priceReason: '包装破损' });
    expect(reprice(agreed, 2, 1280).lines[1]?.price).toBe(1000);
    expect(takePrices(basket, [300, 1280]).lines.map((line) => line.price)).toEqual([300, 1280]);
    expect(takePrices(basket, [350, 1280])).toBe(basket);
  });

  it('names goods of one sale that come back once, and sends them along', () => {
    const back = { originalSaleId: 7, lineNumber: 1, name: '鞋', quantity: 1000, refund: 5000, reason: '尺码不合' };
    const both = takeBack(takeBack(basket, [back]), [{ ...back, quantity: 2000, refund: 10_000 }]);
    expect(returnedOf(both)).toBe(10_000);
    expect(ticketOf(both)).toMatchObject({ returns: [{ originalSaleId: 7, lineNumber: 1, quantity: 2 }], returnReason: '尺码不合' });
  });

  it('takes a coupon once, and asks and sells with the groups and coupons of the ticket', () => {
    const ticket = { ...addCoupon(addCoupon(addCoupon(basket, 'half'), 'HALF'), 'NONE'), groups: [{ groupId: 9, name: '学生' }] };
    expect(priceRequest(ticket)).toMatchObject({ coupons: ['half', 'NONE'], groupIds: [9] });
    expect(ticketOf(leaveCoupon(ticket, 'NONE'))).toMatchObject({ coupons: ['half'], groupIds: [9] });
  });
});
