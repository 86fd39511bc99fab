import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApproved } from '../access/useApproved';
import { withApprovals } from '../api';
import type { GetMemberValueResult, PayOutValueResult } from '../api/client';
import { problemText } from '../shell/ProblemAlert';
import { currencyText, toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { useSave } from '../shell/useSave';
import { PayingRegister } from './PayingRegister';

interface Fields { reason: string; registerId?: number; pin?: string }

/** Gives a member back what they have paid ahead and not used; above the user's limit another person approves it. */
export function ValuePayOut({ memberId, value }: { readonly memberId: number; readonly value: GetMemberValueResult }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const { storeId, currency } = useStore();
  const [form] = Form.useForm<Fields>();
  const { approved, dialog } = useApproved();
  const [paid, setPaid] = useState<PayOutValueResult | null>(null);
  const required = [{ required: true, message: t('shell:required') }];
  const needsPin = value.pinAbove !== null && value.principal > value.pinAbove;
  const paying = useSave(({ reason, registerId, pin }: Fields) => approved((ids) => withApprovals(ids).payOutValue(storeId, memberId, { amount: value.principal, reason, registerId: registerId ?? null, pin: pin ?? null })),
    [['member-value', memberId]], (done) => {
      form.resetFields();
      setPaid(done);
    });
  const text = (amount: number) => currencyText(toMinor(amount), currency);
  return (
    <>
      {paid && <Alert type="success" showIcon title={t('value.payOut.done', { amount: text(paid.amount) })} description={paid.bonus > 0 && t('value.payOut.bonusGone', { amount: text(paid.bonus) })} style={{ marginTop: 16 }} />}
      {value.principal > 0 && (
        <Form<Fields> name="pay-out" form={form} layout="vertical" requiredMark={false} onFinish={paying.mutate} style={{ marginTop: 24, maxWidth: 420 }}>
          <Form.Item label={t('value.payOut.amount')} extra={t('value.payOut.hint')}><strong>{text(value.principal)}</strong></Form.Item>
          <Form.Item name="reason" label={t('value.payOut.reason')} rules={required}><Input maxLength={200} autoComplete="off" /></Form.Item>
          {needsPin && <Form.Item name="pin" label={t('value.payOut.pin')} rules={required}><Input.Password inputMode="numeric" maxLength={8} autoComplete="off" /></Form.Item>}
          <PayingRegister />
          {paying.error && <Alert type="error" showIcon title={problemText(paying.error)} style={{ marginBottom: 16 }} />}
          <Button danger htmlType="submit" loading={paying.isPending}>{t('value.payOut.pay')}</Button>
        </Form>
      )}
      {dialog}
    </>
  );
}
