import { Alert } from 'antd';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { beep } from '../checkout/beep';
import { onTaken, takenElsewhere } from './claims';
import { nameOf } from './deviceProblem';
import { useDevices } from './useDevices';
import { useSaleBlock } from './useSaleBlock';

/** Says why no further sale may begin, that the till's drawer has stood open for too long, until someone shuts it, and that another window has its scanner or scale. Selling goes on. */
export function TillNotices() {
  const { t } = useTranslation('devices');
  const devices = useDevices().data ?? [];
  const block = useSaleBlock();
  const leftOpen = devices.some(({ drawer }) => drawer?.leftOpen);
  const { ids, holder } = useSyncExternalStore(onTaken, takenElsewhere);
  useEffect(() => {
    if (leftOpen) beep();
  }, [leftOpen]);
  const taken = devices.filter((device) => ids.includes(device.id)).map(nameOf);
  return (
    <>
      {block && <Alert type="warning" showIcon style={{ margin: '6px 0' }} title={t(`till.blocked.${block}`)} data-testid="sale-blocked" />}
      {leftOpen && <Alert type="warning" showIcon style={{ margin: '6px 0' }} title={t('drawer.leftOpen')} data-testid="drawer-left-open" />}
      {taken.length > 0 && <Alert type="info" showIcon style={{ margin: '6px 0' }} title={t('till.taken', { holder, devices: taken.join(t('listSeparator')) })} data-testid="devices-taken" />}
    </>
  );
}
