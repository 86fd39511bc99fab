import { Button, DatePicker, Switch, Tabs, Tag } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListDrawerOpeningsItem, ListReceiptPrintsItem, ListVoidsItem } from '../api/client';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { quantityText, toMilli, toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useReasonName } from './useReasons';

const after = (next: string | undefined) => (next === undefined ? undefined : Number(next));

/** What a manager looks through: voids, drawers opened without a sale, copies of receipts. */
export default function TillRecordsPage() {
  const { t } = useTranslation('checkout');
  const [date, setDate] = useState<string | undefined>(undefined);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('records.title')}</h1>
        <DatePicker value={date ? dayjs(date) : null} placeholder={t('sales.today')} onChange={(next) => setDate(next?.format('YYYY-MM-DD'))} aria-label={t('sales.day')} />
        <Button disabled={date === undefined} onClick={() => setDate(undefined)}>{t('sales.today')}</Button>
      </div>
      <Tabs destroyOnHidden items={[
        { key: 'voids', label: t('records.voids'), children: <Voids date={date} /> },
        { key: 'drawer', label: t('records.drawer'), children: <Openings date={date} /> },
        { key: 'copies', label: t('records.copies'), children: <Copies date={date} /> },
      ]} />
    </div>
  );
}

function Voids({ date }: { readonly date: string | undefined }) {
  const { t } = useTranslation('checkout');
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const reasonName = useReasonName();
  const [afterTotal, setAfterTotal] = useState(false);
  const list = useMore(['voids', storeId, date, afterTotal], (next) => api.listVoids(storeId, date, undefined, afterTotal || undefined, after(next), undefined));
  const events = { Line: 'VoidLine', Sale: 'VoidSale', Parked: 'VoidParked' } as const;
  const columns: Column<ListVoidsItem>[] = [
    { key: 'time', title: t('sales.time'), render: (row) => timeText(row.occurredAt, false) },
    { key: 'kind', title: t('records.kind'), render: (row) => t(`void.kinds.${row.kind as 'Line'}`) },
    { key: 'goods', title: t('sales.name'), phone: 'title', render: (row) => row.lines.map((line) => `${line.productName} ×${quantityText(toMilli(line.quantity))}`).join(', ') },
    { key: 'cashier', title: t('sales.cashier'), render: (row) => `${row.cashierName} · ${row.registerCode}` },
    { key: 'reason', title: t('reasons.reason'), render: (row) => [reasonName(events[row.kind as 'Line'], row.reasonCode), row.note].filter(Boolean).join(' · ') || '–' },
    { key: 'marks', title: '', render: (row) => (
      <>
        {row.afterTotal && <Tag color="orange">{t('void.afterTotal')}</Tag>}
        {row.overLimit && <Tag color={row.approverName ? 'blue' : 'red'}>{row.approverName ? t('void.approvedBy', { name: row.approverName }) : t('void.notApproved')}</Tag>}
        {row.undoneAt && <Tag>{t('void.undone')}</Tag>}
      </>
    ) },
    { key: 'amount', title: t('sales.total'), align: 'right', phone: 'aside', render: (row) => <Amount minor={toMinor(row.amount)} /> },
  ];
  return (
    <>
      <p><Switch checked={afterTotal} onChange={setAfterTotal} aria-label={t('void.afterTotal')} /> {t('void.afterTotal')}</p>
      <DataList columns={columns} list={list} rowKey={(row) => row.voidId} empty={t('records.none')} />
    </>
  );
}

function Openings({ date }: { readonly date: string | undefined }) {
  const { t } = useTranslation('checkout');
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const reasonName = useReasonName();
  const list = useMore(['drawer-openings', storeId, date], (next) => api.listDrawerOpenings(storeId, date, undefined, after(next), undefined));
  const columns: Column<ListDrawerOpeningsItem>[] = [
    { key: 'time', title: t('sales.time'), phone: 'aside', render: (row) => timeText(row.openedAt, false) },
    { key: 'reason', title: t('reasons.reason'), phone: 'title', render: (row) => reasonName('NoSale', row.reasonCode) },
    { key: 'cashier', title: t('sales.cashier'), render: (row) => row.cashierName },
    { key: 'register', title: t('sales.register'), render: (row) => row.registerCode },
    { key: 'note', title: t('reasons.note'), render: (row) => row.note ?? '–' },
  ];
  return <DataList columns={columns} list={list} rowKey={(row) => row.drawerOpeningId} empty={t('records.none')} />;
}

function Copies({ date }: { readonly date: string | undefined }) {
  const { t } = useTranslation('checkout');
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const list = useMore(['receipt-prints', storeId, date], (next) => api.listReceiptPrints(storeId, date, undefined, after(next), undefined));
  const columns: Column<ListReceiptPrintsItem>[] = [
    { key: 'time', title: t('sales.time'), render: (row) => timeText(row.printedAt, false) },
    { key: 'number', title: t('receipt.number'), phone: 'title', render: (row) => `${row.registerCode}-${String(row.receiptNumber).padStart(6, '0')}` },
    { key: 'kind', title: t('records.kind'), render: (row) => t(`print.kinds.${row.kind as 'Gift'}`) },
    { key: 'copy', title: t('print.copy'), align: 'right', render: (row) => row.copy },
    { key: 'who', title: t('sales.cashier'), render: (row) => row.userName },
    { key: 'total', title: t('sales.total'), align: 'right', phone: 'aside', render: (row) => <Amount minor={toMinor(row.total)} /> },
  ];
  return <DataList columns={columns} list={list} rowKey={(row) => row.receiptPrintId} empty={t('records.none')} />;
}
