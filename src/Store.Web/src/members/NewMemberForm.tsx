import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { useSave } from '../shell/useSave';
import { MemberLookUp, type NamedMember } from './MemberLookUp';
import { MemberProblem } from './MemberProblem';
import './members.css';

interface Fields { number?: string; name: string; phone?: string; email?: string; referrer?: NamedMember | null }

const told = (text: string | undefined) => (text?.trim() ? text.trim() : null);

/** A new member: the name, and what else they tell at once. */
export function NewMemberForm({ onMade }: { readonly onMade: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  const saving = useSave(({ number, name, phone, email, referrer }: Fields) => api.createMember({
    number: told(number), name, homeStoreId: null, phone: told(phone), email: told(email), referrerId: referrer?.memberId ?? null,
  }), [['members']], onMade);
  return (
    <Form<Fields> name="member" layout="vertical" requiredMark={false} onFinish={saving.mutate}>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, message: t('shell:required') }]}><Input maxLength={100} autoComplete="off" autoFocus /></Form.Item>
      <Form.Item name="phone" label={t('contact.phone')}><Input type="tel" maxLength={30} autoComplete="off" /></Form.Item>
      <Form.Item name="email" label={t('contact.email')}><Input type="email" maxLength={200} autoComplete="off" /></Form.Item>
      <Form.Item name="number" label={t('number')} extra={t('numberHint')}><Input maxLength={40} autoComplete="off" /></Form.Item>
      <Form.Item name="referrer" label={t('profile.referrer')}><MemberLookUp placeholder={t('lookUp.hint')} /></Form.Item>
      {saving.error && <MemberProblem error={saving.error} />}
      <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
    </Form>
  );
}
