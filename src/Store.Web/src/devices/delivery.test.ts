import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handOver } from './delivery';
import { type Printout, changePrintouts, printouts } from './printouts';

const kept = new Map<string, string>();
const x: Printout = { jobId: '6f3a0f57-92c9-4a51-8df5-0d7e1f5b3a10', storeId: 1, paper: { kind: 'X', shiftId: 7 }, title: 'X', language: 'en', askedAt: Date.now(), taken: false, refusal: null };

/** The host and the device service, which answer so; gives what they were asked. */
function answering(answers: Readonly<Record<string, () => Response | Promise<Response>>>): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
    const what = `${init?.method ?? 'GET'} ${url.replace(/^https?:\/\/[^/]*/, '').split('?')[0] ?? ''}`;
    asked.push(what);
    return Promise.resolve((answers[what] ?? (() => new Response('{}', { status: 200 })))());
  });
  return asked;
}

const refusal = (status: number, code: string) => () => new Response(JSON.stringify({ code, title: code }), { status, headers: { 'Content-Type': 'application/problem+json' } });
const lay = 'GET /api/checkout/stores/1/shifts/7/report/paper';
const send = 'POST /api/devices/printers/receipt/jobs';
const look = `GET /api/devices/jobs/${x.jobId}`;
const now = () => printouts().find((each) => each.jobId === x.jobId);

describe('a paper whose answer was lost', () => {
  beforeEach(() => {
    vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => kept.set(key, text), removeItem: (key: string) => kept.delete(key) });
    changePrintouts(() => [x]);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    kept.clear();
  });

  it('is asked for and not laid out again', async () => {
    answering({ [send]: () => Promise.reject(new TypeError('Failed to fetch')) });
    await handOver(x, 'receipt');
    expect([now()?.sent, now()?.taken, now()?.refusal]).toEqual([true, false, null]);

    const asked = answering({});
    await handOver({ ...x, sent: true }, 'receipt');

    expect(asked).toEqual([look]);
    expect(now()?.taken).toBe(true);
  });

  it('is sent again where it never came', async () => {
    const asked = answering({ [look]: refusal(404, 'job.not_found') });
    await handOver({ ...x, sent: true }, 'receipt');

    expect(asked).toEqual([look, lay, send]);
    expect(now()?.taken).toBe(true);
  });

  it('is there where the service has it in other words', async () => {
    answering({ [send]: refusal(422, 'idempotency.key_reused') });
    await handOver(x, 'receipt');

    expect([now()?.taken, now()?.refusal]).toEqual([true, null]);
  });
});
