import { describe, expect, it } from 'vitest';
import { dayText, timeText } from './time';

describe('time', () => {
  it('is told in the time of the store, and as on its receipts', () => {
    expect(timeText('2026-11-29T16:05:59Z', 'Asia/Shanghai')).toBe('2026-11-30 00:05');
    expect(timeText('2026-11-29T16:05:59Z', 'Asia/Shanghai', false)).toBe('00:05');
    expect(dayText('2026-11-29T16:05:59Z', 'Asia/Shanghai')).toBe('2026-11-30');
  });
});
