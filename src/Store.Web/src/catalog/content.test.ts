import { expect, it } from 'vitest';
import { contentBody, contentFields, contentUnits, persOf } from './content';

it('says nothing of a content without an amount', () => {
  expect(contentBody(contentFields(null))).toEqual({ amount: 0, unit: '', per: null });
  expect(contentBody({ amount: 500, unit: 'g', per: '100g' })).toEqual({ amount: 500, unit: 'g', per: '100g' });
});

it('compares each unit with others of its kind', () => {
  expect(contentUnits.map((unit) => persOf[unit][0])).toEqual(['kg', 'kg', 'l', 'l', 'piece']);
});
