import { expect, it } from 'vitest';
import { cardEnd } from './balances';
import { hasCode, nameOf, withCodes } from './cardCodes';

const code = '12345678901234567894';

it('stands for a code without telling it', () => {
  const name = nameOf(code);
  expect(name).not.toContain(code.slice(0, -4));
  expect(cardEnd(name)).toBe('****7894');
  expect(nameOf(code)).toBe(name);
  expect([hasCode(name), hasCode(code), hasCode(null)]).toEqual([true, false, false]);
});

it('is the code again where it is sent', () => {
  const body = { lines: [{ cardCode: nameOf(code) }, { cardCode: null }], payments: [{ reference: nameOf(code), amount: 5 }], refunds: null };
  expect(withCodes(body)).toEqual({ lines: [{ cardCode: code }, { cardCode: null }], payments: [{ reference: code, amount: 5 }], refunds: null });
});

it('is the end of a card that another page has read', () => {
  expect(withCodes({ reference: 'card:00000000-0000-4000-8000-000000000000:1234' })).toEqual({ reference: '****1234' });
});
