import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Skeleton, Tabs, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { ProblemAlert } from '../shell/ProblemAlert';
import { quantityText, toMilli, toMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { CorrectTender } from '../tenders/CorrectTender';
import { foreignText } from '../tenders/currencies';
import { ReceiptPaper } from './ReceiptPaper';
import { SaleAnswers } from './SaleAnswers';
import type { SaleDetail } from './calls';

type Line = SaleDetail['lines'][number];

/** One sale in full, with its receipt and the way to a return. */
export function SaleDrawer({ saleId, onOpen, onClose }: { readonly saleId: number; readonly onOpen: (saleId: number) => void; readonly onClose: () => void }) {
  const { t } = useTranslation('checkout');
  const { storeId } = useStore();
  const mayDo = useMay();
  const sale = useQuery({ queryKey: ['sale', storeId, saleId], queryFn: () => api.getSale(storeId, saleId) });
  return (
    <Drawer open size={680} title={sale.data ? t('receipt.title', { number: sale.data.receiptNumber }) : ''} onClose={onClose}>
      {sale.error ? <ProblemAlert error={sale.error} retry={() => void sale.refetch()} /> : !sale.data ? <Skeleton active /> : (
        <Tabs items={[
          { key: 'detail', label: t('sales.detail'), children: <Detail sale={sale.data} onOpen={onOpen} /> },
          ...(mayDo('checkout.sell') ? [{ key: 'paper', label: t('sales.paper'), children: <ReceiptPaper saleId={saleId} /> }] : []),
        ]} />
      )}
    </Drawer>
  );
}

function Detail({ sale, onOpen }: { readonly sale: SaleDetail; readonly onOpen: (saleId: number) => void }) {
  const { t } = useTranslation(['checkout', 'tenders']);
  const { timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const mayDo = useMay();
  const navigate = useNavigate();
  const { originalSaleId } = sale;
  const columns: Column<Line>[] = [
    { key: 'name', title: t('sales.name'), phone: 'title', render: (line) => <>{line.productName} {line.returned > 0 && <Tag color="orange">{t('sales.returned')} {quantityText(toMilli(line.returned))}</Tag>}</> },
    { key: 'price', title: t('sales.unitPrice'), align: 'right', render: (line) => <Amount minor={toMinor(line.unitPrice)} /> },
    { key: 'quantity', title: t('sales.quantity'), align: 'right', render: (line) => (line.quantity === 0 ? t('return.ofDeal') : `${quantityText(toMilli(line.quantity))} ${line.unit}`) },
    { key: 'total', title: t('sales.total'), align: 'right', phone: 'aside', render: (line) => <Amount minor={toMinor(line.total)} /> },
  ];
  return (
    <>
      <Descriptions column={{ xs: 1, sm: 2 }} size="small" style={{ marginBottom: 12 }} items={[
        { key: 'kind', label: t('sales.kind'), children: t(`kind.${sale.kind as 'Sale'}`) },
        { key: 'register', label: t('sales.register'), children: sale.registerCode },
        { key: 'time', label: t('sales.time'), children: timeText(sale.occurredAt) },
        { key: 'day', label: t('sales.day'), children: sale.businessDate },
        { key: 'cashier', label: t('sales.cashier'), children: sale.cashierName },
        { key: 'tax', label: t('sales.tax'), children: <Amount minor={toMinor(sale.tax)} /> },
        { key: 'total', label: t('sales.total'), children: <strong><Amount minor={toMinor(sale.total)} /></strong> },
        ...(sale.reason ? [{ key: 'reason', label: t('sales.reason'), children: sale.reason }] : []),
        ...(originalSaleId !== null ? [{ key: 'original', label: t('sales.originalSale'), children: <Button type="link" style={{ padding: 0, height: 'auto' }} onClick={() => onOpen(originalSaleId)}>{originalSaleId}</Button> }] : []),
      ]} />
      <DataList columns={columns} rowKey={(line) => line.lineNumber} list={{ rows: sale.lines }} />
      <h3 style={{ fontSize: 14 }}>{t('sales.payments')}</h3>
      <div className="pay-list panel" style={{ padding: '0 14px' }}>
        {sale.payments.filter((payment) => payment.tendered !== 0).map((payment, index) => <div key={index}><span>{t(`tender.${payment.tender as 'Cash'}`)} <small>{payment.reference}{payment.currency && `${foreignText(toMinor(payment.foreign ?? 0), payment.currency)} × ${payment.rate ?? ''}`}</small></span><Amount minor={toMinor(payment.tendered)} /></div>)}
        {sale.rounding !== 0 && <div><span>{t('tenders:rounding.line')}</span><Amount minor={toMinor(sale.rounding)} /></div>}
        {sale.change !== 0 && <div><span>{t('pay.change')}</span><Amount minor={toMinor(sale.change)} /></div>}
      </div>
      <SaleAnswers sale={sale} />
      <CorrectTender sale={sale} />
      {sale.kind === 'Sale' && mayDo('checkout.sell') && mayDo('checkout.return') && (
        <Alert type="info" style={{ marginTop: 16 }} title={t('sales.returnHint', { number: sale.receiptNumber })} action={<Button onClick={() => void navigate(`/till?receipt=${sale.receiptNumber}`)}>{t('sales.goToReturn')}</Button>} />
      )}
    </>
  );
}
