import { describe, expect, it } from 'vitest';
import { datesText, daysOf, hoursText } from './ruleTimes';

describe('when a rule for points holds', () => {
  it('shows a run of days by its ends, whatever order they are kept in', () => {
    expect(daysOf(['Wednesday', 'Monday', 'Tuesday'])).toEqual({ days: [0, 2], isRun: true });
    expect(daysOf(['Saturday', 'Sunday'])).toEqual({ days: [5, 6], isRun: false });
    expect(daysOf(['Sunday', 'Monday', 'Tuesday'])).toEqual({ days: [0, 1, 6], isRun: false });
    expect(daysOf([])).toEqual({ days: [], isRun: false });
  });

  it('shows hours to the end of the day and over midnight', () => {
    expect(hoursText(1200, 1440)).toBe('20:00 – 24:00');
    expect(hoursText(null, 545)).toBe('00:00 – 09:05');
    expect(hoursText(1320, 360)).toBe('22:00 – 06:00');
    expect(hoursText(null, null)).toBe('');
  });

  it('shows days that are open at one end', () => {
    expect(datesText('2026-11-01T00:00:00', null)).toBe('2026-11-01 00:00 – ');
    expect(datesText(undefined, null)).toBe('');
  });
});
