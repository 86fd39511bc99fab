import { Alert, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { GetSaleResult } from '../api/client';
import { Amount } from '../shell/Amount';
import { Modal } from '../shell/Modal';
import { MoneyInput } from '../shell/MoneyInput';
import { problemText } from '../shell/ProblemAlert';
import { type Minor, fromMinor, toMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { useSave } from '../shell/useSave';
import { newUuid } from '../shell/uuid';

const tenders = ['Cash', 'Card', 'Wallet'] as const;

interface Fields { readonly from: string; readonly to: string; readonly amount: Minor; readonly reason: string }

/** What was put right on a sale, and the way to put a wrong tender right. */
export function CorrectTender({ sale }: { readonly sale: GetSaleResult }) {
  const { t } = useTranslation(['tenders', 'checkout']);
  const mayDo = useMay();
  const [open, setOpen] = useState(false);
  const corrections = sale.corrections ?? [];
  return (
    <div style={{ marginTop: 12 }}>
      {corrections.map((correction, index) => (
        <Alert
          key={index} type="info" style={{ marginBottom: 8 }}
          title={<>{t('correct.done', { from: t(`checkout:tender.${correction.fromTender as 'Cash'}`), to: t(`checkout:tender.${correction.toTender as 'Cash'}`) })} <Amount minor={toMinor(correction.amount)} /></>}
          description={`${correction.reason} · ${correction.correctedByName}${correction.approvedByName ? ` · ${t('correct.approved', { name: correction.approvedByName })}` : ''}`}
        />
      ))}
      {sale.kind === 'Sale' && mayDo('checkout.correct-tenders') && <Button onClick={() => setOpen(true)}>{t('correct.title')}</Button>}
      {open && <CorrectDialog sale={sale} onClose={() => setOpen(false)} />}
    </div>
  );
}

function CorrectDialog({ sale, onClose }: { readonly sale: GetSaleResult; readonly onClose: () => void }) {
  const { t } = useTranslation(['tenders', 'checkout', 'shell']);
  const { storeId } = useStore();
  const [form] = Form.useForm<Fields>();
  const [correctionUuid] = useState(newUuid);
  const saving = useSave(
    (fields: Fields) => api.correctTender(storeId, sale.saleId, { correctionUuid, from: fields.from, to: fields.to, amount: fromMinor(fields.amount), reason: fields.reason.trim() }),
    [['sale', storeId, sale.saleId], ['sales', storeId], ['summary', storeId], ['receipt', storeId, sale.saleId]], onClose,
  );
  const first = sale.payments.find((payment) => payment.amount > 0 && tenders.some((tender) => tender === payment.tender));
  const required = { required: true, message: t('shell:required') };
  const options = tenders.map((value) => ({ value, label: t(`checkout:tender.${value}`) }));
  return (
    <Modal open title={t('correct.title')} okText={t('shell:save')} confirmLoading={saving.isPending} onOk={form.submit} onCancel={onClose}>
      <p style={{ color: '#5b6770' }}>{t('correct.hint')}</p>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={saving.mutate}
        initialValues={{ from: first?.tender, to: first?.tender === 'Cash' ? 'Card' : 'Cash', amount: toMinor(first?.amount ?? 0), reason: '' }}>
        <Form.Item name="from" label={t('correct.from')} rules={[required]}><Select options={options} /></Form.Item>
        <Form.Item name="to" label={t('correct.to')} dependencies={['from']} rules={[required, ({ getFieldValue }) => ({
          validator: (_: unknown, value: unknown) => (value === getFieldValue('from') ? Promise.reject(new Error(t('correct.same'))) : Promise.resolve()),
        })]}><Select options={options} /></Form.Item>
        <Form.Item name="amount" label={t('correct.amount')} rules={[required]}><MoneyInput /></Form.Item>
        <Form.Item name="reason" label={t('correct.reason')} rules={[required]}><Input maxLength={200} /></Form.Item>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} />}
      </Form>
    </Modal>
  );
}
