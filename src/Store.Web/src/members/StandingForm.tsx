import { useQuery } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Form, Select, Skeleton } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';
import { LevelHistory } from './LevelHistory';
import type { MemberDetail } from './calls';

interface Fields { levelId: number | null | undefined; heldUntil?: Dayjs | null; groupIds: number[] }

/** A member's level and groups. */
export function StandingForm({ member }: { readonly member: MemberDetail }) {
  const { t } = useTranslation(['members', 'shell']);
  const may = useMay()('members.manage-levels');
  const levels = useQuery({ queryKey: ['levels'], queryFn: () => api.listLevels() });
  const groups = useQuery({ queryKey: ['groups'], queryFn: () => api.listGroups() });
  const saving = useSave(async ({ levelId, heldUntil, groupIds }: Fields) => {
    let version = member.version;
    const held = heldUntil?.format('YYYY-MM-DD') ?? null;
    if ((levelId ?? null) !== member.levelId || held !== member.levelHeldUntil) version = (await api.setMemberLevel(member.memberId, { levelId: levelId ?? null, version, heldUntil: held })).version;
    if ([...groupIds].sort().join() !== [...member.groupIds].sort().join()) await api.setMemberGroups(member.memberId, { groupIds, version });
  }, [['members'], ['member', member.memberId]], () => undefined);
  const failed = levels.error ?? groups.error;
  if (failed) return <ProblemAlert error={failed} retry={() => void Promise.all([levels.refetch(), groups.refetch()])} />;
  if (!levels.data || !groups.data) return <Skeleton active />;
  return (
    <>
    <Form<Fields> name="standing" layout="vertical" requiredMark={false} disabled={!may} initialValues={{ levelId: member.levelId, heldUntil: member.levelHeldUntil === null ? null : dayjs(member.levelHeldUntil), groupIds: [...member.groupIds] }} onFinish={saving.mutate}>
      <Form.Item name="levelId" label={t('level')}><Select allowClear placeholder={t('noLevel')} options={levels.data.items.map((level) => ({ value: level.levelId, label: level.name }))} /></Form.Item>
      <Form.Item name="heldUntil" label={t('levels.heldUntil')} extra={t('levels.heldUntilHint')}><DatePicker style={{ width: '100%' }} /></Form.Item>
      <Form.Item name="groupIds" label={t('groups.title')}><Select mode="multiple" options={groups.data.items.map((group) => ({ value: group.groupId, label: group.name }))} /></Form.Item>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      {may && <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>}
    </Form>
    <LevelHistory memberId={member.memberId} version={member.version} />
    </>
  );
}
