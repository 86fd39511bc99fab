import i18next from 'i18next';
import type { DeviceInfo } from '../api/client';
import { wordsFor } from '../shell/ProblemAlert';

/** Why something at a device is as it is, in the person's language; in the service's own words where the app has none. */
export const reasonText = (code: string, message: string | null | undefined) => wordsFor(code) ?? message ?? code;

/** What is wrong with a device; null when nothing is. */
export function problemWords({ problem, printer }: DeviceInfo): string | null {
  if (problem) return reasonText(problem.code, problem.message);
  return printer?.paperLow ? i18next.t('devices:chip.paperLow') : null;
}
