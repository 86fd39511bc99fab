import { useQuery } from '@tanstack/react-query';
import { Alert, Button, DatePicker, InputNumber, Skeleton, Space } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { GetMembershipSettingsResult, ListExpiringMembershipsItem } from '../api/client';
import { MemberCell } from '../members/MemberCell';
import { useMemberFile } from '../members/useMemberFile';
import { type Column, DataList } from '../shell/DataList';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { useMay } from '../shell/session';
import { useStoreNames } from '../shell/useNames';
import { useSave } from '../shell/useSave';

/** Members whose paid membership ends soon, to be asked whether they go on. */
export function ExpiringMembershipsPanel() {
  const { t } = useTranslation('loyalty');
  const { openFile, file } = useMemberFile();
  const storeNames = useStoreNames();
  const [until, setUntil] = useState<Dayjs | null>(null);
  const day = until?.format('YYYY-MM-DD');
  const settings = useQuery({ queryKey: ['membership-settings'], queryFn: () => api.getMembershipSettings() });
  const ending = useMore(['expiring-memberships', day, settings.data?.remindDays], (after) => api.listExpiringMemberships(day, after, undefined));
  const columns: Column<ListExpiringMembershipsItem>[] = [
    { key: 'number', title: t('value.owed.member'), phone: 'title', render: (row) => <MemberCell memberId={row.memberId} number={row.number} name={row.memberName} level={row.levelName} onOpen={openFile} /> },
    { key: 'plan', title: t('memberships.plan'), render: (row) => row.planName },
    { key: 'to', title: t('memberships.lastDay'), phone: 'aside', render: (row) => row.toDate },
    { key: 'where', title: t('value.where'), render: (row) => storeNames([row.storeId]) },
  ];
  return (
    <>
      {settings.error ? <ProblemAlert error={settings.error} retry={() => void settings.refetch()} /> : settings.data ? <RemindDays key={settings.data.version} settings={settings.data} /> : <Skeleton active paragraph={{ rows: 1 }} />}
      <div className="tools">
        <DatePicker value={until} onChange={setUntil} placeholder={t('memberships.until')} aria-label={t('memberships.until')} />
        <Button href={`/api/loyalty/memberships/expiring/export?format=xlsx${day ? `&until=${day}` : ''}`}>{t('memberships.export')}</Button>
      </div>
      <DataList columns={columns} list={ending} rowKey={(row) => row.memberId} empty={t('memberships.noneEnding')} />
      {file}
    </>
  );
}

function RemindDays({ settings }: { readonly settings: GetMembershipSettingsResult }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const may = useMay()('loyalty.manage-value');
  const [days, setDays] = useState<number | null>(settings.remindDays);
  const saving = useSave((remindDays: number) => api.changeMembershipSettings({ remindDays, version: settings.version }), [['membership-settings'], ['expiring-memberships']], () => undefined);
  return (
    <>
      <Space wrap style={{ marginBottom: 16 }}>
        <label htmlFor="remind-days">{t('memberships.remindDays')}</label>
        <InputNumber id="remind-days" min={0} max={180} precision={0} value={days} disabled={!may} onChange={setDays} />
        {may && <Button disabled={days === null || days === settings.remindDays} loading={saving.isPending} onClick={() => days !== null && saving.mutate(days)}>{t('shell:save')}</Button>}
      </Space>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
    </>
  );
}
