import { useCallback, useEffect, useRef } from 'react';
import type { ScanQueue } from './scanQueue';

/** How paying begins: with the choice of tenders, or with exact cash at once. */
export type PayStart = 'pay' | 'cashExact';

interface Ticket {
  readonly isPriced: boolean;
  /** Whether no price is to be expected: there is nothing on it, or the server refuses it. */
  readonly isUnpriceable: boolean;
}

/**
 * A key that was pressed before the price was there counts as soon as it is.
 * Until then the ticket is closed off: what is scanned after the key comes after the ticket.
 */
export function useEarlyPay(queue: ScanQueue, { isPriced, isUnpriceable }: Ticket, begin: Readonly<Record<PayStart, () => void>>): (what: PayStart | null) => void {
  const wanted = useRef<PayStart | null>(null);
  const want = useCallback((what: PayStart | null) => {
    wanted.current = what;
    queue.closeOff(what !== null);
  }, [queue]);
  useEffect(() => {
    const what = wanted.current;
    if (what === null || (!isPriced && !isUnpriceable)) return;
    if (isPriced) begin[what]();
    want(null);
  });
  return want;
}
