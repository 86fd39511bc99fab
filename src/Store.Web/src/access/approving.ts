import { Problem } from '../api';

/** What goes over the caller's limit, as the server's refusal says it. */
export interface Wanted {
  readonly storeId: number;
  readonly limit: string;
  readonly value: number;
  readonly allowed: number;
  readonly subject: string;
}

/** A call that can go with approvals by others, in the header that withApprovals sends. */
export type Approvable<T> = (approvalIds: readonly number[]) => Promise<T>;

/** What came of a call: done, or something (more) has to be approved. */
export type Attempt<T> = { readonly done: true; readonly result: T } | { readonly done: false; readonly wanted: Wanted; readonly problem: Problem };

/** What a refusal asks to have approved; null when it is about something else. */
export function wantedOf(error: unknown): Wanted | null {
  if (!(error instanceof Problem) || error.code !== 'approval_required') return null;
  const { limit, subject } = error.facts;
  const [storeId, value, allowed] = [error.number('storeId'), error.number('wanted'), error.number('allowed')];
  if (storeId === null || value === null || allowed === null || typeof limit !== 'string' || typeof subject !== 'string') return null;
  return { storeId, limit, value, allowed, subject };
}

/** Tries a call with the approvals so far. Any error other than a missing approval is thrown. */
export async function attempt<T>(call: Approvable<T>, approvalIds: readonly number[]): Promise<Attempt<T>> {
  try {
    return { done: true, result: await call(approvalIds) };
  } catch (error) {
    const wanted = wantedOf(error);
    if (wanted === null) throw error;
    return { done: false, wanted, problem: error as Problem };
  }
}

/** Whether a limit is a percentage and not an amount. */
export const isPercent = (limit: string): boolean => limit.endsWith('-percent');

/** Whether a scanned code is that of a staff badge. */
export const isBadge = (code: string): boolean => /^SB[0-9A-HJKMNP-TV-Z]{16}$/i.test(code.trim());
