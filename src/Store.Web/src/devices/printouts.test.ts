import { describe, expect, it } from 'vitest';
import { type Paper, type Printout, due, expiryOf, ofPaper, pruned, unprinted, wanted } from './printouts';

const now = 1_800_000_000_000;
const second = 1_000;
const minute = 60 * second;

const printout = (jobId: string, paper: Paper, more: Partial<Printout> = {}): Printout => ({
  jobId, storeId: 1, paper, title: jobId, language: 'en', askedAt: now, taken: false, refusal: null, ...more,
});
const receipt = (saleId: number, copy = false): Paper => ({ kind: 'Receipt', saleId, copy });
const ids = (list: readonly Printout[]) => list.map((each) => each.jobId);

describe('what the till wants printed', () => {
  it('has the original of a receipt once and copies as often as they are asked for', () => {
    let list: readonly Printout[] = [];
    for (const [jobId, paper] of [['a', receipt(1)], ['b', receipt(1)], ['c', { kind: 'Gift', saleId: 1, copy: false }], ['d', receipt(1, true)], ['e', receipt(1, true)], ['f', { kind: 'X', shiftId: 1 }]] as const) list = wanted(list, printout(jobId, paper));

    expect(ids(list)).toEqual(['a', 'c', 'd', 'e', 'f']);
  });

  it('is of several times the same paper the last', () =>
    expect(ofPaper([printout('printed', { kind: 'X', shiftId: 1 }), printout('asked again', { kind: 'X', shiftId: 1 }), printout('of another shift', { kind: 'X', shiftId: 2 })], 1, { kind: 'X', shiftId: 1 })?.jobId).toBe('asked again'));

  it('is handed over until the service has it, but not long after the customer has gone', () => {
    const list = [printout('fresh', receipt(1)), printout('taken', receipt(2), { taken: true }), printout('refused', receipt(3), { refusal: 'no' }), printout('old', receipt(4), { askedAt: now - 11 * minute })];

    expect(ids(due(list, now))).toEqual(['fresh']);
  });

  it('did not print where it is refused, late, held, failed or uncertain', () => {
    const list = [
      printout('on its way', receipt(1)), printout('late', receipt(2), { askedAt: now - 9 * second }), printout('refused', receipt(3), { refusal: 'no' }),
      ...['Printed', 'Held', 'Uncertain', 'Failed', 'Expired', 'Queued', 'Cancelled'].map((state) => printout(state, receipt(9), { taken: true })),
    ];

    expect(ids(unprinted(list, list.map(({ jobId }) => ({ jobId, state: jobId })), now))).toEqual(['late', 'refused', 'Held', 'Uncertain', 'Failed', 'Expired']);
  });

  it('did not print where it waits behind others for too long', () => {
    const list = [printout('held', receipt(1), { taken: true, askedAt: now - minute }), printout('behind', receipt(2), { taken: true, askedAt: now - minute }), printout('just asked', receipt(3), { taken: true })];

    expect(ids(unprinted(list, [{ jobId: 'held', state: 'Held' }, { jobId: 'behind', state: 'Queued' }, { jobId: 'just asked', state: 'Queued' }], now))).toEqual(['held', 'behind']);
  });

  it('is of no use any more twelve hours after it was asked for, whenever it is sent', () =>
    expect(expiryOf(printout('a', receipt(1)))).toBe(new Date(now + 12 * 60 * minute).toISOString()));

  it('is forgotten after a day', () => {
    expect(ids(pruned([printout('yesterday', receipt(1), { askedAt: now - 25 * 60 * minute }), printout('today', receipt(2))], now))).toEqual(['today']);
  });
});
