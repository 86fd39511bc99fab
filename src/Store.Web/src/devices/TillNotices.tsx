import { Alert, Button } from 'antd';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { beep } from '../checkout/beep';
import { onTaken, takenElsewhere } from './claims';
import { nameOf } from './deviceProblem';
import { useDeviceEvents } from './useDeviceEvents';
import { useDevices } from './useDevices';
import { useSaleBlock } from './useSaleBlock';

const knownReasons = ['asks', 'blocked', 'insecure'] as const;

/** Says why no further sale may begin, that the device service is out of reach and what is done meanwhile, that the till's drawer has stood open for too long, until someone shuts it, and that another window has its scanner or scale. Selling goes on. */
export function TillNotices() {
  const { t } = useTranslation(['devices', 'shell']);
  const { inUse: devices, error, refetch } = useDevices();
  const block = useSaleBlock();
  const away = error === null ? undefined : devices.find((device) => device.kind === 'Printer');
  const leftOpen = devices.some(({ drawer }) => drawer?.leftOpen);
  // The next customer does not wait for the till to look again.
  useDeviceEvents(devices.some(({ drawer }) => drawer?.blockWhenOpen), ({ name }) => {
    if (name.startsWith('DRAWER')) void refetch();
  });
  const { ids, holder } = useSyncExternalStore(onTaken, takenElsewhere);
  useEffect(() => {
    if (leftOpen) beep();
  }, [leftOpen]);
  const taken = devices.filter((device) => ids.includes(device.id)).map(nameOf);
  return (
    <>
      {block && <Alert type="warning" showIcon style={{ margin: '6px 0' }} title={t(`till.blocked.${block}`)} data-testid="sale-blocked" />}
      {away && <Alert type="warning" showIcon style={{ margin: '6px 0' }} title={<>{t(`till.away.${(knownReasons.find((reason) => away.problem?.code === `service.${reason}`) ?? 'away')}`)}{!block && <> {t('till.meanwhile')}</>}</>} action={<Button size="small" onClick={() => void refetch()}>{t('shell:retry')}</Button>} data-testid="service-away" />}
      {leftOpen && <Alert type="warning" showIcon style={{ margin: '6px 0' }} title={t('drawer.leftOpen')} data-testid="drawer-left-open" />}
      {taken.length > 0 && <Alert type="info" showIcon style={{ margin: '6px 0' }} title={t('till.taken', { holder, devices: taken.join(t('listSeparator')) })} data-testid="devices-taken" />}
    </>
  );
}
