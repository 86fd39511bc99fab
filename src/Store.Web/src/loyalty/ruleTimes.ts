/** The days of a week as they are kept, in their order. */
export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** Some days of a week by their place in it: a run of three or more by its first and last, else each. */
export function daysOf(named: readonly string[]): { readonly days: readonly number[]; readonly isRun: boolean } {
  const days = weekdays.flatMap((day, place) => (named.includes(day) ? [place] : []));
  const [first, last] = [days[0] ?? 0, days[days.length - 1] ?? 0];
  const isRun = days.length > 2 && last - first === days.length - 1;
  return { days: isRun ? [first, last] : days, isRun };
}

const clockOf = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** From which minute of a day to which; nothing for all of it. */
export const hoursText = (from: number | null | undefined, to: number | null | undefined): string => (from == null && to == null ? '' : `${clockOf(from ?? 0)} – ${clockOf(to ?? 1440)}`);

/** The wall clock of a store, as it is kept: without a zone. */
const wallClockText = (at: string | null | undefined) => at?.slice(0, 16).replace('T', ' ') ?? '';

/** From which day and minute to which; nothing for always. */
export const datesText = (from: string | null | undefined, to: string | null | undefined): string => (from || to ? `${wallClockText(from)} – ${wallClockText(to)}` : '');
