import { expect, it } from 'vitest';
import type { Screen } from '../display/screen';
import { contentOf } from './customerDisplay';

const ticket: Screen = {
  kind: 'ticket', currency: 'CNY', lines: [{ key: 'a', name: 'Cola', quantity: '2 瓶', price: 350, amount: 700, off: 0 }], touched: 'a', total: 1250, discount: 0, pieces: 1, member: null, paying: false,
};

it('shows the goods of the moment and what everything comes to', () =>
  expect(contentOf(ticket)).toEqual({ kind: 'Item', name: 'Cola', amount: 7, detail: '2 x 3.50', total: 12.5 }));

it('shows the total while the customer pays, then the change', () => {
  expect(contentOf({ ...ticket, paying: true })).toMatchObject({ kind: 'Total', amount: 12.5 });
  expect(contentOf({ kind: 'done', currency: 'CNY', total: 1250, change: 750 })).toMatchObject({ kind: 'Change', amount: 7.5 });
  expect(contentOf({ kind: 'done', currency: 'CNY', total: 1250, change: 0 })).toMatchObject({ kind: 'Total', amount: 12.5 });
});

it('leaves the idle text to the display', () => expect(contentOf({ kind: 'idle', store: 'S01' })).toMatchObject({ kind: 'Idle', name: '' }));
