import { useTranslation } from 'react-i18next';
import type { PointsRule } from '../api/client';
import { localeOf } from '../shell/languages';
import { useNames } from '../shell/useNames';
import { datesText, daysOf, hoursText } from './ruleTimes';

/** When a rule for points holds: its weekdays, its hours and its dates; nothing for always. */
export function useRuleTimes(): (rule: PointsRule) => readonly string[] {
  const { i18n } = useTranslation();
  const names = useNames();
  const weekday = new Intl.DateTimeFormat(localeOf(i18n.language), { weekday: 'short', timeZone: 'UTC' });
  // The first of January 2024 was a Monday.
  const nameOf = (place: number) => weekday.format(Date.UTC(2024, 0, place + 1));
  return (rule) => {
    const { days, isRun } = daysOf(rule.weekdays ?? []);
    const dayNames = days.map(nameOf);
    return [isRun ? dayNames.join(' – ') : names(dayNames), hoursText(rule.fromMinute, rule.toMinute), datesText(rule.from, rule.to)].filter((part) => part !== '');
  };
}
