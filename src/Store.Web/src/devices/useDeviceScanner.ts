import { useEffect } from 'react';
import { takeScan } from '../checkout/useScanner';
import { devicesAt, sendTo } from './connection';
import { windowName } from './eventStream';
import { useDeviceEvents } from './useDeviceEvents';
import { useConnection, useDevices } from './useDevices';

const leaseMilliseconds = 15_000;
const renewEvery = 5_000;

/** Listens to the scanners of this till that hang on a wire of their own; what they read goes the way of a scanner that types. The window in front has them. */
export function useDeviceScanner(): void {
  const to = useConnection();
  const scanners = (useDevices().data ?? []).filter((device) => device.kind === 'Scanner').map((device) => device.id).join(' ');
  useEffect(() => {
    if (scanners === '') return;
    const claims = new Map<string, string>();
    const letGo = () => {
      // Kept alive, or a page that is loaded again would wait until its own lease has run out.
      for (const [id, claim] of claims) void sendTo(to, `${to.address}/api/devices/devices/${id}/claim/${claim}`, { method: 'DELETE', keepalive: true }).catch(() => undefined);
      claims.clear();
    };
    const claim = () => {
      if (document.visibilityState === 'hidden') {
        letGo();
        return;
      }
      for (const id of scanners.split(' ')) {
        // Another window has it, or the service is away: asked again at the next renewal.
        devicesAt(to).claimDevice(id, { client: windowName, leaseMilliseconds }).then(({ claimId }) => claims.set(id, claimId), () => claims.delete(id));
      }
    };
    claim();
    const renewing = setInterval(claim, renewEvery);
    document.addEventListener('visibilitychange', claim);
    window.addEventListener('focus', claim);
    window.addEventListener('pagehide', letGo);
    return () => {
      clearInterval(renewing);
      document.removeEventListener('visibilitychange', claim);
      window.removeEventListener('focus', claim);
      window.removeEventListener('pagehide', letGo);
      letGo();
    };
  }, [to, scanners]);
  useDeviceEvents(scanners !== '', ({ event, detail }) => {
    const scan = detail as { readonly label?: string; readonly repeat?: boolean } | null | undefined;
    // A trigger that bounced reads the same thing twice within a blink.
    if (event === 'data' && scan?.label && !scan.repeat) takeScan(scan.label);
  });
}
