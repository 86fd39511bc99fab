import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Segmented, Space, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { SetAside } from './SetAside';
import type { Attempt } from './useTerminal';

const colours: Readonly<Record<string, string>> = { Succeeded: 'green', Declined: 'default', Reversed: 'default', Suspense: 'red', Unknown: 'orange', Reversing: 'orange' };

/** Card and wallet payments: those that are not decided or that no sale has, or all. */
export default function PaymentsPage() {
  const { t } = useTranslation(['tenders', 'checkout', 'shell']);
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const queries = useQueryClient();
  const [which, setWhich] = useState<'open' | 'all'>('open');
  const key = ['payment-attempts', storeId, which];
  const list = useMore(key, (after) => api.listAttempts(storeId, undefined, which === 'open', after === undefined ? undefined : Number(after), 50));
  const refresh = () => queries.invalidateQueries({ queryKey: ['payment-attempts', storeId] });
  const asking = useMutation({ mutationFn: (row: Attempt) => api.resolveAttempt(storeId, row.attemptId), onSettled: refresh });
  const givingBack = useMutation({ mutationFn: (row: Attempt) => api.cancelAttempt(storeId, row.attemptId), onSettled: refresh });
  const error = asking.error ?? givingBack.error;
  const columns: Column<Attempt>[] = [
    { key: 'number', title: t('payments.number'), phone: 'title', render: (row) => row.attemptId },
    { key: 'time', title: t('payments.time'), render: (row) => timeText(row.startedAt) },
    { key: 'tender', title: t('payments.tender'), render: (row) => `${t(`checkout:tender.${row.tender as 'Card'}`)} · ${row.provider}` },
    { key: 'by', title: t('payments.by'), render: (row) => row.startedByName },
    { key: 'state', title: t('payments.state'), render: (row) => <><Tag color={colours[row.state] ?? 'blue'}>{t(`states.${row.state as 'Unknown'}`)}</Tag>{row.state === 'Suspense' && <div>{t('terminal.Suspense')} {row.reason && <small style={{ color: '#5b6770' }}>{row.reason}</small>}</div>}{row.state === 'Succeeded' && row.saleId === null && <Tag color="orange">{t('payments.noSale')}</Tag>}</> },
    { key: 'amount', title: t('payments.amount'), align: 'right', phone: 'aside', render: (row) => <Amount minor={toMinor(row.state === 'Succeeded' ? row.approved : row.amount)} /> },
    {
      key: 'actions', title: '', render: (row) => row.saleId === null && (
        <Space>
          {['AwaitingPayer', 'Unknown', 'Reversing', 'Suspense'].includes(row.state) && <Button size="small" loading={asking.isPending && asking.variables.attemptId === row.attemptId} onClick={() => asking.mutate(row)}>{t('terminal.ask')}</Button>}
          {['AwaitingPayer', 'Unknown', 'Succeeded'].includes(row.state) && <Button size="small" danger loading={givingBack.isPending && givingBack.variables.attemptId === row.attemptId} onClick={() => givingBack.mutate(row)}>{t('payments.giveBack')}</Button>}
          <SetAside attempt={row} />
        </Space>
      ),
    },
  ];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('payments.title')}</h1>
        <Segmented value={which} onChange={setWhich} options={[{ value: 'open', label: t('payments.open') }, { value: 'all', label: t('shell:all') }]} />
        <Button onClick={() => void refresh()}>{t('payments.refresh')}</Button>
      </div>
      <p style={{ color: '#5b6770' }}>{t('payments.hint')}</p>
      {error && <Alert type="error" showIcon style={{ marginBottom: 12 }} title={problemText(error)} />}
      <DataList columns={columns} rowKey={(row) => row.attemptId} empty={t(which === 'open' ? 'payments.noneOpen' : 'payments.none')} list={list} />
    </div>
  );
}
