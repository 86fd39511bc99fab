import type { TFunction } from 'i18next';
import { expect, test } from 'vitest';
import { reasonText } from './cashReasons';

const t = ((key: string) => key) as TFunction<['checkout', 'shell']>;

test('what a member was paid out of the drawer says for what, and nothing else is touched', () => {
  expect(reasonText('points of member 17', t)).toBe('cash.memberPoints');
  expect(reasonText('stored value of member 17', t)).toBe('cash.memberValue');
  expect(reasonText('points of member 17 for the fair', t)).toBe('points of member 17 for the fair');
});
