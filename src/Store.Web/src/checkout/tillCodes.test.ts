import { expect, test } from 'vitest';
import { tillCodeOf } from './tillCodes';

test('codes on the till’s own papers are told from codes of goods', () => {
  expect(tillCodeOf('RC123')).toEqual({ kind: 'receipt', id: 123, code: 'RC123' });
  expect(tillCodeOf(' pk4500000000001 ')).toEqual({ kind: 'parked', id: 4500000000001, code: 'PK4500000000001' });
  expect(tillCodeOf('6901234567892')).toBeNull();
  expect(tillCodeOf('RC')).toBeNull();
  expect(tillCodeOf('RC12X')).toBeNull();
});
