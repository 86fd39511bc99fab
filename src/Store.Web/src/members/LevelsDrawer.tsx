import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, InputNumber, Select, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { figureText } from '../shell/money';
import { useSave } from '../shell/useSave';
import { LevelReviewPanel } from './LevelReviewPanel';
import { type Level, entries } from './calls';

interface Fields { name: string; rank: number; entry: string; amount?: number | null; windowMonths: number; discountPercent?: number | null; discount?: string; birthdayGift?: string }

/** The member levels, how they are earned and what they give; choose one to change it. And their review. */
export function LevelsDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  return (
    <Drawer open size={760} title={t('levels.title')} onClose={onClose}>
      <Tabs items={[
        { key: 'levels', label: t('levels.title'), children: <Levels /> },
        { key: 'review', label: t('levels.review'), children: <LevelReviewPanel /> },
      ]} />
    </Drawer>
  );
}

function Levels() {
  const { t } = useTranslation(['members', 'shell']);
  const [chosen, setChosen] = useState<Level | null>(null);
  const levels = useQuery({ queryKey: ['levels'], queryFn: () => api.listLevels() });
  const rule = ({ terms }: Level) => {
    const entry = (terms.entry ?? 'ByHand') as 'Spend';
    return terms.entry === 'Spend' || terms.entry === 'Growth' ? t('levels.rule', { what: t(`levels.entries.${entry}`), amount: terms.amount, months: terms.windowMonths }) : t(`levels.entries.${entry}`);
  };
  const columns: Column<Level>[] = [
    { key: 'name', title: t('levels.name'), phone: 'title', render: (level) => level.name },
    { key: 'rank', title: t('levels.rank'), align: 'right', phone: 'aside', render: (level) => level.rank },
    { key: 'rule', title: t('levels.entry'), render: rule },
    { key: 'discount', title: t('levels.discount'), render: ({ terms }) => [terms.discountPercent ? `${terms.discountPercent}%` : '', terms.discount ?? ''].filter(Boolean).join(' · ') || '–' },
    { key: 'birthday', title: t('levels.birthdayGift'), render: ({ terms }) => terms.birthdayGift === '' ? '–' : terms.birthdayGift },
  ];
  return (
    <>
      <LevelForm key={chosen ? `${chosen.levelId} ${chosen.version}` : 'new'} level={chosen} onSaved={() => setChosen(null)} />
      <DataList columns={columns} rowKey={(level) => level.levelId} onOpen={setChosen} empty={t('levels.none')}
        list={{ rows: levels.data?.items ?? [], loading: levels.isLoading, error: levels.error, retry: () => void levels.refetch() }} />
    </>
  );
}

function LevelForm({ level, onSaved }: { readonly level: Level | null; readonly onSaved: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  const [form] = Form.useForm<Fields>();
  const entry = Form.useWatch('entry', form);
  const isEarned = entry === 'Spend' || entry === 'Growth';
  const saving = useSave(async (fields: Fields) => {
    const { name, rank, amount, discount, discountPercent, birthdayGift, windowMonths } = fields;
    const body = { name, rank, terms: { entry: fields.entry, amount: amount ?? 0, windowMonths, discount: discount ?? '', birthdayGift: birthdayGift ?? '', discountPercent: discountPercent ?? null } };
    await (level ? api.changeLevel(level.levelId, { ...body, version: level.version }) : api.createLevel(body));
  }, [['levels']], () => {
    form.resetFields();
    onSaved();
  });
  return (
    <Form<Fields> name="level" form={form} layout="vertical" requiredMark={false} onFinish={saving.mutate} style={{ marginBottom: 20 }}
      initialValues={level ? { name: level.name, rank: level.rank, ...level.terms } : { rank: 10, entry: 'ByHand', windowMonths: 12 }}>
      <div className="form-grid">
        <Form.Item name="name" label={level ? t('levels.change', { name: level.name }) : t('levels.add')} rules={[{ required: true, message: t('shell:required') }]}><Input maxLength={50} autoFocus autoComplete="off" /></Form.Item>
        <Form.Item name="rank" label={t('levels.rank')} extra={t('levels.rankHint')} rules={[{ required: true, message: t('shell:required') }]}><InputNumber min={0} max={1000} precision={0} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="entry" label={t('levels.entry')}><Select options={entries.map((one) => ({ value: one, label: t(`levels.entries.${one}`) }))} /></Form.Item>
        <Form.Item name="amount" label={t('levels.amount')} hidden={!isEarned} rules={isEarned ? [{ required: true, message: t('shell:required') }] : []}><InputNumber min={0.01} max={1_000_000_000} precision={2} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="windowMonths" label={t('levels.window')} hidden={!isEarned} rules={[{ required: isEarned, message: t('shell:required') }]}><InputNumber min={1} max={60} precision={0} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="discountPercent" label={t('levels.discountPercent')} extra={t('levels.discountPercentHint')}><InputNumber min={0} max={100} step={1} precision={2} formatter={figureText} suffix="%" style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="discount" label={t('levels.discountNote')}><Input maxLength={50} /></Form.Item>
        <Form.Item name="birthdayGift" label={t('levels.birthdayGift')} extra={t('levels.birthdayGiftHint')}><Input maxLength={200} /></Form.Item>
      </div>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
      {level && <Button type="link" onClick={onSaved}>{t('shell:cancel')}</Button>}
    </Form>
  );
}
