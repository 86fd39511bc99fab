import { useDeviceEvents } from './useDeviceEvents';
import { useDevices, usePrinter } from './useDevices';
import { useLost } from './useLost';

/** Why the till begins no further sale, where its printer or its drawer is set to stop it: a paper of an earlier one has not come out, or the drawer stands open. Null where nothing stops it, as usual. */
export function useSaleBlock(): 'unprinted' | 'drawerOpen' | null {
  const { data: devices, refetch } = useDevices();
  const stopsUnprinted = usePrinter()?.printer?.blockWhenUnprinted === true;
  const unprinted = useLost(stopsUnprinted).lost.length > 0;
  const drawers = (devices ?? []).filter(({ drawer }) => drawer?.blockWhenOpen);
  // The next customer does not wait for the till to look again.
  useDeviceEvents(drawers.length > 0, ({ name }) => {
    if (name.startsWith('DRAWER')) void refetch();
  });
  if (stopsUnprinted && unprinted) return 'unprinted';
  return drawers.some(({ drawer }) => drawer?.open) ? 'drawerOpen' : null;
}
