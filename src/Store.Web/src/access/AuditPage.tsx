import { Input, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { useSession } from '../shell/session';
import { useTimeText } from '../shell/time';
import { type AuditEntry, wholeChain } from './calls';
import { changesOf } from './changes';
import { useNames } from './names';

/** Who changed what. */
export default function AuditPage() {
  const { t } = useTranslation(['access', 'shell']);
  const { stores, store } = useSession();
  const timeText = useTimeText(store?.timeZone);
  const names = useNames();
  const [storeId, setStoreId] = useState<number | undefined>(undefined);
  const [subject, setSubject] = useState('');
  const asked = useDeferredValue(subject.trim());
  const entries = useMore(['audit', storeId, asked], (after) => api.listAuditEntries(storeId, asked === '' ? undefined : asked, after === undefined ? undefined : Number(after), undefined));
  const storeName = (id: number) => (id === wholeChain ? t('shell:wholeChain') : stores.find((each) => each.storeId === id)?.name ?? id);
  const columns: Column<AuditEntry>[] = [
    { key: 'time', title: t('audit.time'), phone: 'aside', render: (entry) => timeText(entry.occurredAt) },
    { key: 'who', title: t('audit.who'), phone: 'title', render: (entry) => entry.userName },
    { key: 'store', title: t('shell:store'), render: (entry) => storeName(entry.storeId) },
    { key: 'action', title: t('audit.action'), render: (entry) => names.permission(entry.action) },
    { key: 'subject', title: t('audit.subject'), render: (entry) => entry.subject },
    {
      key: 'change', title: t('audit.change'), render: (entry) => (
        <div style={{ whiteSpace: 'normal', maxWidth: 300, overflowWrap: 'anywhere' }}>
          {changesOf(entry.old, entry.now).map(({ name, old, now }) => <div key={name}><span style={{ color: '#76828a' }}>{name}</span> {old !== null && <del style={{ color: '#8a949b' }}>{old}</del>} {now}</div>)}
        </div>
      ),
    },
  ];
  return (
    <div className="page">
      <div className="page-head"><h1>{t('shell:pages.audit')}</h1></div>
      <div className="tools">
        <Select allowClear placeholder={t('audit.allStores')} value={storeId} onChange={setStoreId} style={{ minWidth: 160 }} options={stores.map((each) => ({ value: each.storeId, label: each.name }))} />
        <Input.Search allowClear placeholder={t('audit.subjectSearch')} value={subject} onChange={(event) => setSubject(event.target.value)} style={{ maxWidth: 280 }} />
      </div>
      <DataList columns={columns} list={entries} rowKey={(entry) => entry.auditEntryId} />
    </div>
  );
}
