import i18next from 'i18next';
import type { DeviceInfo } from '../api/client';

/** Why something at a device is as it is, in the person's language; in the service's own words where the app has none. */
export const reasonText = (code: string, message: string | null | undefined) => {
  const known = i18next.getResource(i18next.language, 'devices', `reasons.${code}`) as unknown;
  return typeof known === 'string' ? known : message ?? code;
};

/** What is wrong with a device; null when nothing is. */
export function problemWords({ problem, printer }: DeviceInfo): string | null {
  if (problem) return reasonText(problem.code, problem.message);
  return printer?.paperLow ? i18next.t('devices:chip.paperLow') : null;
}
