import { useEffect, useState } from 'react';
import { Problem } from '../api';
import { useSession } from '../shell/session';
import { noteTaken } from './claims';
import { devicesAt, sendTo } from './connection';
import { windowName } from './eventStream';
import { useConnection, useDevices } from './useDevices';

/** Short, since the next window waits so long for what one has that was lost without a word; and long enough that a window on a busy machine, whose renewals come late, does not lose its scanner. */
const leaseMilliseconds = 15_000;
const renewEvery = 2_500;

/** What one window has at a time; printers and drawers queue instead. */
const claimed = new Set(['Scanner', 'Scale', 'Display']);

/**
 * Takes the scanners, scales and displays of this till for the window in front, as long as the till is open in it. Nothing waits for that: what is used before is taken by being used. Gives how often
 * something was taken that was another's before.
 */
export function useClaims(): number {
  const to = useConnection();
  const { me } = useSession();
  const [takings, setTakings] = useState(0);
  const ids = useDevices().inUse.filter((device) => claimed.has(device.kind)).map((device) => device.id).join(' ');
  useEffect(() => {
    if (ids === '') return;
    const claims = new Map<string, string>();
    let left = false;
    // Kept alive, or a page that is loaded again would wait until its own lease has run out.
    const release = (id: string, claim: string) => void sendTo(to, `${to.address}/api/devices/devices/${id}/claim/${claim}`, { method: 'DELETE', keepalive: true }).catch(() => undefined);
    const letGo = () => {
      for (const [id, claim] of claims) release(id, claim);
      claims.clear();
    };
    const take = async (id: string) => {
      try {
        const { claimId } = await devicesAt(to).claimDevice(id, { client: windowName, leaseMilliseconds, name: me.name });
        noteTaken(id, null);
        if (left || document.visibilityState === 'hidden') release(id, claimId);
        else {
          if (!claims.has(id)) setTakings((count) => count + 1);
          claims.set(id, claimId);
        }
      } catch (error) {
        // Another window has it, or the service is away: asked again at the next renewal.
        claims.delete(id);
        noteTaken(id, error instanceof Problem && error.code === 'device.claimed' && typeof error.facts.holder === 'string' ? error.facts.holder : null);
      }
    };
    const claim = () => {
      if (document.visibilityState === 'hidden') letGo();
      else for (const id of ids.split(' ')) void take(id);
    };
    claim();
    const renewing = setInterval(claim, renewEvery);
    document.addEventListener('visibilitychange', claim);
    window.addEventListener('focus', claim);
    window.addEventListener('pagehide', letGo);
    return () => {
      left = true;
      clearInterval(renewing);
      document.removeEventListener('visibilitychange', claim);
      window.removeEventListener('focus', claim);
      window.removeEventListener('pagehide', letGo);
      letGo();
      for (const id of ids.split(' ')) noteTaken(id, null);
    };
  }, [to, ids, me.name]);
  return takings;
}
