import type { RoleLimit } from '../api/client';

/** The limits of a role as a form has them: what is empty is 0. */
export type LimitFields = Readonly<Record<string, number | null | undefined>>;

export const fieldsOfLimits = (limits: readonly RoleLimit[]): LimitFields => Object.fromEntries(limits.filter(({ value }) => value > 0).map(({ limit, value }) => [limit, value]));

/** What to save: the limits that are known, as far as something is typed. */
export const limitsOfFields = (known: readonly string[], fields: LimitFields | undefined): RoleLimit[] =>
  known.flatMap((limit) => (fields?.[limit] ? [{ limit, value: fields[limit] }] : []));
