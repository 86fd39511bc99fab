import { describe, expect, it } from 'vitest';
import { cardEnd, giftCardCode, leftForBalances, mostByPoints, paidByPoints, pointsFor } from './balances';

const program = { active: true, payRate: 100, minPoints: 0, maxPoints: null, maxPercent: 100 };

describe('points', () => {
  it.each([[1, 100, 1], [1234, 100, 1234], [100, 33.3, 34], [5, 0.5, 1], [1_000_000_00, 0.3, 300_000]])('%i minor units at %d cost %i points', (amount, rate, points) => expect(pointsFor(amount, rate)).toBe(points));

  it('never promise more than they pay', () => {
    for (const rate of [0.3, 1, 7, 33.3, 100, 120]) {
      for (const points of [1, 9, 10, 333, 12_345]) expect(pointsFor(paidByPoints(points, rate), rate)).toBeLessThanOrEqual(points);
    }
  });

  it('pay what is there, what is due and what the program allows', () => {
    expect(mostByPoints(500, program, 10_000, 10_000)).toBe(500);
    expect(mostByPoints(50_000, program, 10_000, 4_000)).toBe(4_000);
    expect(mostByPoints(50_000, { ...program, maxPercent: 30 }, 10_000, 10_000)).toBe(3_000);
    expect(mostByPoints(50_000, { ...program, maxPoints: 200 }, 10_000, 10_000)).toBe(200);
    expect(mostByPoints(50, { ...program, minPoints: 100 }, 10_000, 10_000)).toBe(0);
    expect(mostByPoints(500, { ...program, active: false }, 10_000, 10_000)).toBe(0);
    expect(mostByPoints(-20, program, 10_000, 10_000)).toBe(0);
  });
});

it('balances pay goods alone', () => {
  expect(leftForBalances(5_000, [{ tender: 'StoredValue', amount: 2_000, reference: null }, { tender: 'Cash', amount: 9_000, reference: null }])).toBe(3_000);
});

describe('a gift card\'s code', () => {
  it('is read with the marks between its groups', () => expect(giftCardCode(' 1234-5678-9012-3456-7894 ')).toBe('12345678901234567894'));

  it.each(['12345678901234567895', '6901234567892', 'CARD-1234', ''])('is not %s', (text) => expect(giftCardCode(text)).toBeNull());

  it('is shown by its end', () => expect(cardEnd('1111-2222-3333-4444-5678')).toBe('****5678'));
});
