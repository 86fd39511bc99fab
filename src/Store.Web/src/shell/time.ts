// Days are written as in ISO 8601 everywhere else too: on receipts, in fields and in lists.
const locale = 'sv-SE';

/** A moment in a store's own time: 2026-01-31 18:05. */
export function timeText(iso: string, timeZone: string | undefined, withDate = true): string {
  return new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'short', ...(withDate ? { dateStyle: 'short' } : {}) }).format(new Date(iso));
}

/** The day alone. */
export const dayText = (iso: string, timeZone: string | undefined): string => new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'short' }).format(new Date(iso));

/** Formats moments in the time of a store, or of the browser. */
export const useTimeText = (timeZone?: string) => (iso: string, withDate = true): string => timeText(iso, timeZone, withDate);
