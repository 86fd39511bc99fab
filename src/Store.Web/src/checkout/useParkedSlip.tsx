import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ParkSaleResult } from '../api/client';
import { usePrint, useWhenToPrint } from '../devices/useTillPrinting';
import { newUuid } from '../shell/uuid';
import { useBrowserPrint } from './useBrowserPrint';
import { useWhereToPrint } from './useWhereToPrint';

/** Says under which code a basket waits. Its slip comes out once: at the till's printer by itself where receipts do, or where a person asks for it. */
export function useParkedSlip(): (parked: ParkSaleResult) => void {
  const { t } = useTranslation(['checkout', 'devices']);
  const { message } = App.useApp();
  const { printerId, trouble, print } = usePrint();
  const [when] = useWhenToPrint();
  const byBrowser = useBrowserPrint();
  const whereToPrint = useWhereToPrint();
  return ({ parkedSaleId, code }) => {
    const paper = { kind: 'Parked', parkedSaleId } as const;
    const key = newUuid();
    const atTill = () => {
      print(paper, code);
      if (trouble === null) message.success(t('devices:till.sent'));
    };
    const printsItself = printerId !== null && when === 'always';
    if (printsItself) print(paper, code);
    message.success({
      key, duration: 8, content: <>{t('parking.parked', { code })} {(!printsItself || trouble !== null) && <Button type="link" onClick={() => {
        message.destroy(key);
        // What waits for the printer is taken back from it.
        if (printsItself) void byBrowser(paper);
        else whereToPrint(atTill, () => byBrowser(paper));
      }}>{t(printsItself ? 'devices:till.inBrowser' : 'parking.slip')}</Button>}</>,
    });
  };
}
