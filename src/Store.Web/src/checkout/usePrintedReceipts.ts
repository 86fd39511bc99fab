import { useEffect } from 'react';
import { Problem, api } from '../api';
import type { SaleDone } from './calls';

interface Printed { readonly saleUuid: string; readonly receiptNumber: number; readonly printedAt: string }

const atMost = 500;
const sendEvery = 60_000;

const keyOf = (storeId: number, registerId: number) => `store.printed.${storeId}.${registerId}`;

function waiting(key: string): Printed[] {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '[]') as Printed[];
  } catch {
    return [];
  }
}

/** Sends what waits; what could not be sent stays for the next time, over restarts of the till too. */
async function send(storeId: number, registerId: number): Promise<void> {
  const key = keyOf(storeId, registerId);
  const receipts = waiting(key).slice(0, atMost);
  if (receipts.length === 0) return;
  try {
    await api.reportPrintedReceipts(storeId, registerId, { receipts });
  } catch (error) {
    if (!(error instanceof Problem) || (error.status !== 400 && error.status !== 404)) return;
  }
  const sent = new Set(receipts.map((receipt) => receipt.saleUuid));
  localStorage.setItem(key, JSON.stringify(waiting(key).filter((receipt) => !sent.has(receipt.saleUuid))));
}

/** Reports each receipt number that the till has shown, so that the day's numbers can be matched to the stored sales. */
export function usePrintedReceipts(storeId: number, registerId: number, shown: SaleDone | null): void {
  useEffect(() => {
    const key = keyOf(storeId, registerId);
    const receipts = waiting(key);
    if (shown && !receipts.some((receipt) => receipt.saleUuid === shown.saleUuid)) {
      localStorage.setItem(key, JSON.stringify([...receipts, { saleUuid: shown.saleUuid, receiptNumber: shown.receiptNumber, printedAt: new Date().toISOString() }]));
    }
    void send(storeId, registerId);
    const timer = setInterval(() => void send(storeId, registerId), sendEvery);
    return () => clearInterval(timer);
  }, [storeId, registerId, shown]);
}
