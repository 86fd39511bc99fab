import { Alert, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { useSave } from '../shell/useSave';
import { pinRules } from './passwords';

/** Sets one's own PIN for the till. */
export function PinDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'shell']);
  const [form] = Form.useForm<{ password: string; pin: string }>();
  const saving = useSave((fields: { password: string; pin: string }) => api.setMyPin(fields), [['users']], onClose);
  return (
    <Modal open title={t('pin.mine')} okText={t('shell:save')} confirmLoading={saving.isPending} onOk={form.submit} onCancel={onClose}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={saving.mutate}>
        <p style={{ marginTop: 0, color: '#5b6770' }}>{t('pin.hint')}</p>
        <Form.Item name="pin" label={t('pin.new')} rules={pinRules(t)}><Input.Password autoFocus inputMode="numeric" maxLength={8} autoComplete="off" placeholder={t('pin.digits')} /></Form.Item>
        <Form.Item name="password" label={t('password')} extra={t('pin.confirmHint')} rules={[{ required: true, message: t('shell:required') }]}><Input.Password autoComplete="current-password" /></Form.Item>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} />}
      </Form>
    </Modal>
  );
}
