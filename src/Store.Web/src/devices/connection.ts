import i18next from 'i18next';
import { StoreClient } from '../api/client';
import { NoAnswer, Problem, problemOf } from '../api/problem';

/** Where the devices of this till are asked for. */
export interface Connection {
  /** Empty for the host that the page came from: a single machine, or a device service that serves the page itself. */
  readonly address: string;
  /** What the device service gave this page when it was paired; none for the host, where the person's own sign-in counts. */
  readonly token: string | null;
}

const key = 'store.devices';
const ownHost: Connection = { address: '', token: null };
const answerWithin = 8_000;

/** While the browser asks the person whether the page may reach this machine, what was sent waits for them. */
const decidedWithin = 60_000;

/** Where a device service listens on the till itself: at the first of these ports that no other program has. */
const usualPorts = [17980, 17981, 17982];
export const usualAddress = `http://127.0.0.1:${usualPorts[0]}`;

let current = read();
const listeners = new Set<() => void>();

function read(): Connection {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Connection | null;
    return kept && typeof kept.address === 'string' ? kept : ownHost;
  } catch {
    return ownHost;
  }
}

export const connection = () => current;

/** Remembers the device service that this till was paired with; null goes back to the page's own host. */
export function connect(to: Connection | null): void {
  current = to ?? ownHost;
  if (to) localStorage.setItem(key, JSON.stringify(to));
  else localStorage.removeItem(key);
  for (const listener of listeners) listener();
}

export function onConnection(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether an address is on this machine, which browsers ask people about before a public page may reach it. */
export function isLoopback(address: string): boolean {
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  return host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}

/** An address as it was typed, made complete; null where it is none. */
export function addressOf(typed: string): string | null {
  const text = typed.trim();
  const whole = /^https?:\/\//i.test(text) ? text : `http://${text}`;
  return URL.canParse(whole) ? new URL(whole).origin : null;
}

const spaceOf = (address: string) => (isLoopback(address) ? { targetAddressSpace: 'loopback' } : {});

/** fetch to a device service: its token instead of cookies, and told to the browser as a place on this machine. */
export async function sendTo({ address, token }: Connection, url: RequestInfo, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token) headers.set('Authorization', `Bearer ${token}`);
  // Papers that the service makes itself are in the language of the page.
  if (i18next.language) headers.set('Accept-Language', i18next.language);
  let response: Response;
  try {
    const patience = (await barrierTo(address)) === 'asks' ? decidedWithin : answerWithin;
    response = await fetch(url, { ...init, ...spaceOf(address), headers, credentials: address === '' ? 'same-origin' : 'omit', signal: init.signal ?? AbortSignal.timeout(patience) });
    heard = { address, permission: await permissionFor(address) };
  } catch (failed) {
    const barrier = await barrierTo(address);
    // What the browser says is not always what it does: where anything comes through, it is not the browser.
    if (barrier && (await isThere(address))) throw new NoAnswer(failed);
    throw new NoAnswer(failed, barrier && `service.${barrier}`);
  }
  if (response.ok) return response;
  // Of a device service this is no gateway's answer: it says which device is out of reach or was too slow, and that nothing has happened.
  if (response.status === 503 || response.status === 504) {
    const said = (await response.json().catch(() => null)) as ({ readonly code?: string; readonly detail?: string } & Record<string, unknown>) | null;
    if (said?.code) throw new Problem(response.status, said.code, said.detail ?? '', said);
  }
  throw await problemOf(response);
}

/** The API of a device service; of the one that this till is connected to unless another is named. */
export const devicesAt = (to: Connection = current) => new StoreClient(to.address, { fetch: (url: RequestInfo, init?: RequestInit) => sendTo(to, url, init) });

/** Whether there is a device service at an address at all. One that does not know this page keeps everything from it but that. */
export async function isThere(address: string): Promise<boolean> {
  try {
    await fetch(`${address}/health/live`, { mode: 'no-cors', credentials: 'omit', signal: AbortSignal.timeout(answerWithin), ...spaceOf(address) });
    return true;
  } catch {
    return false;
  }
}

/** Whether what answers at an address calls itself a device service, to a page that it knows. */
async function isDeviceService(address: string): Promise<boolean> {
  try {
    const response = await fetch(`${address}/health/live`, { credentials: 'omit', signal: AbortSignal.timeout(answerWithin), ...spaceOf(address) });
    return (await response.text()) === 'Store.DeviceService';
  } catch {
    return false;
  }
}

/** At which of its other ports the device service of this machine answers that is silent at an address; null where at none. */
export async function whereElse(address: string): Promise<string | null> {
  if (!isLoopback(address)) return null;
  for (const port of usualPorts) {
    const other = `http://${new URL(address).hostname}:${port}`;
    if (other !== address && (await isDeviceService(other))) return other;
  }
  return null;
}

/** Follows the device service of this till to where it is now, if it still knows this page there. */
export async function follow({ address, token }: Connection): Promise<void> {
  const other = await whereElse(address);
  if (other === null) return;
  const knowsThisPage = await devicesAt({ address: other, token }).listDevices().then(() => true, () => false);
  if (knowsThisPage && current.address === address) connect({ address: other, token });
}

/** What stands between the page and a device service on this machine: the browser asks the person first, was told no, or lets pages alone that came encrypted. */
export type Barrier = 'asks' | 'blocked' | 'insecure';

/** What the browser said when a device service was heard last. */
let heard: { readonly address: string; readonly permission: PermissionState | 'unasked' } | null = null;

/** What keeps the page from an address, as far as the browser says. A service that was heard under what it says now is not kept away by that: a policy may allow more than it tells. */
export async function barrierTo(address: string): Promise<Barrier | null> {
  const permission = await permissionFor(address);
  if (permission === 'unasked' || permission === 'granted' || (heard?.address === address && heard.permission === permission)) return null;
  if (!isSecureContext) return 'insecure';
  return permission === 'denied' ? 'blocked' : 'asks';
}

/** Only pages from elsewhere are asked about, and only for addresses on this machine. */
async function permissionFor(address: string): Promise<PermissionState | 'unasked'> {
  const permission = isLoopback(address) ? await loopbackPermission() : 'unasked';
  return permission !== 'unasked' && isLoopback(location.origin) ? 'unasked' : permission;
}

/** What the browser says about reaching this machine from the page: asked of the person, allowed, refused, or not asked at all. */
async function loopbackPermission(): Promise<PermissionState | 'unasked'> {
  for (const name of ['loopback-network', 'local-network-access']) {
    try {
      return (await navigator.permissions.query({ name: name as PermissionName })).state;
    } catch {
      // An older browser does not know the name, and then does not ask either.
    }
  }
  return 'unasked';
}
