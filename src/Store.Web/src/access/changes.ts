export interface Change { readonly name: string; readonly old: string | null; readonly now: string }

const text = (value: unknown): string => (typeof value === 'string' ? value : value === undefined || value === null ? '–' : JSON.stringify(value));

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields in which the old and the new state of something differ; without an old state all fields of the new one. */
export function changesOf(old: unknown, now: unknown): Change[] {
  if (!isObject(now)) return now === undefined || now === null ? [] : [{ name: '', old: old === undefined || old === null ? null : text(old), now: text(now) }];
  const before = isObject(old) ? old : null;
  return Object.entries(now)
    .filter(([name, value]) => before === null || text(before[name]) !== text(value))
    .map(([name, value]) => ({ name, old: before ? text(before[name]) : null, now: text(value) }));
}
