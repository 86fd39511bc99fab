import dayjs, { type Dayjs } from 'dayjs';

// Days are written as in ISO 8601 everywhere else too: on receipts, in fields and in lists.
const locale = 'sv-SE';

/** A moment in a store's own time: 2026-01-31 18:05. */
export function timeText(iso: string, timeZone: string | undefined, withDate = true): string {
  return new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'short', ...(withDate ? { dateStyle: 'short' } : {}) }).format(new Date(iso));
}

/** The day alone. */
export const dayText = (iso: string, timeZone: string | undefined): string => new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'short' }).format(new Date(iso));

/** The clock on a store's wall, as fields of days and times have it. */
export const wallClock = (timeZone: string | undefined, at = new Date()): Dayjs => dayjs(new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at).replace(' ', 'T'));

/** The day whose books a moment belongs to in a store: the browser may stand in another zone, and a night's sales belong to the day before. */
export const businessDay = (store: { readonly timeZone: string; readonly dayEndsMinutes: number } | undefined, at = new Date()): Dayjs =>
  wallClock(store?.timeZone, at).subtract(store?.dayEndsMinutes ?? 0, 'minute').startOf('day');

/** Formats moments in the time of a store, or of the browser. */
export const useTimeText = (timeZone?: string) => (iso: string, withDate = true): string => timeText(iso, timeZone, withDate);
