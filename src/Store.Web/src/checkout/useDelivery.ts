import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useApproved } from '../access/useApproved';
import { NoAnswer, Problem, withApprovals } from '../api';
import { type Pending, emptyBasket } from './basket';
import type { SaleDone } from './calls';
import { withCodes } from './cardCodes';
import type { BasketBox } from './useBasket';

export interface Delivery {
  /** How often it has been sent in vain; 0 the first time. */
  readonly failures: number;
  readonly sendNow: () => void;
  /** Asks another person where the sale goes beyond the cashier's limits. */
  readonly approval: ReactNode;
}

interface Answers {
  readonly onDone: (done: SaleDone, pending: Pending) => void;
  readonly onRefused: (problem: Problem, pending: Pending) => void;
}

const pauseAtMost = 8000;

/**
 * Brings what is pending to the server. Without an answer nobody knows whether the sale was recorded, so the same one with the same UUID is
 * sent again until there is one, also after a reload.
 */
export function useDelivery(storeId: number, box: BasketBox, answers: Answers): Delivery {
  const { pending } = box.basket;
  const { change } = box;
  const [failures, setFailures] = useState(0);
  const wake = useRef<() => void>(() => undefined);
  const { approved, dialog } = useApproved();
  const latest = useRef({ ...answers, approved });
  useEffect(() => {
    latest.current = { ...answers, approved };
  });

  useEffect(() => {
    if (!pending) return;
    let over = false;
    const ended = () => over;
    // An approval that was given stays with the sale when the answer to it is lost.
    let given: readonly number[] = [];
    const send = (approvalIds: readonly number[]) => {
      if (approvalIds.length > 0) given = approvalIds;
      const api = withApprovals(given);
      return pending.kind === 'sale' ? api.completeSale(storeId, withCodes(pending.body))
        : pending.kind === 'return' ? api.recordReturn(storeId, withCodes(pending.body)) : api.returnWithoutReceipt(storeId, pending.body);
    };
    const deliver = async () => {
      for (let tries = 0; !ended(); tries++) {
        setFailures(tries);
        try {
          const done = await latest.current.approved(send);
          // Another mount of the page may have taken over; the basket is then its business, and the answer would be the same.
          if (ended()) return;
          change((basket) => (pending.kind === 'sale' ? emptyBasket : { ...basket, pending: null }));
          latest.current.onDone(done, pending);
          return;
        } catch (error) {
          if (ended()) return;
          const unknown = error instanceof NoAnswer || !(error instanceof Problem);
          // Signed out: it waits, and goes out again once someone has signed in.
          if (!unknown && error.status === 401) return;
          if (!unknown) {
            change((basket) => ({ ...basket, pending: null }));
            latest.current.onRefused(error, pending);
            return;
          }
        }
        await new Promise<void>((resolve) => {
          wake.current = resolve;
          setTimeout(resolve, Math.min(pauseAtMost, 1500 * (tries + 1)));
        });
      }
    };
    void deliver();
    return () => {
      over = true;
      wake.current();
    };
  }, [pending, storeId, change]);

  return { failures: pending ? failures : 0, sendNow: () => wake.current(), approval: dialog };
}
