import { Alert } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { beep } from '../checkout/beep';
import { useDevices } from './useDevices';

/** Says that the till's drawer has stood open for too long, until someone shuts it. Selling goes on. */
export function DrawerNotice() {
  const { t } = useTranslation('devices');
  const leftOpen = (useDevices().data ?? []).some(({ drawer }) => drawer?.leftOpen);
  useEffect(() => {
    if (leftOpen) beep();
  }, [leftOpen]);
  return leftOpen ? <Alert type="warning" showIcon style={{ margin: '6px 0' }} title={t('drawer.leftOpen')} data-testid="drawer-left-open" /> : null;
}
