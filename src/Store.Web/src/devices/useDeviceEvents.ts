import { useEffect, useRef } from 'react';
import type { DeviceEvent } from '../api/client';
import { followEvents } from './eventStream';
import { useConnection } from './useDevices';

/** Calls back for what happens at the devices while it is wanted. */
export function useDeviceEvents(wanted: boolean, onEvent: (event: DeviceEvent) => void): void {
  const to = useConnection();
  const handler = useRef(onEvent);
  useEffect(() => {
    handler.current = onEvent;
  });
  useEffect(() => {
    if (!wanted) return;
    const leaving = new AbortController();
    void followEvents(to, (event) => handler.current(event), leaving.signal);
    return () => leaving.abort();
  }, [wanted, to]);
}
