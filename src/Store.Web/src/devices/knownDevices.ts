import { NoAnswer, Problem } from '../api';
import type { DeviceInfo } from '../api/client';

const key = 'store.known-devices';

/** What a till keeps of its devices, to know what it has while the device service is away. */
type Known = Pick<DeviceInfo, 'id' | 'name' | 'kind' | 'deviceEnabled'>;

interface Kept { readonly address: string; readonly devices: readonly Known[] }

function kept(): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

/** Keeps which devices the service at an address has. */
export function rememberDevices(address: string, devices: readonly DeviceInfo[]): void {
  const text = JSON.stringify({ address, devices: devices.map(({ id, name, kind, deviceEnabled }) => ({ id, name, kind, deviceEnabled })) } satisfies Kept);
  if (localStorage.getItem(key) !== text) localStorage.setItem(key, text);
}

/** The devices that the service at an address had when it was heard last, none of them reached yet; undefined where that is not known. */
export function knownDevices(address: string): readonly DeviceInfo[] | undefined {
  const known = kept();
  return known?.address === address ? known.devices.map((device) => ({ ...device, state: 'Closed', online: null, powerState: 'Unknown', problem: null })) : undefined;
}

/** A device whose service does not answer, or does not let this page in. */
export const away = (device: DeviceInfo, error: unknown): DeviceInfo => ({
  ...device, state: 'Error', online: false,
  problem: error instanceof Problem ? { code: error.code, message: error.message } : { code: (error instanceof NoAnswer ? error.code : null) ?? 'service.away', message: '' },
});
