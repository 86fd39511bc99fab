import { useCallback, useEffect, useRef, useState } from 'react';
import { NoAnswer, Problem, api } from '../api';
import type { RecordVoidBody, RecordVoidLine } from '../api/client';
import { type Milli, type Minor, fromMilli, fromMinor } from '../shell/money';
import { newUuid } from '../shell/uuid';

/** Goods that are taken out of the basket. */
export interface VoidedLine {
  readonly productId: number;
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly price: Minor;
  readonly quantity: Milli;
  /** What it would have cost. */
  readonly amount: Minor;
}

export interface VoidReason { readonly reasonCode: string | null; readonly note: string | null; readonly answers: RecordVoidBody['answers'] }

export interface Voids {
  /** Whether the customer has seen the total of what is in the basket. */
  readonly totalShown: boolean;
  readonly showTotal: () => void;
  /** The basket is empty or paid: the next one begins. */
  readonly nextBasket: () => void;
  /** Records what has been taken out already; sent in the background until it is answered. */
  readonly record: (kind: 'Line' | 'Sale', lines: readonly VoidedLine[]) => void;
  /** Asks before goods are taken out after the total. Throws the server's refusal; without an answer it is recorded later. */
  readonly ask: (kind: 'Line' | 'Sale', lines: readonly VoidedLine[], reason: VoidReason, send: (body: RecordVoidBody) => Promise<unknown>) => Promise<void>;
  /** The line voided last has been put back. */
  readonly undo: () => void;
}

interface Kept { readonly queue: readonly RecordVoidBody[]; readonly totalShown: boolean; readonly last: RecordVoidBody | null }

const nothing: Kept = { queue: [], totalShown: false, last: null };
const keyOf = (storeId: number, registerId: number) => `store.voids.${storeId}.${registerId}`;
const pauseAtMost = 30_000;

function load(key: string): Kept {
  try {
    return { ...nothing, ...(JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<Kept> | null) };
  } catch {
    return nothing;
  }
}

const lineOf = (line: VoidedLine): RecordVoidLine => ({
  productId: line.productId, productCode: line.code, productName: line.name, unit: line.unit,
  quantity: fromMilli(line.quantity), unitPrice: fromMinor(line.price), amount: fromMinor(line.amount),
});

/**
 * What is taken out of the basket before it is paid. Each is kept in the browser until the server has answered, also over a reload, and sent again under the same id.
 */
export function useVoids(storeId: number, registerId: number, shiftId: number): Voids {
  const key = keyOf(storeId, registerId);
  const [kept, setKept] = useState(() => load(key));
  const latest = useRef(kept);
  const change = useCallback((make: (before: Kept) => Kept) => {
    latest.current = make(latest.current);
    localStorage.setItem(key, JSON.stringify(latest.current));
    setKept(latest.current);
  }, [key]);

  const next = kept.queue[0];
  useEffect(() => {
    if (!next) return;
    let over = false;
    const ended = () => over;
    const deliver = async () => {
      for (let tries = 1; !ended(); tries++) {
        try {
          await api.recordVoid(storeId, next);
          change((before) => ({ ...before, queue: before.queue.filter((each) => each !== next) }));
          return;
        } catch (error) {
          // What the server will never take is let go, so that what comes after it is not held up.
          const refused = error instanceof Problem && error.status >= 400 && error.status < 500 && error.status !== 401 && error.status !== 429;
          if (refused) {
            change((before) => ({ ...before, queue: before.queue.filter((each) => each !== next) }));
            return;
          }
        }
        await new Promise((resolve) => setTimeout(resolve, Math.min(pauseAtMost, 2000 * tries)));
      }
    };
    void deliver();
    return () => {
      over = true;
    };
  }, [next, storeId, change]);

  const bodyOf = useCallback((kind: 'Line' | 'Sale', lines: readonly VoidedLine[], reason: VoidReason | null): RecordVoidBody => ({
    voidUuid: newUuid(), registerId, shiftId, kind, afterTotal: latest.current.totalShown, occurredAt: new Date().toISOString(),
    reasonCode: reason?.reasonCode ?? null, note: reason?.note ?? null, lines: lines.map(lineOf), alreadyDone: false, undone: false, answers: reason?.answers ?? null,
  }), [registerId, shiftId]);

  const nextBasket = useCallback(() => {
    if (latest.current.totalShown) change((before) => ({ ...before, totalShown: false, last: null }));
  }, [change]);

  return {
    totalShown: kept.totalShown,
    showTotal: () => change((before) => ({ ...before, totalShown: true })),
    nextBasket,
    record: (kind, lines) => {
      const body = { ...bodyOf(kind, lines, null), alreadyDone: true };
      change((before) => ({ ...before, queue: [...before.queue, body], last: body }));
    },
    ask: async (kind, lines, reason, send) => {
      const body = bodyOf(kind, lines, reason);
      try {
        await send(body);
        change((before) => ({ ...before, last: body }));
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        const done = { ...body, alreadyDone: true };
        change((before) => ({ ...before, queue: [...before.queue, done], last: done }));
      }
    },
    undo: () => change((before) => (before.last?.kind === 'Line' ? { ...before, last: null, queue: [...before.queue, { ...before.last, alreadyDone: true, undone: true }] } : before)),
  };
}
