import { expect, it } from 'vitest';
import { kilogramText, quantityOf } from './weight';

it('weighs in the unit that the goods are priced in', () => {
  expect(quantityOf(1250, '千克')).toBe(1250);
  expect(quantityOf(1250, 'KG')).toBe(1250);
  expect(quantityOf(1250, '斤')).toBe(2500);
  expect(quantityOf(1250, '两')).toBe(25_000);
  expect(quantityOf(55, '克')).toBe(55_000);
  expect(quantityOf(1250, '盒')).toBe(1250);
});

it('shows grams as scales do', () => expect(kilogramText(85)).toBe('0.085 kg'));
