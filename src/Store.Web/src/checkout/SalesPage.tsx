import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Skeleton, Tag } from 'antd';
import dayjs from 'dayjs';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { ProblemAlert } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { quantityText, toMilli, toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { SaleDrawer } from './SaleDrawer';
import { type SaleRow, type Summary, listSales } from './calls';
import './sales.css';

const HourChart = lazy(() => import('./HourChart'));

type TopProduct = Summary['topProducts'][number];

/** A day in figures: today's, or that of another business date. */
export default function SalesPage() {
  const { t } = useTranslation('checkout');
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  // Without a date the server answers for the store's own today.
  const [date, setDate] = useState<string | undefined>(undefined);
  const [opened, setOpened] = useState<number | null>(null);
  const summary = useQuery({ queryKey: ['summary', storeId, date], queryFn: () => api.summarizeDay(storeId, date) });
  const day = date ?? summary.data?.date;
  const sales = useMore(['sales', storeId, { date: day }], (after) => listSales(storeId, { date: day ?? '' }, after), day !== undefined);

  const columns: Column<SaleRow>[] = [
    { key: 'number', title: t('receipt.number'), phone: 'title', render: (sale) => <>{sale.registerCode}-{String(sale.receiptNumber).padStart(6, '0')} {sale.kind === 'Return' && <Tag color="orange">{t('kind.Return')}</Tag>}</> },
    { key: 'time', title: t('sales.time'), render: (sale) => timeText(sale.occurredAt, false) },
    { key: 'cashier', title: t('sales.cashier'), render: (sale) => sale.cashierName },
    { key: 'items', title: t('sales.items'), align: 'right', render: (sale) => sale.itemCount },
    { key: 'tenders', title: t('sales.tenders'), phone: 'none', render: (sale) => sale.tenders.map(({ tender }) => t(`tender.${tender as 'Cash'}`)).join(' + ') },
    { key: 'total', title: t('sales.total'), align: 'right', phone: 'aside', render: (sale) => <Amount minor={toMinor(sale.total)} /> },
  ];
  const topColumns: Column<TopProduct>[] = [
    { key: 'name', title: t('sales.name'), phone: 'title', render: (product) => product.name },
    { key: 'quantity', title: t('sales.quantity'), align: 'right', render: (product) => quantityText(toMilli(product.quantity)) },
    { key: 'total', title: t('sales.total'), align: 'right', phone: 'aside', render: (product) => <Amount minor={toMinor(product.total)} /> },
  ];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('sales.title')}</h1>
        <DatePicker allowClear={false} value={day ? dayjs(day) : null} onChange={(next) => setDate(next?.format('YYYY-MM-DD'))} aria-label={t('sales.day')} />
        <Button disabled={date === undefined} onClick={() => setDate(undefined)}>{t('sales.today')}</Button>
      </div>
      {summary.error ? <ProblemAlert error={summary.error} retry={() => void summary.refetch()} /> : !summary.data ? <Skeleton active /> : (
        <>
          <Cards summary={summary.data} />
          <div className="sales-grid">
            <section className="panel sales-panel"><h2>{t('sales.byHour')}</h2><Suspense fallback={<Skeleton active />}><HourChart hours={summary.data.byHour} /></Suspense></section>
            <section className="panel sales-panel">
              <h2>{t('sales.byTender')}</h2>
              {summary.data.byTender.map(({ tender, amount }) => <div key={tender} className="sales-tender"><span>{t(`tender.${tender as 'Cash'}`)}</span><Amount minor={toMinor(amount)} /></div>)}
            </section>
          </div>
          <h2 className="sales-heading">{t('sales.top')}</h2>
          <DataList columns={topColumns} rowKey={(product) => product.productId} list={{ rows: summary.data.topProducts }} empty={t('sales.none')} />
        </>
      )}
      <h2 className="sales-heading">{t('sales.list')}</h2>
      <DataList columns={columns} list={sales} rowKey={(sale) => sale.saleId} onOpen={(sale) => setOpened(sale.saleId)} empty={t('sales.none')} />
      {opened !== null && <SaleDrawer saleId={opened} onOpen={setOpened} onClose={() => setOpened(null)} />}
    </div>
  );
}

function Cards({ summary }: { readonly summary: Summary }) {
  const { t } = useTranslation('checkout');
  const figures = [
    ['turnover', <Amount key="total" minor={toMinor(summary.total)} />], ['count', summary.sales], ['averageTicket', <Amount key="average" minor={toMinor(summary.averageTicket)} />],
    ['returns', summary.returns], ['netSales', <Amount key="net" minor={toMinor(summary.netSales)} />], ['tax', <Amount key="tax" minor={toMinor(summary.tax)} />],
  ] as const;
  return <div className="sales-cards">{figures.map(([name, figure]) => <div key={name} className="panel sales-card"><span>{t(`sales.${name}`)}</span><strong>{figure}</strong></div>)}</div>;
}
