import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Form, InputNumber, Popconfirm, Skeleton, Space } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { LevelSettings } from '../api/client';
import { type Column, DataList } from '../shell/DataList';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { figureText } from '../shell/money';
import { useSave } from '../shell/useSave';
import type { LevelDue } from './calls';
import { useStandings } from './useStandings';

/** Who would rise or fall at a review, the review itself, and when it comes by itself. */
export function LevelReviewPanel() {
  const { t } = useTranslation(['members', 'shell']);
  const { levels } = useStandings();
  const levelName = (levelId: number | null) => (levelId === null ? t('noLevel') : levels.find((level) => level.value === levelId)?.label ?? String(levelId));
  const queries = useQueryClient();
  const preview = useQuery({ queryKey: ['level-review'], queryFn: () => api.previewLevelReview(500), enabled: false });
  const settings = useQuery({ queryKey: ['level-settings'], queryFn: () => api.getLevelSettings() });
  const reviewing = useSave(() => api.reviewLevels(), [['members'], ['member']], () => queries.removeQueries({ queryKey: ['level-review'] }));
  const columns: Column<LevelDue>[] = [
    { key: 'number', title: t('number'), phone: 'title', render: (row) => row.number },
    { key: 'from', title: t('levels.from'), render: (row) => levelName(row.fromLevelId) },
    { key: 'to', title: t('levels.to'), phone: 'aside', render: (row) => levelName(row.toLevelId) },
  ];
  const moves = preview.data?.moves ?? [];
  const all = moves.reduce((sum, move) => sum + move.members, 0);
  return (
    <>
      {settings.error ? <ProblemAlert error={settings.error} retry={() => void settings.refetch()} /> : settings.data ? <SettingsForm key={settings.data.version} settings={settings.data} /> : <Skeleton active />}
      <h3>{t('levels.wouldChange')}</h3>
      <Space wrap style={{ marginBottom: 16 }}>
        <Button loading={preview.isFetching} onClick={() => void preview.refetch()}>{t(preview.isFetching ? 'levels.counting' : 'levels.preview')}</Button>
        {all > 0 && <Button href="/api/members/levels/review/export">{t('export')}</Button>}
      </Space>
      {moves.map((move) => <p key={`${move.fromLevelId} ${move.toLevelId}`}>{t('levels.move', { from: levelName(move.fromLevelId), to: levelName(move.toLevelId), count: move.members })}</p>)}
      {reviewing.error && <Alert type="error" showIcon title={problemText(reviewing.error)} style={{ marginBottom: 16 }} />}
      {moves.length > 0 && (
        <Popconfirm title={t('levels.reviewConfirm', { count: all })} onConfirm={() => reviewing.mutate()}>
          <Button type="primary" loading={reviewing.isPending} style={{ marginBottom: 16 }}>{t('levels.reviewNow')}</Button>
        </Popconfirm>
      )}
      {preview.error && <ProblemAlert error={preview.error} />}
      {preview.data && <DataList columns={columns} rowKey={(row) => row.memberId} empty={t('levels.nobodyChanges')} list={{ rows: preview.data.members }} />}
      {preview.data && all > preview.data.members.length && <p>{t('levels.firstOf', { shown: preview.data.members.length, all })}</p>}
    </>
  );
}

interface Fields { growthPerUnit: number; reviewMonths: number; nextReview?: Dayjs | null }

function SettingsForm({ settings }: { readonly settings: LevelSettings }) {
  const { t } = useTranslation(['members', 'shell']);
  const [form] = Form.useForm<Fields>();
  const watched = Form.useWatch('reviewMonths', form) as number | undefined;
  const reviewMonths = watched ?? settings.reviewMonths;
  const saving = useSave((fields: Fields) => api.changeLevelSettings({
    growthPerUnit: fields.growthPerUnit, reviewMonths: fields.reviewMonths, nextReview: fields.reviewMonths === 0 ? null : fields.nextReview?.format('YYYY-MM-DD') ?? null, version: settings.version,
  }), [['level-settings']], () => undefined);
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={saving.mutate}
      initialValues={{ growthPerUnit: settings.growthPerUnit, reviewMonths: settings.reviewMonths, nextReview: settings.nextReview === null ? null : dayjs(settings.nextReview) }}>
      <div className="form-grid">
        <Form.Item name="growthPerUnit" label={t('levels.growthPerUnit')} rules={[{ required: true, message: t('shell:required') }]}><InputNumber min={0} max={1000} precision={3} formatter={figureText} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="reviewMonths" label={t('levels.reviewMonths')} extra={t('levels.reviewMonthsHint')} rules={[{ required: true, message: t('shell:required') }]}><InputNumber min={0} max={36} precision={0} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="nextReview" label={t('levels.nextReview')} hidden={reviewMonths === 0} rules={reviewMonths === 0 ? [] : [{ required: true, message: t('shell:required') }]}><DatePicker style={{ width: '100%' }} /></Form.Item>
      </div>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Button htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
    </Form>
  );
}
