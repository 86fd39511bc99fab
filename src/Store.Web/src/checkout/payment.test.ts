import { describe, expect, it } from 'vitest';
import { dueBy, quickCash, refundsByLine, settle, spreadRefund, type Payment } from './payment';

const cash = (amount: number): Payment => ({ tender: 'Cash', amount, reference: null });
const card = (amount: number): Payment => ({ tender: 'Card', amount, reference: null });

describe('payment', () => {
  it('says what is due', () => {
    expect(settle(1000, [])).toEqual({ paid: 0, due: 1000, change: 0, over: false, rounding: 0 });
    expect(settle(1000, [card(400)])).toEqual({ paid: 400, due: 600, change: 0, over: false, rounding: 0 });
  });

  it('gives change on cash alone', () => {
    expect(settle(1000, [card(400), cash(1000)])).toEqual({ paid: 1400, due: 0, change: 400, over: false, rounding: 0 });
    expect(settle(1000, [card(1100)]).over).toBe(true);
    expect(settle(1000, [card(1100), cash(50)]).over).toBe(true);
  });

  it('rounds what is paid in cash, and nothing else', () => {
    const coins = { step: 5, mode: 'Nearest' };
    expect(settle(1002, [cash(2000)], coins)).toEqual({ paid: 2000, due: 0, change: 1000, over: false, rounding: -2 });
    expect(settle(1002, [card(1000)], coins)).toMatchObject({ due: 2, rounding: 0 });
    expect(settle(1003, [card(555), cash(500)], { step: 10, mode: 'Nearest' })).toMatchObject({ change: 50, rounding: 2 });
    expect(dueBy('Cash', 1003, [], coins)).toBe(1005);
    expect(dueBy('Card', 1003, [], coins)).toBe(1003);
    expect(dueBy('Card', 1003, [cash(500)], coins)).toBe(503);
    expect(dueBy('Cash', 1003, [card(1003)], coins)).toBe(0);
  });

  it('offers the next round sums', () => {
    expect(quickCash(3760)).toEqual([3800, 4000, 5000, 10_000]);
    expect(quickCash(10_000)).toEqual([]);
    expect(quickCash(12_345)).toEqual([12_400, 12_500, 13_000, 15_000, 20_000]);
    expect(quickCash(0)).toEqual([]);
  });

  it('refunds by the tenders it was paid with', () => {
    expect(spreadRefund(900, [{ tender: 'Card', refundable: 600 }, { tender: 'Cash', refundable: 600 }])).toEqual([{ tender: 'Card', amount: 600 }, { tender: 'Cash', amount: 300 }]);
  });
});

describe('refundsByLine', () => {
  const line = (lineNumber: number, refund: number) => ({ lineNumber, quantity: 1, refund, tax: 0 });
  const worth = (withheld: number) => refundsByLine({ lines: [line(1, 10), line(2, 30)], withheld }).map(({ refund }) => refund);

  it('takes off what is withheld for a broken deal, and puts on what is released', () => {
    expect(worth(0)).toEqual([1000, 3000]);
    expect(worth(12)).toEqual([0, 2800]);
    expect(worth(-5)).toEqual([1500, 3000]);
  });
});
