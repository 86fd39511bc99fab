import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deliver, handOver, putBack, takeBack } from './delivery';
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

beforeEach(() => {
  vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => kept.set(key, text), removeItem: (key: string) => kept.delete(key) });
  changePrintouts(() => [x]);
});
afterEach(() => {
  vi.unstubAllGlobals();
  kept.clear();
});

describe('a paper whose answer was lost', () => {
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

describe('a paper that comes out elsewhere', () => {
  const cancel = `POST /api/devices/jobs/${x.jobId}/cancel`;
  const cannot = () => Promise.reject(new TypeError('Failed to fetch'));

  it('is that paper where the device service never had it', async () => {
    const asked = answering({});

    expect(await takeBack(x.jobId)).toBe(x.jobId);
    await deliver(1, 'receipt');

    expect([asked, printouts()]).toEqual([[], []]);
  });

  it('is not handed over when it is taken back while it is laid out', async () => {
    let layOut: () => void = () => undefined;
    const asked = answering({ [lay]: () => new Promise<Response>((resolve) => {
      layOut = () => resolve(new Response('{}', { status: 200 }));
    }) });
    const delivering = deliver(1, 'receipt');
    await vi.waitFor(() => expect(asked).toEqual([lay]));
    const taking = takeBack(x.jobId);
    layOut();

    expect(await taking).toBe(x.jobId);
    await delivering;
    expect([asked, printouts()]).toEqual([[lay], []]);
  });

  it('may be out already where the answer was lost, and is taken back when the device service answers', async () => {
    changePrintouts(() => [{ ...x, sent: true }]);
    answering({ [cancel]: cannot });
    expect(await takeBack(x.jobId)).toBeNull();
    expect(now()?.withdrawn).toBe(true);

    const asked = answering({});
    await deliver(1, 'receipt');

    expect([asked, printouts()]).toEqual([[cancel], []]);
  });

  it.each([['Printed', null], ['Uncertain', null], ['Expired', x.jobId], ['Failed', x.jobId]])('may be out already where its job is %s: %s', async (state, expected) => {
    changePrintouts(() => [{ ...x, taken: true }]);
    answering({ [cancel]: refusal(409, 'job.begun'), [look]: () => new Response(JSON.stringify({ state }), { status: 200 }) });

    expect(await takeBack(x.jobId)).toBe(expected);

    // What is out or may be stays where people decide about it.
    expect(now()?.withdrawn).toBe(expected === null ? false : undefined);
  });

  it('is wanted again where it did not come out there either: the same print in another job', async () => {
    changePrintouts(() => [{ ...x, taken: true }]);
    answering({});
    await takeBack(x.jobId);

    putBack({ ...x, taken: true });

    expect(printouts()).toEqual([{ ...x, jobId: expect.not.stringContaining(x.jobId) as string, printId: x.jobId, taken: false, sent: false }]);
  });
});
