import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Form, Input, Popconfirm, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { problemText } from '../shell/ProblemAlert';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';
import { MemberProblem } from './MemberProblem';
import { PageInvitation } from './PageInvitation';
import type { MemberDetail } from './calls';

interface Fields { phone?: string; email?: string }

/** Phone and e-mail: masked, until someone who may looks at them or changes them. */
export function ContactPanel({ member }: { readonly member: MemberDetail }) {
  const { t } = useTranslation(['members', 'shell']);
  const mayDo = useMay();
  const [changing, setChanging] = useState(false);
  const revealing = useMutation({ mutationFn: () => api.revealMemberContact(member.memberId) });
  const seen = revealing.data;
  const saving = useSave(({ phone, email }: Fields) => api.changeMemberContact(member.memberId, { phone: phone ?? null, email: email ?? null, version: member.version }),
    [['members'], ['member', member.memberId]], () => setChanging(false));
  const forgetting = useSave(() => api.forgetFurtherContacts(member.memberId), [['members'], ['member', member.memberId]], () => undefined);
  const further = seen ? seen.further.flatMap((one) => [one.phone, one.email]).filter((one) => one !== null) : member.furtherContacts;
  const change = async () => {
    // Only who may see the contact can keep the one half of it while changing the other.
    if (mayDo('members.see-contact')) await revealing.mutateAsync();
    setChanging(true);
  };
  if (changing) {
    return (
      <Form<Fields> name="contact" layout="vertical" requiredMark={false} onFinish={saving.mutate} initialValues={{ phone: seen?.phone ?? '', email: seen?.email ?? '' }}>
        <Form.Item name="phone" label={t('contact.phone')}><Input type="tel" maxLength={30} autoComplete="off" autoFocus /></Form.Item>
        <Form.Item name="email" label={t('contact.email')} extra={seen ? undefined : t('contact.bothAgain')}><Input type="email" maxLength={200} autoComplete="off" /></Form.Item>
        {saving.error && <MemberProblem error={saving.error} />}
        <Space><Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button><Button onClick={() => setChanging(false)}>{t('shell:cancel')}</Button></Space>
      </Form>
    );
  }
  return (
    <>
      <Descriptions column={1} size="small" style={{ marginBottom: 16 }} items={[
        { key: 'phone', label: t('contact.phone'), children: seen?.phone ?? member.phone ?? '–' },
        { key: 'email', label: t('contact.email'), children: seen?.email ?? member.email ?? '–' },
        ...(further.length > 0 ? [{ key: 'further', label: t('contact.further'), children: further.join(' · ') }] : []),
      ]} />
      {forgetting.error && <Alert type="error" showIcon title={problemText(forgetting.error)} style={{ marginBottom: 16 }} />}
      {revealing.error && <Alert type="error" showIcon title={problemText(revealing.error)} style={{ marginBottom: 16 }} />}
      <Space wrap>
        {mayDo('members.manage') && <Button onClick={() => void change()}>{t('contact.change')}</Button>}
        {mayDo('members.see-contact') && !seen && (member.phone ?? member.email) && <Button loading={revealing.isPending} onClick={() => revealing.mutate()}>{t('contact.reveal')}</Button>}
        {mayDo('members.manage') && further.length > 0 && <Popconfirm title={t('contact.forgetConfirm', { name: member.name })} onConfirm={() => forgetting.mutate(undefined)}><Button loading={forgetting.isPending}>{t('contact.forget')}</Button></Popconfirm>}
        {mayDo('members.register') && <PageInvitation memberId={member.memberId} />}
      </Space>
    </>
  );
}
