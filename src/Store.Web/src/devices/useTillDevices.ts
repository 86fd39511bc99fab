import type { TillState } from '../display/screen';
import { useClaims } from './useClaims';
import { useDeviceScanner } from './useDeviceScanner';
import { useDisplay } from './useDisplay';
import { useGoOn } from './useGoOn';
import { useSaleBlock } from './useSaleBlock';

interface TillDevices {
  /** Whether goods may be added. */
  readonly mayAdd: () => boolean;
  /** Whether paying may begin. */
  readonly mayGoOn: () => boolean;
  /** Whether what was scanned for the next sale waits. */
  readonly stopped: boolean;
}

/** The till's scanners and scale, which it takes for itself, what its customers see, and whether an earlier sale stops it. */
export function useTillDevices(state: TillState): TillDevices {
  useDisplay(state, useClaims());
  useDeviceScanner();
  const mayGoOn = useGoOn();
  const { lines, returns } = state.basket;
  const hasBegun = lines.length > 0 || returns.length > 0;
  return { mayAdd: () => hasBegun || mayGoOn(), mayGoOn, stopped: useSaleBlock() !== null && !hasBegun };
}
