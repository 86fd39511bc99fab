import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Descriptions, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Problem, api } from '../api';
import { problemText } from '../shell/ProblemAlert';
import { saveFile } from '../shell/files';
import { currencyText, toMinor } from '../shell/money';
import { useMay, useSession } from '../shell/session';
import { useSave } from '../shell/useSave';
import type { MemberDetail } from './calls';

const held = ['points', 'principal', 'bonus', 'bonusToCome', 'visits', 'onMemberships'] as const;

/** Two files of one person made one, all that is kept of a person, and forgetting them. */
export function PrivacyPanel({ member, onGone }: { readonly member: MemberDetail; readonly onGone: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  const { modal } = App.useApp();
  const mayDo = useMay();
  const { store } = useSession();
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
  const erasing = useSave((givesUp: boolean) => api.eraseMember(member.memberId, { version: member.version, givesUp }), changes, onGone);
  const heldText = (what: (typeof held)[number], figure: number) => (what === 'points' || what === 'visits' ? figure : currencyText(toMinor(figure), store?.currency ?? 'CNY'));
  // What would be lost the server knows: it refuses, with the figures, until somebody has seen them.
  const askAgain = (error: unknown) => {
    if (!(error instanceof Problem) || error.code !== 'member.holds') return;
    void modal.confirm({
      title: t('privacy.eraseHolds'), okButtonProps: { danger: true }, focusable: { autoFocusButton: 'cancel' }, okText: t('privacy.eraseWith'),
      content: <Descriptions column={1} size="small" items={held.filter((what) => Number(error.facts[what]) !== 0).map((what) => ({ key: what, label: t(`privacy.holds.${what}`), children: heldText(what, Number(error.facts[what])) }))} />,
      onOk: () => erasing.mutateAsync(true).catch(() => undefined),
    });
  };
  const erase = () => void modal.confirm({ title: t('privacy.eraseConfirm', { name: member.name }), content: t('privacy.eraseHint'), okButtonProps: { danger: true }, focusable: { autoFocusButton: 'cancel' }, okText: t('privacy.erase'), onOk: () => erasing.mutateAsync(false).catch(askAgain) });
  const failed = finding.error ?? merging.error ?? exporting.error ?? erasing.error;
  return (
    <>
      {failed && <Alert type="error" showIcon title={problemText(failed)} style={{ marginBottom: 16 }} />}
      {mayDo('members.merge') && (
        <Form name="merge" form={form} layout="vertical" requiredMark={false} onFinish={finding.mutate}>
          <Form.Item name="code" label={t('privacy.mergeWith')} extra={t('privacy.mergeHint')} rules={[{ required: true, message: t('shell:required') }]}><Input maxLength={60} autoComplete="off" /></Form.Item>
          <Button htmlType="submit" loading={finding.isPending || merging.isPending}>{t('privacy.merge')}</Button>
        </Form>
      )}
      {mayDo('members.export') && <p style={{ marginTop: 24 }}><Button loading={exporting.isPending} onClick={() => exporting.mutate()}>{t('privacy.export')}</Button></p>}
      {mayDo('members.erase') && <p><Button danger loading={erasing.isPending} onClick={erase}>{t('privacy.erase')}</Button></p>}
    </>
  );
}
