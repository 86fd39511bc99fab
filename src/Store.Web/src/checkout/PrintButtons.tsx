import { GiftOutlined, PrinterOutlined } from '@ant-design/icons';
import { App, Button, type ButtonProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem, api } from '../api';
import { problemText } from '../shell/ProblemAlert';
import { useMay, useStore } from '../shell/session';
import { newUuid } from '../shell/uuid';
import { printPage } from './paper';

interface Props {
  readonly saleId: number;
  /** Whether a gift receipt can be printed; not of a return. */
  readonly gift: boolean;
  readonly size?: ButtonProps['size'];
}

/** Prints the receipt and the gift receipt. The first print is the original; each later one is counted and marked as a copy. */
export function PrintButtons({ saleId, gift, size = 'large' }: Props) {
  const { t, i18n } = useTranslation('checkout');
  const { storeId } = useStore();
  const mayDo = useMay();
  const { message, modal } = App.useApp();
  const [busy, setBusy] = useState<'Receipt' | 'Gift' | null>(null);
  const order = (kind: 'Receipt' | 'Gift') => ({ printUuid: newUuid(), kind, format: 'Html', width: 80, language: i18n.language });
  const copy = async (kind: 'Receipt' | 'Gift') => printPage((await api.reprintReceipt(storeId, saleId, order(kind))).content ?? '');
  const print = async (kind: 'Receipt' | 'Gift') => {
    setBusy(kind);
    try {
      printPage((await api.printReceipt(storeId, saleId, order(kind))).content ?? '');
    } catch (error) {
      if (error instanceof Problem && error.code === 'receipt.printed' && mayDo('checkout.reprint')) {
        modal.confirm({
          title: t('print.again'), content: t('print.againHint'), okText: t('print.copy'),
          onOk: () => copy(kind).catch((refused: unknown) => void message.error(problemText(refused))),
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
