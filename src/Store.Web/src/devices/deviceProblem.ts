import i18next from 'i18next';
import type { DeviceInfo } from '../api/client';
import { wordsFor } from '../shell/ProblemAlert';

/** Why something at a device is as it is, in the person's language; in the service's own words where the app has none. */
export const reasonText = (code: string, message: string | null | undefined) => wordsFor(code) ?? message ?? code;

/** What a device is called: as it was named, else by its kind, and by its number where there may be several. */
export function nameOf({ id, name, kind }: Pick<DeviceInfo, 'id' | 'name' | 'kind'>): string {
  if (name !== '' && name !== id) return name;
  return [i18next.t(`devices:kinds.${kind}`), /\d+$/.exec(id)?.[0]].filter(Boolean).join(' ');
}

/** What does not look on paper as it should, in the person's language. */
export function warningText(warning: string): string {
  const [code = '', ...about] = warning.split(' ');
  return i18next.exists(`devices:warnings.${code}`) ? i18next.t(`devices:warnings.${code as 'not_in_font'}`, { about: about.join(' ') }) : warning;
}

/** What is wrong with a device; null when nothing is. */
export function problemWords({ deviceEnabled, problem, printer }: DeviceInfo): string | null {
  if (deviceEnabled === false) return reasonText('device.disabled', null);
  if (problem) return reasonText(problem.code, problem.message);
  return printer?.paperLow ? i18next.t('devices:chip.paperLow') : null;
}
