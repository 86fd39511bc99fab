import { expect, test } from 'vitest';
import { combinations } from './variants';

test('one of each list, in their order', () => {
  expect(combinations([[1, 2], [7, 8]])).toEqual([[1, 7], [1, 8], [2, 7], [2, 8]]);
  expect(combinations([])).toEqual([[]]);
  expect(combinations([[1], []])).toEqual([]);
});
