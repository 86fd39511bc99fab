import { expect, it } from 'vitest';
import { fieldsOfLimits, limitsOfFields } from './limits';

const known = ['checkout.discount-percent', 'checkout.cash-out'];

it('shows what a role may and leaves out what it may not', () => {
  expect(fieldsOfLimits([{ limit: 'checkout.discount-percent', value: 12.5 }, { limit: 'checkout.cash-out', value: 0 }])).toEqual({ 'checkout.discount-percent': 12.5 });
});

it('saves what is typed', () => {
  expect(limitsOfFields(known, { 'checkout.cash-out': 500, 'checkout.discount-percent': null })).toEqual([{ limit: 'checkout.cash-out', value: 500 }]);
  expect(limitsOfFields(known, undefined)).toEqual([]);
});
