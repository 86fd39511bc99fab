import type { TFunction } from 'i18next';

const lengthAtLeast = 10;

/** What a PIN has to be like; the server has the last word. */
export const pinRules = (t: TFunction<['access', 'shell']>) => [
  { required: true, message: t('shell:required') },
  { pattern: /^\d{4,8}$/, message: t('access:pin.digits') },
];

/** What a new password has to be like; the server has the last word. */
export const passwordRules = (t: TFunction<['access', 'shell']>) => [
  { required: true, message: t('shell:required') },
  { min: lengthAtLeast, message: t('access:passwordTooShort', { count: lengthAtLeast }) },
];
