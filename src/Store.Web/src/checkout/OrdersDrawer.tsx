import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Drawer } from '../shell/Drawer';
import { OrderDetail } from './OrderDetail';
import { OrderList } from './OrderList';
import type { SaleDone } from './calls';

interface Props {
  readonly registerId: number;
  /** The order to begin with. */
  readonly first: number | null;
  readonly onSold: (sale: SaleDone, cash: boolean) => void;
  readonly onClose: () => void;
}

/** Quotations and customers' orders at the till: deposits, part payments, pick-up. */
export function OrdersDrawer({ registerId, first, onSold, onClose }: Props) {
  const { t } = useTranslation('checkout');
  const [opened, setOpened] = useState<number | null>(first);
  return (
    <Drawer open className="touch" size={860} title={t('order.title')} onClose={onClose} extra={opened !== null && <Button onClick={() => setOpened(null)}>{t('recent.back')}</Button>}>
      {opened === null ? <OrderList onOpen={setOpened} /> : <OrderDetail orderId={opened} registerId={registerId} onSold={onSold} />}
    </Drawer>
  );
}
