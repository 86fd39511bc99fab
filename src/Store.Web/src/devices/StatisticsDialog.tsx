import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DeviceInfo } from '../api/client';
import { Modal } from '../shell/Modal';
import { ProblemAlert } from '../shell/ProblemAlert';
import { useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { devicesAt } from './connection';
import { nameOf } from './deviceProblem';

/** What a device has done since it was set up. */
export function StatisticsDialog({ device, onClose }: { readonly device: DeviceInfo; readonly onClose: () => void }) {
  const { t } = useTranslation('devices');
  const timeText = useTimeText(useStore().timeZone);
  const done = useQuery({ queryKey: ['device-statistics', device.id], queryFn: () => devicesAt().getStatistics(device.id), gcTime: 0, staleTime: 0 });
  return (
    <Modal open title={`${nameOf(device)} · ${t('statistics.title')}`} footer={null} onCancel={onClose}>
      {done.error ? <ProblemAlert error={done.error} retry={() => void done.refetch()} /> : !done.data ? <Skeleton active /> : (
        <div className="device-card" data-testid="device-statistics">
          <p>{t('statistics.since', { when: timeText(done.data.since) })}</p>
          <dl className="facts">{done.data.figures.map(({ name, value }) => [<dt key={`${name}.name`}>{t(`statistics.names.${name}`)}</dt>, <dd key={name}>{value}</dd>])}</dl>
        </div>
      )}
    </Modal>
  );
}
