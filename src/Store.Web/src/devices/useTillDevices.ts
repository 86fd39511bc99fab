import type { TillState } from '../display/screen';
import { useDeviceScanner } from './useDeviceScanner';
import { useDisplay } from './useDisplay';

/** The till's scanners, and what its customers see. */
export function useTillDevices(state: TillState): void {
  useDisplay(state);
  useDeviceScanner();
}
