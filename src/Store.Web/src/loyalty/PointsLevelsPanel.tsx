import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, InputNumber, Select, Switch, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListPointsLevelsItem } from '../api/client';
import { useStandings } from '../members/useStandings';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';

/** What levels cost in points, the cheapest first. */
export function PointsLevelsPanel() {
  const { t } = useTranslation('loyalty');
  const may = useMay()('loyalty.manage-points');
  const [opened, setOpened] = useState<ListPointsLevelsItem | 'new' | null>(null);
  const levels = useQuery({ queryKey: ['points-levels'], queryFn: () => api.listPointsLevels() });
  const columns: Column<ListPointsLevelsItem>[] = [
    { key: 'name', title: t('points.levels.level'), phone: 'title', render: (level) => <>{level.name} {!level.active && <Tag>{t('points.rules.ended')}</Tag>}</> },
    { key: 'points', title: t('points.gifts.points'), align: 'right', phone: 'aside', render: (level) => level.points },
    { key: 'months', title: t('points.levels.months'), align: 'right', render: (level) => level.months },
  ];
  return (
    <>
      {may && <div className="tools"><Button type="primary" onClick={() => setOpened('new')}>{t('points.levels.add')}</Button></div>}
      <DataList columns={columns} rowKey={(level) => level.levelId} onOpen={may ? setOpened : undefined} empty={t('points.levels.none')}
        list={{ rows: levels.data?.items ?? [], loading: levels.isLoading, error: levels.error, retry: () => void levels.refetch() }} />
      {opened !== null && <LevelDrawer known={opened === 'new' ? null : opened} offered={levels.data?.items ?? []} onClose={() => setOpened(null)} />}
    </>
  );
}

interface Fields { levelId: number; points: number; months: number; active: boolean }

function LevelDrawer({ known, offered, onClose }: { readonly known: ListPointsLevelsItem | null; readonly offered: readonly ListPointsLevelsItem[]; readonly onClose: () => void }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const { levels } = useStandings();
  const saving = useSave(({ levelId, ...fields }: Fields) => api.savePointsLevel(known?.levelId ?? levelId, { ...fields, version: known?.version ?? 0 }), [['points-levels']], onClose);
  const required = [{ required: true, message: t('shell:required') }];
  return (
    <Drawer open size={480} title={known?.name ?? t('points.levels.add')} onClose={onClose}>
      <Form<Fields> name="points-level" layout="vertical" requiredMark={false} initialValues={known ?? { months: 12, active: true }} onFinish={saving.mutate}>
        {!known && (
          <Form.Item name="levelId" label={t('points.levels.level')} rules={required}>
            <Select options={levels.filter((level) => offered.every((one) => one.levelId !== level.value))} />
          </Form.Item>
        )}
        <Form.Item name="points" label={t('points.gifts.points')} rules={required}><InputNumber min={1} max={10_000_000} precision={0} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="months" label={t('points.levels.months')} extra={t('points.levels.monthsHint')} rules={required}><InputNumber min={1} max={120} precision={0} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="active" label={t('points.gifts.active')} valuePropName="checked"><Switch /></Form.Item>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
        <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
      </Form>
    </Drawer>
  );
}
