import { DatePicker, Select, Tag } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListApprovalsItem } from '../api/client';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { useSession } from '../shell/session';
import { useTimeText } from '../shell/time';
import { LimitName, LimitValue } from './LimitValue';

const colours = { Pending: 'blue', Granted: 'cyan', Used: 'green', Refused: 'red', Expired: 'default' } as const;

/** Who has approved what for whom. */
export default function ApprovalLogPage() {
  const { t } = useTranslation(['access', 'shell']);
  const { stores, store } = useSession();
  const timeText = useTimeText(store?.timeZone);
  const [storeId, setStoreId] = useState<number | undefined>(undefined);
  const [day, setDay] = useState<Dayjs | null>(null);
  const date = day?.format('YYYY-MM-DD');
  const approvals = useMore(['approvals', storeId, date], (after) => api.listApprovals(storeId, date, after === undefined ? undefined : Number(after), undefined));
  const columns: Column<ListApprovalsItem>[] = [
    { key: 'time', title: t('audit.time'), phone: 'aside', render: (approval) => timeText(approval.askedAt) },
    { key: 'store', title: t('shell:store'), render: (approval) => stores.find((each) => each.storeId === approval.storeId)?.name ?? approval.storeId },
    { key: 'what', title: t('approvals.what'), phone: 'title', render: (approval) => <LimitName limit={approval.limit} /> },
    { key: 'value', title: t('approvals.value'), align: 'right', render: (approval) => <LimitValue limit={approval.limit} value={approval.value} /> },
    { key: 'asked', title: t('approvals.askedBy'), render: (approval) => approval.askedByName },
    { key: 'approver', title: t('approval.approver'), render: (approval) => approval.approverName ?? '–' },
    { key: 'reason', title: t('approval.reason'), render: (approval) => <Long>{approval.note ? `${approval.reason} — ${approval.note}` : approval.reason}</Long> },
    { key: 'for', title: t('approvals.usedFor'), render: (approval) => <Long>{approval.usedFor ?? approval.subject}</Long> },
    { key: 'state', title: t('approvals.state'), render: (approval) => <Tag color={colours[approval.state]}>{t(`approvals.states.${approval.state}`)}</Tag> },
  ];
  return (
    <div className="page">
      <div className="page-head"><h1>{t('shell:pages.approvalLog')}</h1></div>
      <div className="tools">
        <Select allowClear placeholder={t('audit.allStores')} value={storeId} onChange={setStoreId} style={{ minWidth: 160 }} options={stores.map((each) => ({ value: each.storeId, label: each.name }))} />
        <DatePicker value={day} onChange={setDay} />
      </div>
      <DataList columns={columns} list={approvals} rowKey={(approval) => approval.approvalId} empty={t('approvals.noneYet')} />
    </div>
  );
}

const Long = ({ children }: { readonly children: string }) => <span style={{ whiteSpace: 'normal', display: 'inline-block', maxWidth: 260, overflowWrap: 'anywhere' }}>{children}</span>;
