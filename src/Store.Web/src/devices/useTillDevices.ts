import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { beep } from '../checkout/beep';
import type { TillState } from '../display/screen';
import { useClaims } from './useClaims';
import { useDeviceScanner } from './useDeviceScanner';
import { useDisplay } from './useDisplay';
import { useSaleBlock } from './useSaleBlock';

/** The till's scanners and scale, which it takes for itself, and what its customers see. Says whether goods may be added; if not, the cashier is told why. */
export function useTillDevices(state: TillState): () => boolean {
  const { t } = useTranslation('devices');
  const { message } = App.useApp();
  useDisplay(state, useClaims());
  useDeviceScanner();
  const block = useSaleBlock();
  const { lines, returns } = state.basket;
  return () => {
    // What has begun is finished.
    if (block === null || lines.length > 0 || returns.length > 0) return true;
    beep();
    message.warning(t(`till.blocked.${block}`));
    return false;
  };
}
