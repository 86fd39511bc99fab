import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Popconfirm, Space, Statistic, Tabs } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';
import { ConditionFields } from './ConditionFields';
import { MemberLabel } from './MemberLabel';
import type { Chosen, Conditions, Segment } from './calls';
import { type ConditionForm, fromForm, toForm } from './conditions';
import { useStandings } from './useStandings';

/** A segment: its conditions, with how many they hold for while they are being changed, and its members. */
export function SegmentDrawer({ segment, onClose }: { readonly segment: Segment | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  return (
    <Drawer open size={880} title={segment?.name ?? t('segments.add')} onClose={onClose}>
      {segment === null ? <SegmentForm segment={null} onClose={onClose} /> : (
        <Tabs items={[
          { key: 'members', label: t('shell:pages.members'), children: <SegmentMembers segment={segment} /> },
          { key: 'conditions', label: t('segments.conditions'), children: <SegmentForm segment={segment} onClose={onClose} /> },
        ]} />
      )}
    </Drawer>
  );
}

function SegmentMembers({ segment }: { readonly segment: Segment }) {
  const { t } = useTranslation(['members', 'shell']);
  const mayDo = useMay();
  const { levels } = useStandings();
  const members = useMore(['segment-members', segment.segmentId, segment.version], (after) => api.listMembersOfSegment(segment.segmentId, after === undefined ? undefined : Number(after), undefined));
  const columns: Column<Chosen>[] = [
    { key: 'member', title: t('member'), phone: 'title', render: (member) => <MemberLabel number={member.number} name={member.name} /> },
    { key: 'level', title: t('level'), phone: 'aside', render: (member) => levels.find((level) => level.value === member.levelId)?.label ?? '–' },
    { key: 'visits', title: t('purchases.visits'), align: 'right', render: (member) => member.visits },
    { key: 'spent', title: t('purchases.spent'), align: 'right', render: (member) => <Amount minor={toMinor(member.spent)} /> },
    { key: 'last', title: t('purchases.last'), render: (member) => member.lastVisit ?? '–' },
    { key: 'scores', title: t('segments.scores'), render: (member) => (member.moneyScore === 0 ? '–' : `${member.recencyScore} · ${member.frequencyScore} · ${member.moneyScore}`) },
  ];
  return (
    <>
      <div className="tools">
        <Count conditions={segment.conditions} />
        {mayDo('members.manage-segments') && <Button href={`/api/members/segments/${segment.segmentId}/export`}>{t('export')}</Button>}
      </div>
      <DataList columns={columns} list={members} rowKey={(member) => member.memberId} empty={t('segments.noMembers')} />
    </>
  );
}

/** How many members conditions hold for. */
function Count({ conditions }: { readonly conditions: Conditions }) {
  const { t } = useTranslation('members');
  const counted = useQuery({ queryKey: ['segment-count', conditions], queryFn: () => api.countMembersWith({ conditions }), placeholderData: (before) => before });
  if (counted.error) return <Alert type="error" showIcon title={problemText(counted.error)} />;
  return <Statistic title={t('segments.members')} value={counted.data?.members ?? '–'} loading={counted.isLoading} />;
}

function SegmentForm({ segment, onClose }: { readonly segment: Segment | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  const may = useMay()('members.manage-segments');
  const [form] = Form.useForm<ConditionForm>();
  const [fields, setFields] = useState<ConditionForm>(() => toForm(segment?.name ?? '', segment?.conditions ?? {}));
  const asked = useDeferredValue(fields);
  const changes = [['segments'], ['segment-members']];
  const saving = useSave(async (saved: ConditionForm) => {
    const body = { name: saved.name.trim(), conditions: fromForm(saved) };
    await (segment ? api.changeSegment(segment.segmentId, { ...body, version: segment.version }) : api.createSegment(body));
  }, changes, onClose);
  const deleting = useSave((segmentId: number) => api.deleteSegment(segmentId), changes, onClose);
  const failed = saving.error ?? deleting.error;
  return (
    <Form<ConditionForm> name="segment" form={form} layout="vertical" requiredMark={false} disabled={!may} initialValues={fields} onFinish={saving.mutate} onValuesChange={(_, all) => setFields({ ...fields, ...all })}>
      <Form.Item name="name" label={t('segments.name')} rules={[{ required: true, whitespace: true, message: t('shell:required') }]}><Input maxLength={50} autoFocus /></Form.Item>
      <ConditionFields />
      <Count conditions={fromForm(asked)} />
      {failed && <Alert type="error" showIcon title={problemText(failed)} style={{ marginTop: 16 }} />}
      {may && (
        <Space style={{ marginTop: 16 }}>
          <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
          {segment && <Popconfirm title={t('segments.deleteConfirm', { name: segment.name })} onConfirm={() => deleting.mutate(segment.segmentId)}><Button danger loading={deleting.isPending}>{t('segments.delete')}</Button></Popconfirm>}
        </Space>
      )}
    </Form>
  );
}
