import { useQuery } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Form, InputNumber, Popconfirm, Progress, Skeleton, Space } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { LevelSettings } from '../api/client';
import { type Column, DataList } from '../shell/DataList';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { figureText } from '../shell/money';
import { useSave } from '../shell/useSave';
import { MemberCell } from './MemberCell';
import type { LevelDue } from './calls';
import { useMemberFile } from './useMemberFile';
import { useReviewPreview } from './useReviewPreview';
import { useStandings } from './useStandings';

const rowsAtATime = 50;

/** Who would rise or fall at a review, the review itself, and when it comes by itself. */
export function LevelReviewPanel() {
  const { t } = useTranslation(['members', 'shell']);
  const { openFile, file } = useMemberFile();
  const { levels } = useStandings();
  const levelName = (levelId: number | null) => (levelId === null ? t('noLevel') : levels.find((level) => level.value === levelId)?.label ?? '…');
  const { preview, count, forget } = useReviewPreview();
  const [shown, setShown] = useState(rowsAtATime);
  const settings = useQuery({ queryKey: ['level-settings'], queryFn: () => api.getLevelSettings() });
  const reviewing = useSave(() => api.reviewLevels(), [['members'], ['member']], forget);
  const columns: Column<LevelDue>[] = [
    { key: 'member', title: t('member'), phone: 'title', render: (row) => <MemberCell memberId={row.memberId} number={row.number} name={row.name} onOpen={openFile} /> },
    { key: 'from', title: t('levels.from'), render: (row) => levelName(row.fromLevelId) },
    { key: 'to', title: t('levels.to'), phone: 'aside', render: (row) => levelName(row.toLevelId) },
  ];
  const { moves, rows, all } = preview;
  const begin = () => {
    setShown(rowsAtATime);
    void count();
  };
  return (
    <>
      {settings.error ? <ProblemAlert error={settings.error} retry={() => void settings.refetch()} /> : settings.data ? <SettingsForm key={settings.data.version} settings={settings.data} /> : <Skeleton active />}
      <h3>{t('levels.wouldChange')}</h3>
      <Space wrap style={{ marginBottom: 16 }}>
        <Button loading={preview.counting} onClick={begin}>{t('levels.preview')}</Button>
        {all > 0 && <Button href="/api/members/levels/review/export">{t('export')}</Button>}
      </Space>
      {preview.counting && preview.slow && (
        <div role="status">
          {t('levels.counting', { count: preview.lookedAt })}
          {preview.members !== null && <Progress percent={Math.min(99, Math.floor((preview.lookedAt * 100) / Math.max(1, preview.members)))} size="small" />}
        </div>
      )}
      {moves.map((move) => <p key={`${move.fromLevelId} ${move.toLevelId}`}>{t('levels.move', { from: levelName(move.fromLevelId), to: levelName(move.toLevelId), count: move.members })}</p>)}
      {reviewing.error && <Alert type="error" showIcon title={problemText(reviewing.error)} style={{ marginBottom: 16 }} />}
      {moves.length > 0 && preview.done && (
        <Popconfirm title={t('levels.reviewConfirm', { count: all })} onConfirm={() => reviewing.mutate()}>
          <Button type="primary" loading={reviewing.isPending} style={{ marginBottom: 16 }}>{t('levels.reviewNow')}</Button>
        </Popconfirm>
      )}
      {preview.error !== null && <ProblemAlert error={preview.error} retry={begin} />}
      {preview.done && <DataList columns={columns} rowKey={(row) => row.memberId} empty={t('levels.nobodyChanges')} list={{ rows: rows.slice(0, shown), more: shown < rows.length ? () => setShown(shown + rowsAtATime) : undefined }} />}
      {file}
      {preview.done && shown >= rows.length && all > rows.length && <p>{t('levels.firstOf', { shown: rows.length, all })}</p>}
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
    <Form<Fields> name="level-settings" form={form} layout="vertical" requiredMark={false} onFinish={saving.mutate}
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
