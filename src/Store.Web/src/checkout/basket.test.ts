import { describe, expect, it } from 'vitest';
import { type Goods, addGoods, emptyBasket, moveTouch, removeLine, reprice, setQuantity, totalsOf, undoRemove } from './basket';

const goods = (productId: number, price: number, taxPpm = 130_000): Goods =>
  ({ productId, code: `P${productId}`, name: `商品 ${productId}`, spec: null, unit: '件', price, barcode: null, taxPpm });

const basket = addGoods(addGoods(emptyBasket, goods(1, 350), 1000), goods(2, 1280), 500);

describe('basket', () => {
  it('adds more of the same to its line and highlights it', () => {
    const more = addGoods(basket, goods(1, 350), 2000);
    expect(more.lines.map((line) => [line.productId, line.quantity])).toEqual([[1, 3000], [2, 500]]);
    expect(more.touched).toBe(1);
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
    const without = removeLine(basket, 1);
    expect(without.lines.map((line) => line.productId)).toEqual([2]);
    expect(without.touched).toBe(2);
    expect(undoRemove(without)).toMatchObject({ lines: basket.lines, touched: 1, removed: null });
  });

  it('puts a removed line back onto its successor', () => {
    const scannedAgain = addGoods(removeLine(basket, 1), goods(1, 350), 1000);
    expect(undoRemove(scannedAgain).lines.map((line) => [line.productId, line.quantity])).toEqual([[2, 500], [1, 2000]]);
  });

  it('removes the line whose quantity becomes nothing', () => {
    expect(setQuantity(basket, 1, 0).lines).toHaveLength(1);
    expect(setQuantity(basket, 1, 0).removed?.line.productId).toBe(1);
  });

  it('moves the highlight within the lines', () => {
    expect(moveTouch(basket, -1).touched).toBe(1);
    expect(moveTouch(basket, 1).touched).toBe(2);
    expect(moveTouch(emptyBasket, 1)).toBe(emptyBasket);
  });

  it('never has more of one thing than the server takes', () => {
    expect(setQuantity(basket, 1, 5e12).lines[0]?.quantity).toBe(100_000_000);
  });
});
