import type { TillState } from '../display/screen';
import { useClaims } from './useClaims';
import { useDeviceScanner } from './useDeviceScanner';
import { useDisplay } from './useDisplay';

/** The till's scanners and scale, which it takes for itself, and what its customers see. */
export function useTillDevices(state: TillState): void {
  useDisplay(state, useClaims());
  useDeviceScanner();
}
