import type { TFunction } from 'i18next';

const lengthAtLeast = 10;

/** What a new password has to be like; the server has the last word. */
export const passwordRules = (t: TFunction<['access', 'shell']>) => [
  { required: true, message: t('shell:required') },
  { min: lengthAtLeast, message: t('access:passwordTooShort', { count: lengthAtLeast }) },
];
