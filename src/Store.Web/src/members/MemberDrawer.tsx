import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Drawer, Form, Input, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { useMay } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useSave } from '../shell/useSave';
import type { Group, Level, MemberDetail } from './calls';

/** A member: card, level and groups; or a new one. */
export function MemberDrawer({ memberId, onClose }: { readonly memberId: number | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  const member = useQuery({ queryKey: ['member', memberId], queryFn: () => api.getMember(memberId ?? 0), enabled: memberId !== null });
  const levels = useQuery({ queryKey: ['levels'], queryFn: () => api.listLevels() });
  const groups = useQuery({ queryKey: ['groups'], queryFn: () => api.listGroups() });
  const failed = member.error ?? levels.error ?? groups.error;
  return (
    <Drawer open size={480} title={memberId === null ? t('add') : member.data?.name ?? ''} onClose={onClose}>
      {memberId === null && <NewMember onMade={onClose} />}
      {failed && <ProblemAlert error={failed} retry={() => void Promise.all([member.refetch(), levels.refetch(), groups.refetch()])} />}
      {memberId !== null && !failed && (member.data && levels.data && groups.data ? <Standing key={member.data.version} member={member.data} levels={levels.data.items} groups={groups.data.items} /> : <Skeleton active />)}
    </Drawer>
  );
}

function NewMember({ onMade }: { readonly onMade: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  const saving = useSave(({ number, name }: { number?: string; name: string }) => api.createMember({ number: number?.trim() ? number.trim() : null, name, homeStoreId: null }), [['members']], onMade);
  return (
    <Form layout="vertical" requiredMark={false} onFinish={saving.mutate}>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, message: t('shell:required') }]}><Input maxLength={100} autoComplete="off" /></Form.Item>
      <Form.Item name="number" label={t('number')} extra={t('numberHint')}><Input maxLength={40} autoComplete="off" /></Form.Item>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
    </Form>
  );
}

interface Fields { levelId: number | null | undefined; groupIds: number[] }

function Standing({ member, levels, groups }: { readonly member: MemberDetail; readonly levels: readonly Level[]; readonly groups: readonly Group[] }) {
  const { t } = useTranslation(['members', 'shell']);
  const mayDo = useMay();
  const timeText = useTimeText();
  const may = mayDo('members.manage-levels');
  const saving = useSave(async ({ levelId, groupIds }: Fields) => {
    let version = member.version;
    if ((levelId ?? null) !== member.levelId) version = (await api.setMemberLevel(member.memberId, { levelId: levelId ?? null, version })).version;
    if ([...groupIds].sort().join() !== [...member.groupIds].sort().join()) await api.setMemberGroups(member.memberId, { groupIds, version });
  }, [['members'], ['member', member.memberId]], () => undefined);
  return (
    <>
      <Descriptions column={1} size="small" style={{ marginBottom: 16 }} items={[
        { key: 'number', label: t('number'), children: member.number },
        { key: 'since', label: t('since'), children: timeText(member.createdAt) },
      ]} />
      <Form<Fields> layout="vertical" requiredMark={false} disabled={!may} initialValues={{ levelId: member.levelId, groupIds: [...member.groupIds] }} onFinish={saving.mutate}>
        <Form.Item name="levelId" label={t('level')}><Select allowClear placeholder={t('noLevel')} options={levels.map((level) => ({ value: level.levelId, label: level.name }))} /></Form.Item>
        <Form.Item name="groupIds" label={t('groups.title')}><Select mode="multiple" options={groups.map((group) => ({ value: group.groupId, label: group.name }))} /></Form.Item>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
        {may && <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>}
      </Form>
    </>
  );
}
