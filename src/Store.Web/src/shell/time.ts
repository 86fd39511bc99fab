import { useTranslation } from 'react-i18next';
import { localeOf } from './languages';

/** A moment in a store's own time. */
export function timeText(iso: string, timeZone: string | undefined, language: string, withDate = true): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    timeZone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit',
    ...(withDate ? { year: 'numeric', month: '2-digit', day: '2-digit' } : {}),
  }).format(new Date(iso));
}

/** Formats moments in the user's language. */
export function useTimeText(timeZone?: string): (iso: string, withDate?: boolean) => string {
  const { i18n } = useTranslation();
  return (iso, withDate = true) => timeText(iso, timeZone, i18n.language, withDate);
}
