import type { TFunction } from 'i18next';

/** Why cash was moved; what was paid out to a member says in the reader's language for what. */
export function reasonText(reason: string, t: TFunction<['checkout', 'shell']>): string {
  if (/^points of member \d+$/.test(reason)) return t('cash.memberPoints');
  return /^stored value of member \d+$/.test(reason) ? t('cash.memberValue') : reason;
}
