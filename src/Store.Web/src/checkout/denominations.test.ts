import { expect, it } from 'vitest';
import { denominationsOf, sumOf } from './denominations';

it('adds the pieces up', () => expect(sumOf({ 10_000: 2, 50: 3, 10: 1 })).toBe(20_160));

it('is nothing without pieces', () => expect(sumOf({})).toBe(0));

it('knows the notes and coins of a currency, greatest first', () => {
  for (const currency of ['CNY', 'TWD', 'USD', 'XXX']) {
    const denominations = denominationsOf(currency);
    expect([...denominations].sort((a, b) => b - a)).toEqual(denominations);
  }
});
