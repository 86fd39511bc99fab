import dayjs from 'dayjs';
import { expect, it } from 'vitest';
import { type Fields, emptyFields, standing, toDefinition, toFields } from './definition';

const written = (part: Partial<Fields>, terms: Partial<Fields['terms']>): Fields => {
  const empty = emptyFields([1], dayjs('2026-11-30'));
  return { ...empty, name: ' 满减 ', ...part, terms: { ...empty.terms, ...terms } };
};

it('sends only the figures of the kind', () => {
  const definition = toDefinition(written({ kind: 'SpendAndSave' }, { percentOff: 10, price: 500, every: true, tiers: [{ spend: 10000, by: 'save', save: 2000, percentOff: 5 }] }));
  expect(definition.name).toBe('满减');
  expect(definition.terms).toMatchObject({ percentOff: null, price: null, every: true, tiers: [{ spend: 100, save: 20, percentOff: null }] });
});

it('takes "every" for one step only', () => {
  const tier = { spend: 10000, by: 'save' as const, save: 2000, percentOff: null };
  expect(toDefinition(written({ kind: 'SpendAndSave' }, { every: true, tiers: [tier, { ...tier, spend: 20000 }] })).terms.every).toBe(false);
});

it('names goods only where they are chosen', () => {
  expect(toDefinition(written({}, {})).goods).toBeNull();
  expect(toDefinition(written({ goods: { ...toFields(toDefinition(written({}, {}))).goods, some: true, productIds: [7] } }, {})).goods?.productIds).toEqual([7]);
});

it('reads back what it has written', () => {
  const fields = written({ kind: 'NthItem', coupon: 'AB', weekdays: ['Friday'] }, { by: 'price', price: 100, pieces: 2 });
  const definition = toDefinition(fields);
  expect(toDefinition(toFields(definition))).toEqual(definition);
  const night = { ...definition, fromMinute: 1320, toMinute: 120 };
  expect(toDefinition(toFields(night))).toEqual(night);
  const untilMidnight = { ...definition, fromMinute: 1200, toMinute: 1440 };
  expect(toDefinition(toFields(untilMidnight))).toEqual(untilMidnight);
});

it('says what an active promotion is today', () => {
  expect(standing('Active', '2026-05-01T00:00:00', null, '2026-04-30T23:59:59')).toBe('Coming');
  expect(standing('Active', '2026-05-01T00:00:00', '2026-05-02T00:00:00', '2026-05-01T10:00:00')).toBe('Running');
  expect(standing('Active', '2026-05-01T00:00:00', '2026-05-02T00:00:00', '2026-05-02T00:00:00')).toBe('Over');
  expect(standing('Paused', '2026-05-01T00:00:00', null, '2026-05-01T10:00:00')).toBe('Paused');
});
