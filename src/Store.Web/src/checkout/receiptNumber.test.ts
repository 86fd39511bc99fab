import { expect, it } from 'vitest';
import { receiptNumberOf } from './receiptNumber';

it('finds the number in what is printed on a receipt', () => {
  expect(receiptNumberOf('R1-000123')).toBe(123);
  expect(receiptNumberOf(' 42 ')).toBe(42);
  expect(receiptNumberOf('６９')).toBe(69);
  expect(receiptNumberOf('abc')).toBe(-1);
});
