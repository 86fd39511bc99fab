import './sales.css';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useSave } from '../shell/useSave';
import { SaleDrawer } from './SaleDrawer';
import { type WatchAlert, type WatchFact, type WatchKind, type WatchScore, listWatchAlerts, listWatchScores } from './calls';

interface Looked { readonly shiftId: number; readonly cashierId: number; readonly cashierName: string; readonly businessDate: string }

/** Loss prevention: alerts about cashiers whose shift stands out, and the score of every cashier and shift with the sum that it is. */
export default function WatchPage() {
  const { t } = useTranslation('checkout');
  const [looked, setLooked] = useState<Looked | null>(null);
  return (
    <div className="page">
      <div className="page-head"><h1>{t('watch.title')}</h1></div>
      <p style={{ color: '#5b6770', marginTop: 0 }}>{t('watch.hint')}</p>
      <Tabs items={[
        { key: 'open', label: t('watch.open'), children: <Alerts key="Open" state="Open" onOpen={setLooked} /> },
        { key: 'scores', label: t('watch.scores'), children: <Scores onOpen={setLooked} /> },
        { key: 'done', label: t('watch.done'), children: <Alerts key="Acknowledged" state="Acknowledged" onOpen={setLooked} /> },
      ]} />
      {looked && <Facts looked={looked} onClose={() => setLooked(null)} />}
    </div>
  );
}

function Alerts({ state, onOpen }: { readonly state: 'Open' | 'Acknowledged'; readonly onOpen: (looked: Looked) => void }) {
  const { t } = useTranslation('checkout');
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const [acknowledged, setAcknowledged] = useState<WatchAlert | null>(null);
  const alerts = useMore(['watch-alerts', storeId, state], (after) => listWatchAlerts(storeId, state, after));
  const columns: Column<WatchAlert>[] = [
    { key: 'cashier', title: t('sales.cashier'), phone: 'title', render: (alert) => alert.cashierName },
    { key: 'score', title: t('watch.score'), align: 'right', phone: 'aside', render: (alert) => <Tag color="red">{alert.score}</Tag> },
    { key: 'day', title: t('sales.day'), render: (alert) => alert.businessDate },
    { key: 'register', title: t('sales.register'), render: (alert) => alert.registerCode },
    ...(state === 'Open'
      ? [{ key: 'do', title: '', render: (alert: WatchAlert) => <Button size="small" onClick={(event) => {
        event.stopPropagation();
        setAcknowledged(alert);
      }}>{t('watch.acknowledge')}</Button> }]
      : [
          { key: 'by', title: t('watch.by'), render: (alert: WatchAlert) => `${alert.acknowledgedByName ?? ''} ${alert.acknowledgedAt ? timeText(alert.acknowledgedAt) : ''}` },
          { key: 'note', title: t('watch.note'), render: (alert: WatchAlert) => alert.note },
        ]),
  ];
  return (
    <>
      <DataList columns={columns} list={alerts} rowKey={(alert) => alert.alertId} onOpen={onOpen} empty={t('watch.noAlerts')} />
      {acknowledged && <Acknowledge alert={acknowledged} onClose={() => setAcknowledged(null)} />}
    </>
  );
}

function Acknowledge({ alert, onClose }: { readonly alert: WatchAlert; readonly onClose: () => void }) {
  const { t } = useTranslation(['checkout', 'shell']);
  const { storeId } = useStore();
  const [note, setNote] = useState('');
  const saving = useSave(async (text: string) => {
    await api.acknowledgeWatchAlert(storeId, alert.alertId, { note: text });
  }, [['watch-alerts', storeId]], onClose);
  return (
    <Modal open title={t('watch.acknowledgeOf', { name: alert.cashierName })} okText={t('watch.acknowledge')} okButtonProps={{ disabled: note.trim() === '' }} confirmLoading={saving.isPending} onOk={() => saving.mutate(note.trim())} onCancel={onClose}>
      <Input.TextArea autoFocus rows={3} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} placeholder={t('watch.noteHint')} aria-label={t('watch.note')} />
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginTop: 12 }} />}
    </Modal>
  );
}

function Scores({ onOpen }: { readonly onOpen: (looked: Looked) => void }) {
  const { t } = useTranslation('checkout');
  const { storeId } = useStore();
  const scores = useMore(['watch-scores', storeId], (after) => listWatchScores(storeId, after));
  const columns: Column<WatchScore>[] = [
    { key: 'cashier', title: t('sales.cashier'), phone: 'title', render: (row) => row.cashierName },
    { key: 'day', title: t('sales.day'), render: (row) => row.businessDate },
    { key: 'register', title: t('sales.register'), render: (row) => row.registerCode },
    { key: 'sum', title: t('watch.sum'), render: (row) => row.sum.map((part) => `${t(`watch.kinds.${part.kind as WatchKind}`)} ${part.facts} × ${part.weight}`).join(' + ') },
    { key: 'score', title: t('watch.score'), align: 'right', phone: 'aside', render: (row) => <Tag color={row.alert ? 'red' : 'default'}>{row.score}</Tag> },
  ];
  return <DataList columns={columns} list={scores} rowKey={(row) => `${row.shiftId} ${row.cashierId}`} onOpen={onOpen} empty={t('watch.noScores')} />;
}

function Facts({ looked, onClose }: { readonly looked: Looked; readonly onClose: () => void }) {
  const { t } = useTranslation('checkout');
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const mayDo = useMay();
  const [sale, setSale] = useState<number | null>(null);
  const facts = useQuery({ queryKey: ['watch-facts', storeId, looked.shiftId, looked.cashierId], queryFn: () => api.listWatchFacts(storeId, looked.shiftId, looked.cashierId) });
  const columns: Column<WatchFact>[] = [
    { key: 'kind', title: t('check.what'), phone: 'title', render: (fact) => t(`watch.kinds.${fact.kind as WatchKind}`) },
    { key: 'time', title: t('sales.time'), render: (fact) => timeText(fact.occurredAt) },
    { key: 'receipt', title: t('receipt.number'), render: (fact) => fact.receiptNumber ?? '–' },
    { key: 'amount', title: t('sales.total'), align: 'right', phone: 'aside', render: (fact) => <Amount minor={fact.amount === 0 ? null : toMinor(fact.amount)} /> },
  ];
  return (
    <Drawer open size={680} title={`${looked.cashierName} · ${looked.businessDate}`} onClose={onClose}>
      <DataList
        columns={columns} rowKey={(fact) => `${fact.kind} ${fact.occurredAt} ${fact.saleId ?? ''}`} empty={t('watch.noScores')}
        list={{ rows: facts.data?.items ?? [], loading: facts.isLoading, error: facts.error, retry: () => void facts.refetch() }}
        onOpen={(fact) => fact.saleId !== null && mayDo('checkout.view-sales') && setSale(fact.saleId)}
      />
      {sale !== null && <SaleDrawer saleId={sale} onOpen={setSale} onClose={() => setSale(null)} />}
    </Drawer>
  );
}
