import { afterEach, describe, expect, it, vi } from 'vitest';
import { NoAnswer, Problem, withApprovals } from '../api';
import { attempt, isBadge, isPercent, wantedOf } from './approving';

const refusal = (facts: Record<string, unknown> = {}) =>
  new Problem(403, 'approval_required', '', { storeId: 7, limit: 'checkout.discount-percent', allowed: 10, wanted: 25, subject: 'sale 7, line 1', ...facts });

describe('a refusal', () => {
  it('says what to have approved', () => {
    expect(wantedOf(refusal())).toEqual({ storeId: 7, limit: 'checkout.discount-percent', allowed: 10, value: 25, subject: 'sale 7, line 1' });
  });

  it('says so only when it is one for want of approval, with all its facts', () => {
    expect(wantedOf(new Problem(403, 'permission.missing', ''))).toBeNull();
    expect(wantedOf(refusal({ wanted: '25' }))).toBeNull();
    expect(wantedOf(new NoAnswer(null))).toBeNull();
    expect(wantedOf(undefined)).toBeNull();
  });
});

describe('an attempt', () => {
  it('answers what was done', async () => {
    const call = vi.fn().mockResolvedValue('sold');
    expect(await attempt(call, [1, 2])).toEqual({ done: true, result: 'sold' });
    expect(call).toHaveBeenCalledWith([1, 2]);
  });

  it('says what is wanted still', async () => {
    const outcome = await attempt(() => Promise.reject(refusal({ wanted: 30 })), []);
    expect(outcome).toMatchObject({ done: false, wanted: { value: 30 } });
  });

  it('throws what approvals do not help with', async () => {
    const lost = new NoAnswer(null);
    await expect(attempt(() => Promise.reject(lost), [])).rejects.toBe(lost);
  });
});

describe('a request with approvals', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('carries them in its header, besides the headers of its own', async () => {
    const fetched = vi.fn().mockResolvedValue(new Response('{}', { status: 200 }));
    vi.stubGlobal('fetch', fetched);
    await withApprovals([12, 34]).changeMyLanguage({ language: 'en' });
    const headers = (fetched.mock.calls[0]?.[1] as RequestInit).headers as Headers;
    expect(headers.get('Approval')).toBe('12,34');
    expect(headers.get('Content-Type')).toBe('application/json');
  });

  it('carries no such header without approvals', async () => {
    const fetched = vi.fn().mockResolvedValue(new Response('{}', { status: 200 }));
    vi.stubGlobal('fetch', fetched);
    await withApprovals([]).changeMyLanguage({ language: 'en' });
    expect(new Headers((fetched.mock.calls[0]?.[1] as RequestInit).headers).has('Approval')).toBe(false);
  });
});

it('knows percentages from amounts', () => {
  expect([isPercent('checkout.discount-percent'), isPercent('checkout.cash-out')]).toEqual([true, false]);
});

it('knows badges from goods', () => {
  expect(['SB0123456789ABCDEF', ' sb0123456789abcdef ', '6901234567892', 'SB0123', 'SB0123456789ABCDEI'].map(isBadge)).toEqual([true, true, false, false, false]);
});
