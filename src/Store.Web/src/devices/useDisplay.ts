import { useEffect, useRef } from 'react';
import { showCustomer } from '../display/channel';
import { type TillState, screenOf } from '../display/screen';

/** Keeps the customer's window at what the till does. The till never waits for it. */
export function useDisplay(state: TillState): void {
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
}
