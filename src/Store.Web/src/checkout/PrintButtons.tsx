import { GiftOutlined, PrinterOutlined } from '@ant-design/icons';
import { App, Button, type ButtonProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { isWaiting } from '../devices/printouts';
import { usePrint } from '../devices/useTillPrinting';
import { useStore } from '../shell/session';
import { newUuid } from '../shell/uuid';
import { useBrowserPrint } from './useBrowserPrint';
import { useOrCopy } from './useOrCopy';
import { useWhereToPrint } from './useWhereToPrint';

interface Props {
  readonly saleId: number;
  /** Whether a gift receipt can be printed; not of a return. */
  readonly gift: boolean;
  /** What the receipt is called in the list of what was printed. */
  readonly title: string;
  readonly size?: ButtonProps['size'];
}

/** Prints the receipt and the gift receipt, at the till's printer or else by the browser. The first print is the original; each later one is counted and marked as a copy. */
export function PrintButtons({ saleId, gift, title, size = 'large' }: Props) {
  const { t, i18n } = useTranslation(['checkout', 'devices']);
  const { storeId } = useStore();
  const { message } = App.useApp();
  const [busy, setBusy] = useState<'Receipt' | 'Gift' | null>(null);
  const { trouble, print } = usePrint();
  const orCopy = useOrCopy();
  const byBrowser = useBrowserPrint();
  const whereToPrint = useWhereToPrint();
  const atTill = (kind: 'Receipt' | 'Gift') => orCopy(async (copy) => {
    const printUuid = newUuid();
    const order = { printUuid, kind, format: 'Document', width: 80, language: i18n.language };
    await (copy ? api.reprintReceipt(storeId, saleId, order) : api.printReceipt(storeId, saleId, order));
    print({ kind, saleId, copy }, title, printUuid);
    if (trouble === null) message.success(t('devices:till.sent'));
  });
  const printIt = (kind: 'Receipt' | 'Gift') => {
    const paper = { kind, saleId, copy: false };
    const run = (work: Promise<void>) => {
      setBusy(kind);
      void work.finally(() => setBusy(null));
    };
    // What has waited since the sale is this paper.
    whereToPrint(() => isWaiting(storeId, paper) || run(atTill(kind)), () => run(byBrowser(paper)));
  };
  return (
    <>
      <Button size={size} icon={<PrinterOutlined />} loading={busy === 'Receipt'} onClick={() => printIt('Receipt')}>{t('receipt.print')}</Button>
      {gift && <Button size={size} icon={<GiftOutlined />} loading={busy === 'Gift'} onClick={() => printIt('Gift')}>{t('print.gift')}</Button>}
    </>
  );
}
