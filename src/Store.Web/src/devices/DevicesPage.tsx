import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Empty, Skeleton, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../shell/session';
import { ConnectDialog } from './ConnectDialog';
import { DeviceCard } from './DeviceCard';
import { EventList } from './EventList';
import { JobList } from './JobList';
import { PairingList } from './PairingList';
import { ProfileDrawer } from './ProfileDrawer';
import { ServiceProblem } from './ServiceProblem';
import { useConnection, useDevices } from './useDevices';
import './devices.css';

/** The devices of the till that the page is open on: how each is, what to do about it, what was printed, and how they are set up. */
export default function DevicesPage() {
  const { t } = useTranslation(['devices', 'shell']);
  const mayManage = useMay()('devices.manage');
  const queries = useQueryClient();
  const { address } = useConnection();
  const devices = useDevices();
  const [dialog, setDialog] = useState<'profile' | 'connect' | null>(null);
  const refresh = () => void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'devices' || queryKey[0] === 'device-jobs' });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('title')}</h1>
        <Space wrap>
          <Button onClick={() => setDialog('connect')}>{t('connect.title')}</Button>
          {mayManage && <Button type="primary" disabled={!devices.data} onClick={() => setDialog('profile')}>{t('profile.title')}</Button>}
        </Space>
      </div>
      {address !== '' && <Alert type="info" showIcon title={t('connect.to', { address })} style={{ marginBottom: 16 }} />}
      {devices.error ? <ServiceProblem error={devices.error} address={address} retry={() => void devices.refetch()} /> : !devices.data ? <Skeleton active /> : devices.data.length === 0 ? <Empty description={t('none')} /> : (
        <>
          <div className="device-grid">{devices.data.map((device) => <DeviceCard key={device.id} device={device} onChanged={refresh} />)}</div>
          <JobList />
          <EventList devices={devices.data} />
          {mayManage && <PairingList />}
        </>
      )}
      {dialog === 'profile' && <ProfileDrawer onClose={() => setDialog(null)} />}
      {dialog === 'connect' && <ConnectDialog onClose={() => setDialog(null)} />}
    </div>
  );
}
