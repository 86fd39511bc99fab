import { describe, expect, it } from 'vitest';
import { settle, type Payment } from '../checkout/payment';
import { foreignFor, foreignText, worth } from './currencies';

const notes = (amount: number): Payment => ({ tender: 'ForeignCash', amount, reference: null, foreign: { currency: 'USD', amount: 10, rate: amount / 1000 } });
const cash = (amount: number): Payment => ({ tender: 'Cash', amount, reference: null });

describe('foreign cash', () => {
  it('is worth its amount times the rate, rounded once', () => {
    expect(worth(1000, 7.1)).toBe(7100);
    expect(worth(100_000, 0.048123)).toBe(4812);
    expect(worth(1, 0.5)).toBe(1);
  });

  it('says the least that covers what is due', () => {
    expect(foreignFor(5000, 'USD', 7.1)).toBe(705);
    expect(foreignFor(5000, 'JPY', 0.048123)).toBe(103_900);
    expect(foreignText(103_900, 'JPY')).toBe('JPY 1,039');
    expect(foreignText(705, 'USD')).toBe('USD 7.05');
  });

  it('is changed in the store’s own cash, in its coins', () => {
    expect(settle(5000, [notes(7100)])).toMatchObject({ due: 0, change: 2100, over: false });
    expect(settle(5007, [notes(7100)], { step: 10, mode: 'Down' })).toMatchObject({ change: 2100, rounding: -7, over: false });
    expect(settle(5007, [notes(7100)], { step: 10, mode: 'Nearest' })).toMatchObject({ change: 2090, rounding: 3, over: false });
    expect(settle(8500, [notes(7100), cash(2000)])).toMatchObject({ change: 600, over: false });
  });

  it('is over where notes or cash come back whole', () => {
    expect(settle(5000, [notes(7100), notes(100)]).over).toBe(true);
    expect(settle(5000, [notes(7100), cash(500)]).over).toBe(true);
  });
});
