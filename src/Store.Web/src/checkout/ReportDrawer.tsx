import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { foreignText } from '../tenders/currencies';
import { Amount } from '../shell/Amount';
import { Drawer } from '../shell/Drawer';
import { ProblemAlert } from '../shell/ProblemAlert';
import { toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { type CashKind, type Report, type ShiftRow, pageOf } from './calls';

/** The Z report of a closed shift as it was frozen, or the X report of one that is not. */
export function ReportDrawer({ shift, onClose }: { readonly shift: ShiftRow; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('checkout');
  const { storeId } = useStore();
  const { zReportId, shiftId } = shift;
  const report = useQuery({
    queryKey: ['report', storeId, shiftId, zReportId],
    queryFn: async () => (zReportId === null ? api.getXReport(storeId, shiftId) : (await api.getZReport(storeId, zReportId)).report),
    staleTime: zReportId === null ? 0 : Infinity,
  });
  const page = pageOf(storeId, zReportId === null ? { kind: 'X', shiftId } : { kind: 'Z', zReportId }, i18n.language);
  return (
    <Drawer open size={480} title={shift.zNumber === null ? t('report.x') : t('report.z', { number: shift.zNumber })} onClose={onClose} extra={<Button icon={<PrinterOutlined />} href={page} target="_blank">{t('receipt.print')}</Button>}>
      {report.error ? <ProblemAlert error={report.error} retry={() => void report.refetch()} /> : !report.data ? <Skeleton active /> : <Figures report={report.data} />}
    </Drawer>
  );
}

function Figures({ report }: { readonly report: Report }) {
  const { t } = useTranslation('checkout');
  const { timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const money = (amount: number | null) => <Amount minor={amount === null ? null : toMinor(amount)} />;
  return (
    <>
      <Rows rows={[
        [t('sales.register'), report.registerCode], [t('sales.day'), report.businessDate], [t('shift.kind'), t(`shift.kinds.${report.shiftKind as 'Fixed'}`)],
        [t('shift.opened'), `${report.openedByName} ${timeText(report.openedAt)}`],
        ...(report.endedAt ? [[t('shift.ended'), `${report.closedByName ?? ''} ${timeText(report.endedAt)}`] as const] : []),
        ...(report.approverName ? [[t('shift.approvedBy'), report.approverName] as const] : []),
      ]} />
      <h3>{t('sales.title')}</h3>
      <Rows rows={[
        [`${t('sales.count')} (${report.sales})`, money(report.salesTotal)], [`${t('sales.returns')} (${report.returns})`, money(report.returnsTotal)], [t('sales.netSales'), money(report.net)],
        ...report.taxes.map((tax) => [`${t('sales.tax')} ${tax.taxCode} ${tax.taxRate}%`, money(tax.tax)] as const), [t('sales.turnover'), <strong key="total">{money(report.total)}</strong>],
        ...(report.rounding === 0 ? [] : [[t('report.rounding'), money(report.rounding)] as const]), ...(report.discounts === 0 ? [] : [[t('report.discounts'), money(report.discounts)] as const]),
        ...report.registers.map((register) => [`${t('receipt.number')} ${register.registerCode}`, `${String(register.firstReceipt).padStart(6, '0')} – ${String(register.lastReceipt).padStart(6, '0')}`] as const),
        ...report.voids.map((one) => [`${t(`report.voids.${one.kind as 'Line'}`)} (${one.voids})`, money(one.amount)] as const), [t('report.noSales'), report.noSales],
      ]} />
      <h3>{t('sales.byTender')}</h3>
      <Rows rows={report.tenders.map((tender) => [`${t(`tender.${tender.tender as 'Cash'}`, { defaultValue: tender.tender })} (${tender.payments})`, money(tender.amount)])} />
      <h3>{t('report.drawer')}</h3>
      <Rows rows={[
        [t('shift.float'), money(report.float)],
        ...report.tenders.filter((tender) => tender.tender === 'Cash').map((tender) => [t('tender.Cash'), money(tender.amount)] as const),
        ...report.movements.map((one) => [`${t(`cash.kinds.${one.kind as CashKind}`)} (${one.movements})`, money(one.amount)] as const), [t('shift.expected'), <strong key="expected">{money(report.expectedCash)}</strong>],
        ...report.counts.map((count) => [`${t('report.count', { number: count.countNumber })} ${count.currency} · ${count.countedByName} ${timeText(count.countedAt, false)}`, money(count.counted)] as const),
        [t('shift.overShort'), <strong key="overShort">{money(report.overShort)}</strong>],
      ]} />
      {(report.currencies ?? []).map((each) => (
        <div key={each.currency}>
          <h3>{t('tender.ForeignCash')} {each.currency} ({each.payments})</h3>
          <Rows rows={[
            [t('sales.total'), money(each.base)], [t('shift.expected'), foreignText(toMinor(each.expected), each.currency)],
            ...(each.counted === null ? [] : [[t('shift.counted'), foreignText(toMinor(each.counted), each.currency)] as const, [t('shift.overShort'), <strong key="overShort">{foreignText(toMinor(each.counted - each.expected), each.currency)}</strong>] as const]),
          ]} />
        </div>
      ))}
    </>
  );
}

function Rows({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  return <div className="report-rows">{rows.map(([name, value]) => <div key={name}><span>{name}</span><span>{value}</span></div>)}</div>;
}
