import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { problemText } from '../shell/ProblemAlert';
import { useSave } from '../shell/useSave';

interface Fields { number?: string; name: string; phone?: string; email?: string }

const told = (text: string | undefined) => (text?.trim() ? text.trim() : null);

/** A new member: the name, and what else they tell at once. */
export function NewMemberForm({ onMade }: { readonly onMade: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  const saving = useSave(({ number, name, phone, email }: Fields) => api.createMember({ number: told(number), name, homeStoreId: null, phone: told(phone), email: told(email) }), [['members']], onMade);
  return (
    <Form<Fields> layout="vertical" requiredMark={false} onFinish={saving.mutate}>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, message: t('shell:required') }]}><Input maxLength={100} autoComplete="off" autoFocus /></Form.Item>
      <Form.Item name="phone" label={t('contact.phone')}><Input type="tel" maxLength={30} autoComplete="off" /></Form.Item>
      <Form.Item name="email" label={t('contact.email')}><Input type="email" maxLength={200} autoComplete="off" /></Form.Item>
      <Form.Item name="number" label={t('number')} extra={t('numberHint')}><Input maxLength={40} autoComplete="off" /></Form.Item>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
    </Form>
  );
}
