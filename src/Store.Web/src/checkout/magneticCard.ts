/** What was read off the stripe of a card: the number on a card of the shop's own, or a card that has no business here. */
export type Swiped = { readonly kind: 'own'; readonly number: string } | { readonly kind: 'refused' };

/** Said to the window when a card was swiped that is not taken. */
export const refusedCard = 'store:refused-card';

/**
 * Tells what a reader of magnetic cards types (ISO/IEC 7813: track 1 between % and ?, track 2 between ; and ?) from a code that was scanned; null where it is one.
 * A card of a bank goes no further than this: neither its number nor what else is on its stripe may get into look-ups, logs or the basket.
 */
export function swiped(code: string): Swiped | null {
  if (!/^[%;].*\?/.test(code)) return null;
  const [, first = ''] = /^%([^?]*)\?/.exec(code) ?? [];
  const [, second = '', rest = ''] = /;(\d*)(?:=(\d*))?\?/.exec(code) ?? [];
  // Format B carries the number and the name; on track 2 the expiry and the service code follow the number.
  const isBank = /^B\d{12,19}\^/.test(first) || (second.length >= 12 && rest.length >= 7);
  const number = second || first;
  return isBank || !/^\w{4,}$/.test(number) ? { kind: 'refused' } : { kind: 'own', number };
}
