import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { beep } from '../checkout/beep';
import { useSaleBlock } from './useSaleBlock';

/** Whether the till may go on to the next customer; if not, the cashier is told why. Asked before a sale begins, and before money is taken or given back in whatever way; what has begun by then is finished. */
export function useGoOn(): () => boolean {
  const { t } = useTranslation('devices');
  const { message } = App.useApp();
  const block = useSaleBlock();
  return () => {
    if (block === null) return true;
    beep();
    message.warning(t(`till.blocked.${block}`));
    return false;
  };
}
