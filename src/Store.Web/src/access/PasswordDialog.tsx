import { useMutation } from '@tanstack/react-query';
import { Alert, App, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { passwordRules } from './passwords';

/** Changes one's own password. */
export function PasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'shell']);
  const { message } = App.useApp();
  const [form] = Form.useForm<{ oldPassword: string; newPassword: string }>();
  const changing = useMutation({
    mutationFn: (words: { oldPassword: string; newPassword: string }) => api.changeMyPassword(words),
    onSuccess: () => {
      message.success(t('shell:saved'));
      onClose();
    },
  });
  return (
    <Modal open title={t('shell:changePassword')} okText={t('shell:save')} confirmLoading={changing.isPending} onOk={form.submit} onCancel={onClose}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={changing.mutate}>
        <Form.Item name="oldPassword" label={t('oldPassword')} rules={[{ required: true, message: t('shell:required') }]}><Input.Password autoFocus autoComplete="current-password" /></Form.Item>
        <Form.Item name="newPassword" label={t('newPassword')} rules={passwordRules(t)}><Input.Password autoComplete="new-password" /></Form.Item>
        {changing.error && <Alert type="error" showIcon title={problemText(changing.error)} />}
      </Form>
    </Modal>
  );
}
