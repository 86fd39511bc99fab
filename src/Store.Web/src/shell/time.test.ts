import { describe, expect, it } from 'vitest';
import { businessDay, dayText, timeText, wallClock } from './time';

describe('time', () => {
  it('is told in the time of the store, and as on its receipts', () => {
    expect(timeText('2026-11-29T16:05:59Z', 'Asia/Shanghai')).toBe('2026-11-30 00:05');
    expect(timeText('2026-11-29T16:05:59Z', 'Asia/Shanghai', false)).toBe('00:05');
    expect(dayText('2026-11-29T16:05:59Z', 'Asia/Shanghai')).toBe('2026-11-30');
    expect(wallClock('Asia/Shanghai', new Date('2026-11-29T16:05:59Z')).format('YYYY-MM-DDTHH:mm:ss')).toBe('2026-11-30T00:05:59');
  });

  it('belongs to the business day of the store, wherever the browser stands', () => {
    const day = (iso: string, timeZone: string, dayEndsMinutes: number) => businessDay({ timeZone, dayEndsMinutes }, new Date(iso)).format('YYYY-MM-DDTHH:mm');
    expect(day('2026-11-30T15:59:59Z', 'Asia/Shanghai', 0)).toBe('2026-11-30T00:00');
    expect(day('2026-11-30T16:00:00Z', 'Asia/Shanghai', 0)).toBe('2026-12-01T00:00');
    expect(day('2026-11-30T17:59:59Z', 'Asia/Shanghai', 120)).toBe('2026-11-30T00:00');
    expect(day('2026-11-30T18:00:00Z', 'Asia/Shanghai', 120)).toBe('2026-12-01T00:00');
    expect(day('2026-12-01T03:00:00Z', 'America/New_York', 0)).toBe('2026-11-30T00:00');
  });
});
