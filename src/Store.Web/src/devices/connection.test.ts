import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NoAnswer, Problem } from '../api/problem';
import { addressOf, connect, connection, follow, isLoopback, sendTo, whereElse } from './connection';

describe('the address of a device service', () => {
  it('is made complete from what was typed', () => {
    expect(addressOf(' 127.0.0.1:17980/ ')).toBe('http://127.0.0.1:17980');
    expect(addressOf('https://till-3.shop.lan:17980/page')).toBe('https://till-3.shop.lan:17980');
    expect(addressOf('')).toBeNull();
    expect(addressOf('http://')).toBeNull();
  });

  it('is on this machine or is not', () => {
    expect(['http://127.0.0.1:17980', 'http://localhost:1', 'http://[::1]:17980'].map(isLoopback)).toEqual([true, true, true]);
    expect(['', 'http://192.168.1.20:17980', 'https://127.example.com'].map(isLoopback)).toEqual([false, false, false]);
  });
});

describe('a device service whose port was taken', () => {
  beforeEach(() => {
    vi.stubGlobal('localStorage', { setItem: () => undefined, removeItem: () => undefined });
  });

  afterEach(() => {
    connect(null);
    vi.unstubAllGlobals();
  });

  /** What answers on this machine: other programs too. */
  const answering = (there: Readonly<Record<string, (path: string) => Response>>) => vi.stubGlobal('fetch', (url: string) => {
    const { origin, pathname } = new URL(url);
    const answer = there[origin];
    return answer ? Promise.resolve(answer(pathname)) : Promise.reject(new TypeError('Failed to fetch'));
  });
  const service = (devices: () => Response) => (path: string) => (path === '/health/live' ? new Response('Store.DeviceService') : devices());

  it('is found at its other ports, and no other program is taken for it', async () => {
    answering({ 'http://127.0.0.1:17981': () => new Response('something else'), 'http://127.0.0.1:17982': service(() => new Response('{}')) });
    expect(await whereElse('http://127.0.0.1:17980')).toBe('http://127.0.0.1:17982');
    expect(await whereElse('http://127.0.0.1:17982')).toBeNull();
    expect(await whereElse('https://till-3.shop.lan:17980')).toBeNull();
  });

  it('is followed with the token by a page that it knows, and by no other', async () => {
    const lost = { address: 'http://127.0.0.1:17980', token: 'abc' };
    connect(lost);
    answering({ 'http://127.0.0.1:17981': service(() => new Response(JSON.stringify({ code: 'pairing.revoked', title: '' }), { status: 403 })) });
    await follow(lost);
    expect(connection()).toEqual(lost);

    answering({ 'http://127.0.0.1:17981': service(() => new Response(JSON.stringify({ devices: [] }))) });
    await follow(lost);
    expect(connection()).toEqual({ address: 'http://127.0.0.1:17981', token: 'abc' });
  });
});

describe('asking a device service', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('sends the token and no cookies, and tells the browser that it is this machine', async () => {
    const asked = vi.fn(() => Promise.resolve(new Response('{}', { status: 200 })));
    vi.stubGlobal('fetch', asked);

    await sendTo({ address: 'http://127.0.0.1:17980', token: 'abc' }, 'http://127.0.0.1:17980/api/devices/devices');

    const [, init] = asked.mock.calls[0] as unknown as [string, RequestInit & { targetAddressSpace?: string }];
    expect([new Headers(init.headers).get('Authorization'), init.credentials, init.targetAddressSpace]).toEqual(['Bearer abc', 'omit', 'loopback']);
  });

  it('tells a service that is not there from one that refuses', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(sendTo({ address: 'http://127.0.0.1:17980', token: null }, 'x')).rejects.toBeInstanceOf(NoAnswer);

    vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify({ code: 'pairing.required', title: 'Pair first' }), { status: 403, headers: { 'Content-Type': 'application/problem+json' } })));
    await expect(sendTo({ address: '', token: null }, 'x')).rejects.toBeInstanceOf(Problem);
  });
});
