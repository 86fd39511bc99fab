import { Alert, Button, Form, Input, InputNumber, Select, Switch, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ActivityOccasion, ListActivityTypesItem } from '../api/client';
import { useStandings } from '../members/useStandings';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';

const occasions = ['None', 'Birthday', 'Referral'] as const satisfies readonly ActivityOccasion[];

/** What members get points for besides buying, newest first. */
export function ActivityTypesPanel() {
  const { t } = useTranslation('loyalty');
  const may = useMay()('loyalty.manage-points');
  const [opened, setOpened] = useState<ListActivityTypesItem | 'new' | null>(null);
  const { levels } = useStandings();
  const times = ({ dailyAtMost, totalAtMost }: ListActivityTypesItem) => [dailyAtMost === null ? '' : t('points.activities.perDay', { count: dailyAtMost }), totalAtMost === null ? '' : t('points.activities.inAll', { count: totalAtMost })].filter(Boolean).join(' · ') || '–';
  const types = useMore(['activity-types'], (after) => api.listActivityTypes(undefined, undefined, after === undefined ? undefined : Number(after), 50));
  const columns: Column<ListActivityTypesItem>[] = [
    { key: 'name', title: t('points.activities.name'), phone: 'title', render: (type) => <>{type.name} {!type.active && <Tag>{t('points.rules.ended')}</Tag>}</> },
    { key: 'points', title: t('points.gifts.points'), align: 'right', phone: 'aside', render: (type) => type.points },
    { key: 'occasion', title: t('points.activities.occasion'), render: (type) => [t(`points.activities.occasions.${type.occasion}`), levels.find((level) => level.value === type.levelId)?.label].filter(Boolean).join(' · ') },
    { key: 'times', title: t('points.activities.times'), render: times },
    { key: 'approval', title: t('points.activities.needsApproval'), render: (type) => t(type.needsApproval ? 'points.activities.approved' : 'points.activities.atOnce') },
  ];
  return (
    <>
      {may && <div className="tools"><Button type="primary" onClick={() => setOpened('new')}>{t('points.activities.add')}</Button></div>}
      <DataList columns={columns} rowKey={(type) => type.activityTypeId} onOpen={may ? setOpened : undefined} empty={t('points.activities.none')} list={types} />
      {opened !== null && <TypeDrawer known={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </>
  );
}

interface Fields { name: string; points: number; needsApproval: boolean; occasion: ActivityOccasion; active: boolean; dailyAtMost?: number | null; totalAtMost?: number | null; levelId?: number | null }

function TypeDrawer({ known, onClose }: { readonly known: ListActivityTypesItem | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const [form] = Form.useForm<Fields>();
  const { levels } = useStandings();
  const occasion = Form.useWatch('occasion', form) as ActivityOccasion | undefined ?? 'None';
  const byItself = occasion !== 'None';
  const saving = useSave((fields: Fields) => api.saveActivityType({
    ...fields, needsApproval: !byItself && fields.needsApproval, dailyAtMost: fields.dailyAtMost ?? null, totalAtMost: fields.totalAtMost ?? null,
    levelId: fields.occasion === 'Birthday' ? fields.levelId ?? null : null, activityTypeId: known?.activityTypeId ?? 0, version: known?.version ?? 0,
  }), [['activity-types']], onClose);
  const required = [{ required: true, message: t('shell:required') }];
  return (
    <Drawer open size={480} title={known?.name ?? t('points.activities.add')} onClose={onClose}>
      <Form<Fields> name="activity-type" form={form} layout="vertical" requiredMark={false} initialValues={known ?? { occasion: 'None', needsApproval: false, active: true }} onFinish={saving.mutate}>
        <Form.Item name="name" label={t('points.activities.name')} rules={required}><Input maxLength={100} autoComplete="off" autoFocus={!known} /></Form.Item>
        <Form.Item name="points" label={t('points.gifts.points')} rules={required}><InputNumber min={1} max={1_000_000} precision={0} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="occasion" label={t('points.activities.occasion')} extra={t('points.activities.occasionHint')}><Select options={occasions.map((one) => ({ value: one, label: t(`points.activities.occasions.${one}`) }))} /></Form.Item>
        {occasion === 'Birthday' && <Form.Item name="levelId" label={t('points.activities.level')}><Select allowClear placeholder={t('points.activities.allLevels')} options={levels} /></Form.Item>}
        <div className="form-grid">
          <Form.Item name="dailyAtMost" label={t('points.activities.dailyAtMost')}><InputNumber min={1} max={1_000_000} precision={0} placeholder={t('coupons.noLimit')} style={{ width: '100%' }} /></Form.Item>
          <Form.Item name="totalAtMost" label={t('points.activities.totalAtMost')}><InputNumber min={1} max={1_000_000} precision={0} placeholder={t('coupons.noLimit')} style={{ width: '100%' }} /></Form.Item>
        </div>
        <Form.Item name="needsApproval" label={t('points.activities.needsApproval')} extra={t('points.activities.needsApprovalHint')} hidden={byItself} valuePropName="checked"><Switch /></Form.Item>
        <Form.Item name="active" label={t('points.activities.active')} valuePropName="checked"><Switch /></Form.Item>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
        <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
      </Form>
    </Drawer>
  );
}
