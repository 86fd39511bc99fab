import { expect, it } from 'vitest';
import { addGoods, emptyBasket } from '../checkout/basket';
import type { PricedBasket, SaleDone } from '../checkout/calls';
import { type TillState, screenOf, touchedLine } from './screen';

const store = { name: 'S01', currency: 'CNY' };
const cola = { productId: 1, code: '100001', name: '可乐', spec: null, unit: '瓶', price: 350, barcode: null, taxPpm: 0 };
const basket = addGoods(emptyBasket, cola, 2000);
const till: TillState = { store, basket, priced: null, total: 700, paying: false, done: null };
const done = { total: 7, change: 3 } as SaleDone;

it('shows a ticket as it grows, at the prices that the till knows', () => {
  const screen = screenOf(till);

  expect(screen).toMatchObject({ kind: 'ticket', total: 700, pieces: 2, lines: [{ name: '可乐', quantity: '2 瓶', price: 350, amount: 700, off: 0 }] });
  expect(touchedLine(screen)?.name).toBe('可乐');
});

it('shows what the server takes off', () => {
  const priced = { discount: 1, lines: [{ amount: 6, discounts: [{ name: '特价', amount: 1 }] }] } as unknown as PricedBasket;

  expect(screenOf({ ...till, priced, total: 600 })).toMatchObject({ total: 600, discount: 100, lines: [{ amount: 600, off: 100 }] });
});

it('names a member by the first sign alone', () => {
  const customer = { memberId: 1, number: '8001', name: '王小明', level: '金卡' };

  expect(screenOf({ ...till, basket: { ...basket, customer } })).toMatchObject({ member: '王** · 金卡' });
});

it('shows the change until the next goods come, and nothing of the last customer then', () => {
  expect(screenOf({ ...till, basket: emptyBasket, done })).toEqual({ kind: 'done', currency: 'CNY', total: 700, change: 300 });
  expect(screenOf({ ...till, done }).kind).toBe('ticket');
  expect(screenOf({ ...till, basket: emptyBasket })).toEqual({ kind: 'idle', store: 'S01' });
});
