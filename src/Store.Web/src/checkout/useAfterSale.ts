import { useCallback } from 'react';
import { useDrawer, usePrint, useWhenToPrint } from '../devices/useTillPrinting';
import type { Pending } from './basket';
import type { Register, SaleDone } from './calls';
import { receiptNumberText } from './receiptNumber';

export const isCash = ({ tender }: { readonly tender: string }) => tender === 'Cash' || tender === 'ForeignCash';

/** Whether money goes into the drawer or out of it. What comes back without a receipt is paid in cash unless it is kept as store credit. */
export function touchesDrawer(pending: Pending): boolean {
  if (pending.kind === 'unverified') return pending.body.storeCredit !== true;
  return pending.kind === 'sale' ? [...pending.body.payments, ...(pending.body.refunds ?? [])].some(isCash) : pending.body.refunds.some(isCash);
}

/** What the till's devices do once a sale is done: the drawer opens where cash changes hands, and the receipt is printed in the background. */
export function useAfterSale(register: Register) {
  const { print } = usePrint();
  const openDrawer = useDrawer();
  const [when] = useWhenToPrint();
  return useCallback((sale: SaleDone, cash: boolean) => {
    const number = receiptNumberText(register.code, sale.receiptNumber);
    if (cash) openDrawer(sale.saleUuid, 'sale', number);
    if (when === 'always') print({ kind: 'Receipt', saleId: sale.saleId, copy: false }, number);
  }, [register.code, print, openDrawer, when]);
}
