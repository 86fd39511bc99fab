import { Alert, DatePicker, Form, Input, Segmented } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApproved } from '../access/useApproved';
import { Problem, withApprovals } from '../api';
import type { CompleteSaleBody, CreateOrderResult } from '../api/client';
import { Modal } from '../shell/Modal';
import { MoneyInput } from '../shell/MoneyInput';
import { problemText } from '../shell/ProblemAlert';
import { type Minor, fromMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { withCodes } from './cardCodes';
import { underOneUuid } from './stableUuid';

interface Fields { kind: 'Special' | 'Layaway' | 'Quotation'; customerName: string; customerPhone?: string; note?: string; date?: Dayjs | null; deposit?: Minor | null }

interface Props {
  readonly registerId: number;
  readonly ticket: Pick<CompleteSaleBody, 'lines' | 'memberId' | 'groupIds' | 'coupons' | 'discount'>;
  readonly onMade: (order: CreateOrderResult) => void;
  /** A coupon of the ticket can be used no more: its total has to be worked out again. */
  readonly onCouponLost: () => void;
  readonly onClose: () => void;
}

/** Makes a quotation or a customer's order of what lies in the basket. */
export function NewOrderDialog({ registerId, ticket, onMade, onCouponLost, onClose }: Props) {
  const { t } = useTranslation(['checkout', 'shell']);
  const { storeId } = useStore();
  const { approved, dialog } = useApproved();
  const [form] = Form.useForm<Fields>();
  const kind = Form.useWatch('kind', form);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const make = async (fields: Fields) => {
    setBusy(true);
    setRefusal(null);
    const date = fields.date?.format('YYYY-MM-DD') ?? null;
    const quotation = fields.kind === 'Quotation';
    try {
      onMade(await underOneUuid(`order.new.${storeId}.${registerId}`, (orderUuid) => approved((ids) => withApprovals(ids).createOrder(storeId, {
        orderUuid, kind: fields.kind, customerName: fields.customerName, customerPhone: fields.customerPhone ?? null, note: fields.note ?? null,
        validUntil: quotation ? date : null, dueDate: quotation ? null : date, depositRequired: quotation || fields.deposit === null || fields.deposit === undefined ? null : fromMinor(fields.deposit),
        lines: withCodes(ticket.lines), memberId: ticket.memberId ?? null, groupIds: ticket.groupIds ?? null, coupons: ticket.coupons ?? null, discount: ticket.discount ?? null,
      }))));
    } catch (error) {
      setRefusal(error);
      if (error instanceof Problem && error.code.startsWith('coupon.')) onCouponLost();
    } finally {
      setBusy(false);
    }
  };
  const required = { required: true, message: t('shell:required') };
  return (
    <Modal open className="touch" title={t('order.new')} okText={t('order.make')} okButtonProps={{ size: 'large' }} cancelButtonProps={{ size: 'large' }} confirmLoading={busy} onOk={form.submit} onCancel={onClose}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ kind: 'Special' }} onFinish={(fields) => void make(fields)}>
        <Form.Item name="kind"><Segmented block size="large" options={(['Special', 'Layaway', 'Quotation'] as const).map((each) => ({ value: each, label: t(`order.kinds.${each}`) }))} /></Form.Item>
        <Form.Item name="customerName" label={t('order.customer')} rules={[required]}><Input size="large" autoFocus maxLength={100} /></Form.Item>
        <Form.Item name="customerPhone" label={t('order.phone')}><Input size="large" maxLength={40} inputMode="tel" /></Form.Item>
        <Form.Item name="date" label={t(kind === 'Quotation' ? 'order.validUntil' : 'order.dueDate')}><DatePicker size="large" style={{ width: '100%' }} /></Form.Item>
        {kind !== 'Quotation' && <Form.Item name="deposit" label={t('order.deposit')} extra={t('order.depositHint')}><MoneyInput size="large" /></Form.Item>}
        <Form.Item name="note" label={t('reasons.note')}><Input size="large" maxLength={200} /></Form.Item>
      </Form>
      {dialog}
      {refusal !== null && <Alert type="error" showIcon title={problemText(refusal)} />}
    </Modal>
  );
}
