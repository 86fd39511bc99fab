import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { problemText } from '../shell/ProblemAlert';
import { saveFile } from '../shell/files';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';
import type { MemberDetail } from './calls';

/** Two files of one person made one, all that is kept of a person, and forgetting them. */
export function PrivacyPanel({ member, onGone }: { readonly member: MemberDetail; readonly onGone: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  const { modal } = App.useApp();
  const mayDo = useMay();
  const changes = [['members'], ['member', member.memberId]];
  const [form] = Form.useForm<{ code: string }>();
  const merging = useSave((other: MemberDetail) => api.mergeMembers(member.memberId, { otherId: other.memberId, version: member.version, otherVersion: other.version }), changes, () => form.resetFields());
  const finding = useMutation({
    mutationFn: async ({ code }: { code: string }) => api.getMember((await api.lookUpMember({ code: code.trim() })).memberId),
    onSuccess: (other) => void modal.confirm({
      title: t('privacy.mergeConfirm', { other: `${other.name} (${other.number})`, name: member.name }), okText: t('privacy.merge'), okButtonProps: { danger: true }, focusable: { autoFocusButton: 'cancel' }, onOk: () => merging.mutateAsync(other).catch(() => undefined),
    }),
  });
  const exporting = useMutation({
    mutationFn: () => api.exportMember(member.memberId),
    onSuccess: (document) => saveFile(`member-${member.number}.json`, JSON.stringify(document, null, 2), 'application/json'),
  });
  const erasing = useSave(() => api.eraseMember(member.memberId, { version: member.version }), changes, onGone);
  const erase = () => void modal.confirm({ title: t('privacy.eraseConfirm', { name: member.name }), content: t('privacy.eraseHint'), okButtonProps: { danger: true }, focusable: { autoFocusButton: 'cancel' }, okText: t('privacy.erase'), onOk: () => erasing.mutateAsync(undefined).catch(() => undefined) });
  const failed = finding.error ?? merging.error ?? exporting.error ?? erasing.error;
  return (
    <>
      {failed && <Alert type="error" showIcon title={problemText(failed)} style={{ marginBottom: 16 }} />}
      {mayDo('members.merge') && (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={finding.mutate}>
          <Form.Item name="code" label={t('privacy.mergeWith')} extra={t('privacy.mergeHint')} rules={[{ required: true, message: t('shell:required') }]}><Input maxLength={60} autoComplete="off" /></Form.Item>
          <Button htmlType="submit" loading={finding.isPending || merging.isPending}>{t('privacy.merge')}</Button>
        </Form>
      )}
      {mayDo('members.export') && <p style={{ marginTop: 24 }}><Button loading={exporting.isPending} onClick={() => exporting.mutate()}>{t('privacy.export')}</Button></p>}
      {mayDo('members.erase') && <p><Button danger loading={erasing.isPending} onClick={erase}>{t('privacy.erase')}</Button></p>}
    </>
  );
}
