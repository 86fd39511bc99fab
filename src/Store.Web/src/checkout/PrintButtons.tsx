import { GiftOutlined, PrinterOutlined } from '@ant-design/icons';
import { App, Button, type ButtonProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem, api } from '../api';
import { usePrint } from '../devices/useTillPrinting';
import { problemText } from '../shell/ProblemAlert';
import { useMay, useStore } from '../shell/session';
import { newUuid } from '../shell/uuid';
import { printPage } from './paper';

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
  const mayDo = useMay();
  const { message, modal } = App.useApp();
  const [busy, setBusy] = useState<'Receipt' | 'Gift' | null>(null);
  const { printerId, isAway, print: printAtTill } = usePrint();
  const printIt = async (kind: 'Receipt' | 'Gift', copy: boolean) => {
    const printUuid = newUuid();
    const order = { printUuid, kind, format: printerId === null ? 'Html' : 'Document', width: 80, language: i18n.language };
    const printed = copy ? await api.reprintReceipt(storeId, saleId, order) : await api.printReceipt(storeId, saleId, order);
    if (printerId === null) printPage(printed.content ?? '');
    else {
      printAtTill({ kind, saleId, copy }, title, printUuid);
      if (isAway) message.warning(t('devices:till.queued'));
      else message.success(t('devices:till.sent'));
    }
  };
  const print = async (kind: 'Receipt' | 'Gift') => {
    setBusy(kind);
    try {
      await printIt(kind, false);
    } catch (error) {
      if (error instanceof Problem && error.code === 'receipt.printed' && mayDo('checkout.reprint')) {
        modal.confirm({
          title: t('print.again'), content: t('print.againHint'), okText: t('print.copy'),
          onOk: () => printIt(kind, true).catch((refused: unknown) => void message.error(problemText(refused))),
        });
      } else message.error(problemText(error));
    } finally {
      setBusy(null);
    }
  };
  return (
    <>
      <Button size={size} icon={<PrinterOutlined />} loading={busy === 'Receipt'} onClick={() => void print('Receipt')}>{t('receipt.print')}</Button>
      {gift && <Button size={size} icon={<GiftOutlined />} loading={busy === 'Gift'} onClick={() => void print('Gift')}>{t('print.gift')}</Button>}
    </>
  );
}
