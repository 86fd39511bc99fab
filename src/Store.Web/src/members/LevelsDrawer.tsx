import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Drawer, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { problemText } from '../shell/ProblemAlert';
import { useSave } from '../shell/useSave';
import type { Level } from './calls';

interface Fields { name: string; rank: number }

/** The member levels; choose one to change it. */
export function LevelsDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  const [chosen, setChosen] = useState<Level | null>(null);
  const levels = useQuery({ queryKey: ['levels'], queryFn: () => api.listLevels() });
  const columns: Column<Level>[] = [
    { key: 'name', title: t('levels.name'), phone: 'title', render: (level) => level.name },
    { key: 'rank', title: t('levels.rank'), align: 'right', phone: 'aside', render: (level) => level.rank },
  ];
  return (
    <Drawer open size={480} title={t('levels.title')} onClose={onClose}>
      <LevelForm key={chosen ? `${chosen.levelId} ${chosen.version}` : 'new'} level={chosen} onSaved={() => setChosen(null)} />
      <DataList columns={columns} rowKey={(level) => level.levelId} onOpen={setChosen} empty={t('levels.none')}
        list={{ rows: levels.data?.items ?? [], loading: levels.isLoading, error: levels.error, retry: () => void levels.refetch() }} />
    </Drawer>
  );
}

function LevelForm({ level, onSaved }: { readonly level: Level | null; readonly onSaved: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  const [form] = Form.useForm<Fields>();
  const saving = useSave(async (fields: Fields) => {
    await (level ? api.changeLevel(level.levelId, { ...fields, version: level.version }) : api.createLevel(fields));
  }, [['levels']], () => {
    form.resetFields();
    onSaved();
  });
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={level ?? { rank: 10 }} onFinish={saving.mutate} style={{ marginBottom: 20 }}>
      <div className="form-grid">
        <Form.Item name="name" label={level ? t('levels.change', { name: level.name }) : t('levels.add')} rules={[{ required: true, message: t('shell:required') }]}><Input maxLength={50} /></Form.Item>
        <Form.Item name="rank" label={t('levels.rank')} extra={t('levels.rankHint')} rules={[{ required: true, message: t('shell:required') }]}><InputNumber min={0} max={1000} precision={0} style={{ width: '100%' }} /></Form.Item>
      </div>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
      {level && <Button type="link" onClick={onSaved}>{t('shell:cancel')}</Button>}
    </Form>
  );
}
