import { useEffect, useRef } from 'react';
import { showCustomer } from '../display/channel';
import { type TillState, screenOf } from '../display/screen';
import { devicesAt } from './connection';
import { contentOf } from './customerDisplay';
import { windowName } from './eventStream';
import { useDevices } from './useDevices';

/** Scans in quick succession show the last of them. */
const settleFor = 120;

/** Keeps the customer's window and the displays of this till at what the till does; shows it again once a display was taken from another window. The till never waits for them. */
export function useDisplay(state: TillState, takings: number): void {
  const screen = screenOf(state);
  const text = JSON.stringify(screen);
  const latest = useRef(screen);
  const line = useRef<ReturnType<typeof showCustomer> | null>(null);
  useEffect(() => {
    latest.current = screen;
  });
  useEffect(() => {
    const open = showCustomer(() => latest.current);
    line.current = open;
    const leave = () => open.post({ kind: 'idle', store: '' });
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
      open.close();
      line.current = null;
    };
  }, []);
  useEffect(() => {
    line.current?.post(latest.current);
  }, [text]);
  const displays = useDevices().inUse.filter((device) => device.kind === 'Display').map((device) => device.id).join(' ');
  const content = JSON.stringify(contentOf(screen));
  useEffect(() => {
    if (displays === '') return;
    const settling = setTimeout(() => {
      // A display that is away shows the newest when it is back, and one that another window has shows that window's; what could not be said is said with the next goods.
      for (const id of displays.split(' ')) void devicesAt().showOnDisplay(id, contentOf(latest.current), windowName).catch(() => undefined);
    }, settleFor);
    return () => clearTimeout(settling);
  }, [displays, content, takings]);
}
