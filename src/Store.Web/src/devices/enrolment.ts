import { type Connection, addressOf, connect, connection, devicesAt, isLoopback, usualAddress } from './connection';

/** The secret that a till was given beforehand, and the device service that takes it. */
export interface Enrolment { readonly address: string; readonly secret: string }

/**
 * What the page was opened with behind its address: `#devices=SECRET`, and `&at=ADDRESS` where the device service is not where it usually is. Only one on this machine is taken, or a link could have the
 * till send its papers elsewhere. Null without.
 */
export function enrolmentOf(hash: string): Enrolment | null {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const address = addressOf(said.get('at') ?? usualAddress);
  const secret = said.get('devices') ?? '';
  return secret !== '' && address !== null && isLoopback(address) ? { address, secret } : null;
}

let wanted = takeFromAddress();

/** Read once and taken out of the address, so that it stays in no history. */
function takeFromAddress(): Enrolment | null {
  const found = typeof location === 'undefined' ? null : enrolmentOf(location.hash);
  if (found) history.replaceState(history.state, '', location.pathname + location.search);
  return found;
}

/** Pairs this page with the secret that it was opened with. One that is paired already stays so, since a till may be opened with the same address each morning. */
export async function enrol(name: string): Promise<Connection | null> {
  const now = wanted;
  wanted = null;
  if (now === null || connection().token !== null) return null;
  const { token } = await devicesAt({ address: now.address, token: null }).enrolTill({ secret: now.secret, name });
  const to = { address: now.address, token };
  connect(to);
  return to;
}
