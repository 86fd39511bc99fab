import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { useMay, useStore } from '../shell/session';
import { useSave } from '../shell/useSave';
import type { Attempt } from './useTerminal';

/** The button of a supervisor who sets an undecided payment aside, with the reason. */
export function SetAside({ attempt }: { readonly attempt: Attempt }) {
  const { t } = useTranslation(['tenders', 'shell']);
  const { storeId } = useStore();
  const mayDo = useMay();
  const [open, setOpen] = useState(false);
  const saving = useSave(({ reason }: { readonly reason: string }) => api.setAttemptAside(storeId, attempt.attemptId, { reason: reason.trim() }), [['payment-attempts', storeId], ['attempts', storeId]], () => setOpen(false));
  const [form] = Form.useForm<{ reason: string }>();
  if (!mayDo('checkout.override-payments') || !['AwaitingPayer', 'Unknown', 'Reversing'].includes(attempt.state)) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>{t('payments.setAside')}</Button>
      <Modal open={open} title={t('payments.setAside')} okText={t('payments.setAside')} confirmLoading={saving.isPending} onOk={form.submit} onCancel={() => setOpen(false)} destroyOnHidden>
        <p style={{ color: '#5b6770' }}>{t('payments.setAsideHint')}</p>
        <Form form={form} layout="vertical" requiredMark={false} onFinish={saving.mutate}>
          <Form.Item name="reason" label={t('correct.reason')} rules={[{ required: true, whitespace: true, message: t('shell:required') }]}><Input maxLength={200} autoFocus /></Form.Item>
        </Form>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} />}
      </Modal>
    </>
  );
}
