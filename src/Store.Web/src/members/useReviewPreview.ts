import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../api';
import type { LevelDue } from './calls';

interface Move { readonly fromLevelId: number | null; readonly toLevelId: number | null; readonly members: number }

interface Preview {
  readonly counting: boolean;
  readonly done: boolean;
  /** Whether it takes so long that people want to see how far it is. */
  readonly slow: boolean;
  readonly lookedAt: number;
  /** How many there are to be looked at, once that is known. */
  readonly members: number | null;
  readonly moves: readonly Move[];
  readonly all: number;
  /** Those who would change, as many as a list can hold. */
  readonly rows: readonly LevelDue[];
  readonly error: unknown;
}

const nothing: Preview = { counting: false, done: false, slow: false, lookedAt: 0, members: null, moves: [], all: 0, rows: [], error: null };

const slowAfter = 1000;
const rowsAtMost = 5000;
const pageSize = 500;

/** Those who would change level at a review, counted page after page; leaving it stops the counting. */
export function useReviewPreview(): { readonly preview: Preview; readonly count: () => Promise<void>; readonly forget: () => void } {
  const [preview, setPreview] = useState(nothing);
  const run = useRef(0);
  const forget = useCallback(() => {
    run.current += 1;
    setPreview(nothing);
  }, []);
  useEffect(() => () => {
    run.current += 1;
  }, []);
  const count = useCallback(async () => {
    run.current += 1;
    const own = run.current;
    const tell = (change: (before: Preview) => Preview) => {
      if (run.current === own) setPreview(change);
    };
    setPreview({ ...nothing, counting: true });
    const slow = setTimeout(() => tell((before) => ({ ...before, slow: true })), slowAfter);
    void api.countMembersWith({ conditions: {} }).then(({ members }) => tell((before) => ({ ...before, members })), () => undefined);
    const moves = new Map<string, Move>();
    try {
      for (let after: number | undefined; run.current === own;) {
        const page = await api.previewLevelReview(after, pageSize);
        for (const { fromLevelId, toLevelId } of page.items) {
          const key = `${fromLevelId} ${toLevelId}`;
          moves.set(key, { fromLevelId, toLevelId, members: (moves.get(key)?.members ?? 0) + 1 });
        }
        const done = page.next === null;
        tell((before) => ({
          ...before, done, counting: !done, lookedAt: before.lookedAt + page.lookedAt, all: before.all + page.items.length, moves: [...moves.values()].sort((one, other) => other.members - one.members),
          rows: before.rows.length < rowsAtMost ? [...before.rows, ...page.items].slice(0, rowsAtMost) : before.rows,
        }));
        if (done) return;
        after = Number(page.next);
      }
    } catch (error) {
      tell(() => ({ ...nothing, error }));
    } finally {
      clearTimeout(slow);
    }
  }, []);
  return { preview, count, forget };
}
