import { beep } from '../checkout/beep';
import { takeScan } from '../checkout/useScanner';
import { useDeviceEvents } from './useDeviceEvents';
import { useDevices } from './useDevices';

/** Listens to the scanners of this till that hang on a wire of their own; what they read goes the way of a scanner that types. The window that has them hears it. */
export function useDeviceScanner(): void {
  const wanted = useDevices().inUse.some((device) => device.kind === 'Scanner');
  useDeviceEvents(wanted, ({ event, name, detail }) => {
    const scan = detail as { readonly label?: string; readonly repeat?: boolean } | null | undefined;
    // A trigger that bounced reads the same thing twice within a blink.
    if (event === 'data' && scan?.label && !scan.repeat) takeScan(scan.label);
    // No window had the scanner, or it took none: what was read has gone nowhere.
    if (event === 'error' && (name === 'NOT_CLAIMED' || name === 'DATA_LOST')) beep();
  });
}
