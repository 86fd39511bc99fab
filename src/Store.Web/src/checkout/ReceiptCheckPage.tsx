import './sales.css';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Skeleton, Tag } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { ProblemAlert } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { SaleDrawer } from './SaleDrawer';
import { type ReceiptFinding, type ReceiptNumber, type ReceiptsOfRegister, listReceiptNumbers } from './calls';

const padded = (number: number) => String(number).padStart(6, '0');

/** A day's receipt numbers, register by register: each printed number matched to a stored sale, gaps and doubles first. */
export default function ReceiptCheckPage() {
  const { t } = useTranslation('checkout');
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const mayDo = useMay();
  const [date, setDate] = useState<string | undefined>(undefined);
  const [register, setRegister] = useState<ReceiptsOfRegister | null>(null);
  const [sale, setSale] = useState<number | null>(null);
  const check = useQuery({ queryKey: ['receipt-check', storeId, date], queryFn: () => api.checkReceipts(storeId, date) });
  const day = date ?? check.data?.date;
  const registers: Column<ReceiptsOfRegister>[] = [
    { key: 'register', title: t('sales.register'), phone: 'title', render: (row) => row.registerCode },
    { key: 'numbers', title: t('check.numbers'), render: (row) => (row.sales === 0 ? '–' : `${padded(row.firstNumber)} – ${padded(row.lastNumber)}`) },
    { key: 'sales', title: t('sales.count'), align: 'right', render: (row) => row.sales },
    { key: 'printed', title: t('check.printed'), align: 'right', render: (row) => row.printed },
    { key: 'findings', title: t('check.findings'), align: 'right', phone: 'aside', render: (row) => <Tag color={row.findings === 0 ? 'green' : 'red'}>{row.findings}</Tag> },
  ];
  const findings: Column<ReceiptFinding>[] = [
    { key: 'number', title: t('receipt.number'), phone: 'title', render: (row) => `${row.registerCode}-${padded(row.receiptNumber)}` },
    { key: 'kind', title: t('check.what'), phone: 'aside', render: (row) => <Tag color="red">{t(`check.kinds.${row.kind as 'Gap'}`)}</Tag> },
    { key: 'printedAt', title: t('check.printedAt'), render: (row) => (row.printedAt ? timeText(row.printedAt) : '–') },
    { key: 'uuid', title: t('check.uuid'), phone: 'none', render: (row) => row.saleUuid ?? '–' },
  ];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('check.title')}</h1>
        <DatePicker allowClear={false} value={day ? dayjs(day) : null} onChange={(next) => setDate(next?.format('YYYY-MM-DD'))} aria-label={t('sales.day')} />
        <Button disabled={date === undefined} onClick={() => setDate(undefined)}>{t('sales.today')}</Button>
      </div>
      {check.error ? <ProblemAlert error={check.error} retry={() => void check.refetch()} /> : !check.data ? <Skeleton active /> : (
        <>
          <Alert showIcon type={check.data.findings.length === 0 ? 'success' : 'error'} style={{ marginBottom: 12 }} title={t(check.data.findings.length === 0 ? 'check.right' : 'check.wrong', { count: check.data.findings.length })} />
          <DataList columns={registers} list={{ rows: check.data.registers }} rowKey={(row) => row.registerCode} onOpen={(row) => row.registerId > 0 && setRegister(row)} empty={t('sales.none')} />
          {check.data.findings.length > 0 && (
            <>
              <h2 className="sales-heading">{t('check.findings')}</h2>
              <DataList columns={findings} list={{ rows: check.data.findings }} rowKey={(row) => `${row.kind} ${row.registerCode} ${row.receiptNumber} ${row.saleUuid ?? ''}`} onOpen={(row) => row.saleId !== null && mayDo('checkout.view-sales') && setSale(row.saleId)} />
            </>
          )}
        </>
      )}
      {register && day && <Numbers register={register} date={day} onOpen={setSale} onClose={() => setRegister(null)} />}
      {sale !== null && <SaleDrawer saleId={sale} onOpen={setSale} onClose={() => setSale(null)} />}
    </div>
  );
}

function Numbers({ register, date, onOpen, onClose }: { readonly register: ReceiptsOfRegister; readonly date: string; readonly onOpen: (saleId: number) => void; readonly onClose: () => void }) {
  const { t } = useTranslation('checkout');
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const mayDo = useMay();
  const numbers = useMore(['receipt-numbers', storeId, register.registerId, date], (after) => listReceiptNumbers(storeId, register.registerId, date, after));
  const columns: Column<ReceiptNumber>[] = [
    { key: 'number', title: t('receipt.number'), phone: 'title', render: (row) => <>{padded(row.receiptNumber)} {row.kind === 'Return' && <Tag color="orange">{t('kind.Return')}</Tag>}</> },
    { key: 'time', title: t('sales.time'), render: (row) => timeText(row.occurredAt, false) },
    { key: 'cashier', title: t('sales.cashier'), render: (row) => row.cashierName },
    { key: 'printed', title: t('check.printedAt'), render: (row) => (row.printedAt ? timeText(row.printedAt, false) : '–') },
    { key: 'total', title: t('sales.total'), align: 'right', phone: 'aside', render: (row) => <Amount minor={toMinor(row.total)} /> },
  ];
  return (
    <Drawer open size={680} title={`${register.registerCode} · ${date}`} onClose={onClose}>
      <DataList columns={columns} list={numbers} rowKey={(row) => row.saleId} onOpen={mayDo('checkout.view-sales') ? (row) => onOpen(row.saleId) : undefined} empty={t('sales.none')} />
    </Drawer>
  );
}
