import { useDevices, usePrinter } from './useDevices';
import { useLost } from './useLost';

/** Why the till begins no further sale and takes or gives no money, where its printer or its drawer is set to stop it: a paper of an earlier sale has not come out, or the drawer stands open. Null where nothing stops it, as usual. */
export function useSaleBlock(): 'unprinted' | 'drawerOpen' | null {
  const { inUse, answers } = useDevices();
  const stopsUnprinted = usePrinter()?.printer?.blockWhenUnprinted === true;
  const unprinted = useLost(stopsUnprinted).lost.length > 0;
  if (stopsUnprinted && unprinted) return 'unprinted';
  // Nobody sees that a drawer is shut while the device service is away.
  return answers && inUse.some(({ drawer }) => drawer?.blockWhenOpen && drawer.open) ? 'drawerOpen' : null;
}
