import { useCallback } from 'react';
import { useDrawer, usePrint, useWhenToPrint } from '../devices/useTillPrinting';
import type { Pending } from './basket';
import type { Register, SaleDone } from './calls';
import { receiptNumberText } from './receiptNumber';

const isCash = ({ tender }: { readonly tender: string }) => tender === 'Cash' || tender === 'ForeignCash';

/** Whether money goes into the drawer or out of it. */
export const touchesDrawer = (pending: Pending) => (pending.kind === 'sale' ? [...pending.body.payments, ...(pending.body.refunds ?? [])] : pending.body.refunds).some(isCash);

/** What the till's devices do once a sale is done: the drawer opens where cash changes hands, and the receipt is printed in the background. */
export function useAfterSale(register: Register) {
  const { print } = usePrint();
  const openDrawer = useDrawer();
  const [when] = useWhenToPrint();
  return useCallback((sale: SaleDone, pending: Pending | null) => {
    const number = receiptNumberText(register.code, sale.receiptNumber);
    if (pending === null || touchesDrawer(pending)) openDrawer(sale.saleUuid, 'sale', number);
    if (when === 'always') print({ kind: 'Receipt', saleId: sale.saleId, copy: false }, number);
  }, [register.code, print, openDrawer, when]);
}
