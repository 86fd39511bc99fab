import { expect, it } from 'vitest';
import { changesOf } from './changes';

it('shows only what differs', () => {
  expect(changesOf({ name: 'A', active: true }, { name: 'B', active: true })).toEqual([{ name: 'name', old: 'A', now: 'B' }]);
});

it('shows everything of what is new', () => {
  expect(changesOf(null, { name: 'B', permissions: ['x'] })).toEqual([{ name: 'name', old: null, now: 'B' }, { name: 'permissions', old: null, now: '["x"]' }]);
  expect(changesOf(null, null)).toEqual([]);
});
