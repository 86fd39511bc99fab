import { describe, expect, it } from 'vitest';
import { cashDue, noRounding } from './rounding';

describe('cash rounding', () => {
  it('asks for the coins that there are', () => {
    expect([1002, 1003, 1005, 1, 0].map((amount) => cashDue(amount, { step: 5, mode: 'Nearest' }))).toEqual([1000, 1005, 1005, 5, 0]);
    expect([1099, 60].map((amount) => cashDue(amount, { step: 100, mode: 'Down' }))).toEqual([1000, 100]);
    expect(cashDue(1001, { step: 10, mode: 'Up' })).toBe(1010);
    expect(cashDue(1001, noRounding)).toBe(1001);
  });
});
