import { PrinterOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Descriptions, Form, Skeleton, Space, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApproved } from '../access/useApproved';
import { api, withApprovals } from '../api';
import type { CompleteSalePayment, GetOrderLine, GetOrderResult, NumberedGoods } from '../api/client';
import { useGoOn } from '../devices/useGoOn';
import { useDrawer, usePrint } from '../devices/useTillPrinting';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { Modal } from '../shell/Modal';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { fromMinor, quantityText, toMilli, toMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { newUuid } from '../shell/uuid';
import { OrderMoneyDialog } from './OrderMoneyDialog';
import { PaperButton } from './PaperButton';
import { PickUpGoodsDialog, hasNumbers } from './PickUpGoodsDialog';
import { ReasonForm, type ReasonFields } from './ReasonForm';
import { orderHappened } from './questions';
import { useQuestions } from './useQuestions';
import { type Page, type SaleDone, pageOf } from './calls';
import { underOneUuid } from './stableUuid';
import { isCash } from './useAfterSale';
import { useAgeQuestion, withAge } from './useAgeQuestion';

export const stateColors: Readonly<Record<string, string>> = { Quoted: 'blue', Open: 'orange', Confirmed: 'cyan', Ready: 'green', Completed: 'default', Cancelled: 'red' };

interface Props {
  readonly orderId: number;
  /** The register that takes and gives money; none away from a till. */
  readonly registerId: number | null;
  readonly onSold?: (sale: SaleDone, cash: boolean) => void;
}

/** A quotation or order: what was agreed, what was paid, and what can be done with it. */
export function OrderDetail({ orderId, registerId, onSold }: Props) {
  const { t } = useTranslation('checkout');
  const { storeId } = useStore();
  const order = useQuery({ queryKey: ['order', storeId, orderId], queryFn: () => api.getOrder(storeId, orderId) });
  if (order.error) return <ProblemAlert error={order.error} retry={() => void order.refetch()} />;
  return order.data ? <Shown order={order.data} registerId={registerId} onSold={onSold} /> : <Skeleton active aria-label={t('order.title')} />;
}

function Shown({ order, registerId, onSold }: { readonly order: GetOrderResult; readonly registerId: number | null; readonly onSold: Props['onSold'] }) {
  const { t, i18n } = useTranslation('checkout');
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const queries = useQueryClient();
  const { message } = App.useApp();
  const mayDo = useMay();
  const oldEnough = useAgeQuestion();
  const openDrawer = useDrawer();
  const mayGoOn = useGoOn();
  const { printerId } = usePrint();
  const paper: Page = { kind: 'Order', orderId: order.orderId };
  const page = pageOf(storeId, paper, i18n.language);
  const [asked, setAsked] = useState<'pay' | 'pickUp' | 'cancel' | null>(null);
  const [goods, setGoods] = useState<NumberedGoods[] | null>(null);
  const questions = useQuestions();
  const [busy, setBusy] = useState(false);
  const balance = toMinor(order.balance);
  const can = (state: string) => order.nextStates.includes(state);
  const takesMoney = order.state === 'Open' || order.state === 'Confirmed' || order.state === 'Ready';
  const again = () => Promise.all([queries.invalidateQueries({ queryKey: ['order', storeId, order.orderId] }), queries.invalidateQueries({ queryKey: ['orders', storeId] })]);
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
      await again();
    } catch (error) {
      message.error(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  const pay = async (amount: number, payments: CompleteSalePayment[]) => {
    if (registerId === null) return;
    const paid = await underOneUuid(`order.${order.orderId}.pay`, (paymentUuid) => api.takeOrderPayment(storeId, order.orderId, { paymentUuid, registerId, amount: fromMinor(amount), payments }));
    if (payments.some(isCash)) openDrawer(newUuid(), 'order', order.number);
    message.success(paid.change > 0 ? <>{t('pay.change')} <Amount minor={toMinor(paid.change)} /></> : t('order.paid'));
    await again();
  };
  const pickUp = async (_: number, payments: CompleteSalePayment[]) => {
    if (registerId === null) return;
    await questions.around(orderHappened(order, goods ?? [], payments), async (answers) => {
      const sale = await underOneUuid(`order.${order.orderId}.sale`, (saleUuid) =>
        withAge((ageConfirmed) => api.pickUpOrder(storeId, order.orderId, { saleUuid, registerId, payments, ageConfirmed, goods, answers }), oldEnough));
      await again();
      onSold?.(sale, payments.some(isCash));
    });
  };
  const columns: Column<GetOrderLine>[] = [
    { key: 'name', title: t('sales.name'), phone: 'title', render: (line) => line.productName },
    { key: 'price', title: t('sales.unitPrice'), align: 'right', render: (line) => <Amount minor={toMinor(line.unitPrice)} /> },
    { key: 'quantity', title: t('sales.quantity'), align: 'right', render: (line) => `${quantityText(toMilli(line.quantity))} ${line.unit}` },
    { key: 'discount', title: t('order.discount'), align: 'right', render: (line) => (line.discount > 0 ? <Amount minor={-toMinor(line.discount)} /> : '–') },
    { key: 'amount', title: t('sales.total'), align: 'right', phone: 'aside', render: (line) => <Amount minor={toMinor(line.amount)} /> },
  ];
  return (
    <>
      <Descriptions column={{ xs: 1, sm: 2 }} size="small" style={{ marginBottom: 12 }} items={[
        { key: 'state', label: t('order.state'), children: <Tag color={stateColors[order.state] ?? 'default'}>{t(`order.states.${order.state as 'Open'}`)}</Tag> },
        { key: 'kind', label: t('records.kind'), children: t(`order.kinds.${order.kind as 'Special'}`) },
        { key: 'customer', label: t('order.customer'), children: <>{order.customerName} {order.customerPhone}</> },
        { key: 'made', label: t('order.made'), children: `${timeText(order.createdAt)} · ${order.createdByName}` },
        ...(order.validUntil ? [{ key: 'valid', label: t('order.validUntil'), children: order.validUntil }] : []),
        ...(order.dueDate ? [{ key: 'due', label: t('order.dueDate'), children: order.dueDate }] : []),
        ...(order.note ? [{ key: 'note', label: t('reasons.note'), children: order.note }] : []),
        { key: 'total', label: t('pay.total'), children: <strong><Amount minor={toMinor(order.total)} /></strong> },
        ...(order.kind === 'Quotation' ? [] : [
          { key: 'deposit', label: t('order.deposit'), children: <Amount minor={toMinor(order.depositRequired)} /> },
          { key: 'paid', label: t('order.held'), children: <Amount minor={toMinor(order.paid)} /> },
          ...(takesMoney ? [{ key: 'balance', label: t('order.balance'), children: <strong><Amount minor={balance} /></strong> }] : []),
        ]),
      ]} />
      <DataList columns={columns} rowKey={(line) => line.lineNumber} list={{ rows: order.lines }} />
      {order.payments.length > 0 && (
        <>
          <h3 style={{ fontSize: 14 }}>{t('sales.payments')}</h3>
          <div className="pay-list panel" style={{ padding: '0 14px' }}>
            {order.payments.map((payment, index) => <div key={index}><span>{timeText(payment.occurredAt)} {t(`order.moves.${payment.kind as 'Deposit'}`)} <small>{payment.kind === 'Deposit' || payment.kind === 'Refund' ? t(`tender.${payment.tender as 'Cash'}`) : ''} {payment.cashierName}</small></span><Amount minor={toMinor(payment.amount)} /></div>)}
          </div>
        </>
      )}
      {registerId === null && order.nextStates.length > 0 && <Alert type="info" style={{ marginTop: 12 }} title={t('order.atTheTill')} />}
      <Space wrap style={{ marginTop: 16 }}>
        {takesMoney && <Button type="primary" size="large" disabled={registerId === null || balance === 0 || busy} onClick={() => mayGoOn() && setAsked('pay')}>{t('order.pay')}</Button>}
        {can('Completed') && <Button type={order.state === 'Ready' || order.state === 'Quoted' ? 'primary' : 'default'} size="large" disabled={registerId === null || busy || !mayDo('checkout.sell')} onClick={() => {
          if (!mayGoOn()) return;
          setGoods(hasNumbers(order) ? null : []);
          setAsked('pickUp');
        }}>{t(order.state === 'Quoted' ? 'order.sell' : 'order.pickUp')}</Button>}
        {order.state === 'Quoted' && <Button size="large" loading={busy} onClick={() => void run(() => api.acceptQuotation(storeId, order.orderId, { kind: 'Special', dueDate: null }))}>{t('order.accept')}</Button>}
        {can('Ready') && <Button size="large" loading={busy} onClick={() => void run(() => api.markOrderReady(storeId, order.orderId))}>{t('order.ready')}</Button>}
        <Button size="large" target="_blank" href={page}>{t('receipt.print')}</Button>
        {printerId !== null && registerId !== null && <PaperButton size="large" icon={<PrinterOutlined />} paper={paper} title={order.number}>{t('order.slip')}</PaperButton>}
        {can('Cancelled') && <Button danger size="large" disabled={registerId === null || busy} onClick={() => (order.paid === 0 || mayGoOn()) && setAsked('cancel')}>{t('order.cancel')}</Button>}
      </Space>
      {asked === 'pay' && <OrderMoneyDialog title={t('order.pay')} free most={balance} proposed={Math.min(balance, Math.max(0, toMinor(order.depositRequired) - toMinor(order.paid)) || balance)} take={pay} onClose={() => setAsked(null)} />}
      {asked === 'pickUp' && goods === null && <PickUpGoodsDialog order={order} onNamed={setGoods} onClose={() => setAsked(null)} />}
      {asked === 'pickUp' && goods !== null && <OrderMoneyDialog title={t('order.pickUp')} free={false} most={balance} proposed={balance} take={pickUp} onClose={() => setAsked(null)} />}
      {questions.dialog}
      {asked === 'cancel' && registerId !== null && <CancelDialog order={order} registerId={registerId} onDone={again} onClose={() => setAsked(null)} />}
    </>
  );
}

/** What goes back after the fee, by the tenders it came in with. */
function refundsOf(order: GetOrderResult): { tender: string; amount: number }[] {
  let due = toMinor(order.paid) - toMinor(order.cancelFee);
  const byTender = new Map<string, number>();
  for (const payment of order.payments) {
    if (payment.kind === 'Deposit' || payment.kind === 'Refund') byTender.set(payment.tender, (byTender.get(payment.tender) ?? 0) + toMinor(payment.amount));
  }
  return [...byTender].flatMap(([tender, paid]) => {
    const amount = Math.min(due, paid);
    due -= amount;
    return amount > 0 ? [{ tender, amount }] : [];
  });
}

function CancelDialog({ order, registerId, onDone, onClose }: { readonly order: GetOrderResult; readonly registerId: number; readonly onDone: () => Promise<unknown>; readonly onClose: () => void }) {
  const { t } = useTranslation(['checkout', 'shell']);
  const { storeId } = useStore();
  const { approved, dialog } = useApproved();
  const questions = useQuestions();
  const [form] = Form.useForm<ReasonFields>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const refunds = refundsOf(order);
  const cancel = async (fields: ReasonFields) => {
    setBusy(true);
    setRefusal(null);
    try {
      const reasonCode = fields.reasonCode ?? 'customer';
      const cancelled = await questions.around([{ event: 'CancelOrder', reason: reasonCode }], (answers) => underOneUuid(`order.${order.orderId}.cancel`, (paymentUuid) => approved((ids) => withApprovals(ids).cancelOrder(storeId, order.orderId, {
        paymentUuid, registerId, reasonCode, fee: null, refunds: refunds.map(({ tender, amount }) => ({ tender, amount: fromMinor(amount), reference: null })), answers,
      }))));
      if (!cancelled) return;
      await onDone();
      onClose();
    } catch (error) {
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open className="touch" title={t('order.cancel')} okText={t('order.cancel')} cancelText={t('shell:back')} okButtonProps={{ danger: true, size: 'large' }} cancelButtonProps={{ size: 'large' }} confirmLoading={busy} onOk={form.submit} onCancel={onClose}>
      {order.paid > 0 && (
        <div className="pay-list panel" style={{ padding: '0 14px', marginBottom: 12 }}>
          <div><span>{t('order.held')}</span><Amount minor={toMinor(order.paid)} /></div>
          {order.cancelFee > 0 && <div><span>{t('order.moves.Fee')}</span><Amount minor={-toMinor(order.cancelFee)} /></div>}
          {refunds.map(({ tender, amount }) => <div key={tender}><strong>{t('order.givenBack')} · {t(`tender.${tender as 'Cash'}`)}</strong><strong><Amount minor={amount} /></strong></div>)}
        </div>
      )}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void cancel(fields)}><ReasonForm event="CancelOrder" required /></Form>
      {dialog}
      {questions.dialog}
      {refusal !== null && <Alert type="error" showIcon title={problemText(refusal)} />}
    </Modal>
  );
}
