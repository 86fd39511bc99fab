import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, InputNumber, Switch, Tag, TreeSelect } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { FilingRuleRow, PreviewFilingItem } from '../api/client';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { MoneyInput } from '../shell/MoneyInput';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { type Minor, fromMinor, toMinor } from '../shell/money';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';
import { categoryTree } from './categories';

interface Fields {
  position: number; name: string; categoryId: number; fromCategoryId: number | null; onlyUnfiled: boolean; brand: string; nameHas: string; specHas: string;
  priceFrom: Minor | null; priceTo: Minor | null; soldDays: number | null; soldAtLeast: number | null; soldAtMost: number | null; active: boolean;
}

/** The rules that file products into categories; what they would move, and doing it. */
export function FilingDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('catalog');
  const { message } = App.useApp();
  const queries = useQueryClient();
  const mayChange = useMay()('catalog.manage-products');
  const [chosen, setChosen] = useState<FilingRuleRow | null>(null);
  const [previewing, setPreviewing] = useState(false);
  const rules = useQuery({ queryKey: ['filing-rules'], queryFn: () => api.listFilingRules() });
  const categories = useQuery({ queryKey: ['categories'], queryFn: () => api.listCategories(), staleTime: 60_000 });
  const nameOf = (categoryId: number | null) => categories.data?.items.find((category) => category.categoryId === categoryId)?.name ?? '–';
  const preview = useMore(['filing-preview'], (after) => api.previewFiling(after === undefined ? undefined : Number(after)), previewing);
  const applying = useMutation({
    mutationFn: async () => {
      let moved = 0;
      for (let after: number | null = 0; after !== null;) {
        const step = await api.applyFiling(after);
        moved += step.moved;
        after = step.next;
      }
      return moved;
    },
    onSuccess: async (moved) => {
      message.success(t('filing.moved', { count: moved }));
      await Promise.all([['goods'], ['product'], ['filing-preview']].map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
  const columns: Column<FilingRuleRow>[] = [
    { key: 'position', title: t('masks.position'), align: 'right', phone: 'aside', render: (rule) => rule.position },
    { key: 'name', title: t('name'), phone: 'title', render: (rule) => <>{rule.name} {!rule.active && <Tag>{t('masks.off')}</Tag>}</> },
    { key: 'when', title: t('filing.when'), render: (rule) => <span style={{ whiteSpace: 'normal' }}>{conditions(rule, t)}</span> },
    { key: 'to', title: t('filing.to'), render: (rule) => nameOf(rule.categoryId) },
  ];
  const moves: Column<PreviewFilingItem>[] = [
    { key: 'name', title: t('name'), phone: 'title', render: (move) => <>{move.name} <small style={{ color: '#76828a' }}>{move.code}</small></> },
    { key: 'from', title: t('filing.from'), render: (move) => nameOf(move.fromCategoryId) },
    { key: 'to', title: t('filing.to'), phone: 'aside', render: (move) => nameOf(move.toCategoryId) },
    { key: 'rule', title: t('filing.rule'), render: (move) => move.ruleName },
  ];
  return (
    <Drawer open size={820} title={t('filing.title')} onClose={onClose}>
      <p style={{ color: '#5b6770', marginTop: 0 }}>{t('filing.hint')}</p>
      <DataList columns={columns} rowKey={(rule) => rule.filingRuleId} onOpen={mayChange ? setChosen : undefined} empty={t('filing.none')} list={{ rows: rules.data?.items ?? [], loading: rules.isLoading, error: rules.error, retry: () => void rules.refetch() }} />
      <div className="tools" style={{ margin: '12px 0 20px' }}>
        <Button onClick={() => setPreviewing(true)}>{t('filing.preview')}</Button>
        {mayChange && <Button type="primary" loading={applying.isPending} onClick={() => applying.mutate()}>{t('filing.apply')}</Button>}
      </div>
      {applying.error && <Alert type="error" showIcon title={problemText(applying.error)} style={{ marginBottom: 12 }} />}
      {previewing && <><h3 style={{ fontSize: 15 }}>{t('filing.wouldMove')}</h3><DataList columns={moves} list={preview} rowKey={(move) => move.productId} empty={t('filing.nothingMoves')} /><div style={{ height: 20 }} /></>}
      {mayChange && <RuleForm key={chosen ? `${chosen.filingRuleId} ${chosen.version}` : 'new'} rule={chosen} onSaved={() => setChosen(null)} />}
    </Drawer>
  );
}

function conditions(rule: FilingRuleRow, t: ReturnType<typeof useTranslation<'catalog'>>['t']): string {
  return [
    rule.onlyUnfiled && t('filing.onlyUnfiled'), rule.brand && `${t('brand')} ${rule.brand}`, rule.nameHas && `${t('filing.nameHas')} ${rule.nameHas}`, rule.specHas && `${t('filing.specHas')} ${rule.specHas}`,
    rule.priceFrom !== null && `${t('price')} ≥ ${rule.priceFrom}`, rule.priceTo !== null && `${t('price')} < ${rule.priceTo}`,
    rule.soldDays > 0 && `${t('filing.soldIn', { days: rule.soldDays })}${rule.soldAtLeast === null ? '' : ` ≥ ${rule.soldAtLeast}`}${rule.soldAtMost === null ? '' : ` ≤ ${rule.soldAtMost}`}`,
  ].filter(Boolean).join(' · ');
}

function RuleForm({ rule, onSaved }: { readonly rule: FilingRuleRow | null; readonly onSaved: () => void }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const [form] = Form.useForm<Fields>();
  const categories = useQuery({ queryKey: ['categories'], queryFn: () => api.listCategories(), staleTime: 60_000 });
  const tree = categoryTree(categories.data?.items ?? []);
  const saving = useSave(async ({ priceFrom, priceTo, ...fields }: Fields) => {
    const body = {
      ...fields, fromCategoryId: fields.fromCategoryId ?? null, priceFrom: priceFrom === null ? null : fromMinor(priceFrom), priceTo: priceTo === null ? null : fromMinor(priceTo),
      soldDays: fields.soldDays ?? 0, soldAtLeast: fields.soldAtLeast, soldAtMost: fields.soldAtMost,
    };
    await (rule ? api.changeFilingRule(rule.filingRuleId, { ...body, version: rule.version }) : api.addFilingRule(body));
  }, [['filing-rules'], ['filing-preview']], () => {
    form.resetFields();
    onSaved();
  });
  const required = { required: true, message: t('shell:required') };
  const first: Partial<Fields> = rule
    ? { ...rule, priceFrom: rule.priceFrom === null ? null : toMinor(rule.priceFrom), priceTo: rule.priceTo === null ? null : toMinor(rule.priceTo) }
    : { position: 100, fromCategoryId: null, onlyUnfiled: false, brand: '', nameHas: '', specHas: '', priceFrom: null, priceTo: null, soldDays: 0, soldAtLeast: null, soldAtMost: null, active: true };
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={first} onFinish={saving.mutate}>
      <strong>{rule ? t('filing.change', { name: rule.name }) : t('filing.add')}</strong>
      <div className="form-grid" style={{ marginTop: 12 }}>
        <Form.Item name="name" label={t('name')} rules={[required]}><Input maxLength={100} /></Form.Item>
        <Form.Item name="categoryId" label={t('filing.to')} rules={[required]}><TreeSelect treeData={tree} showSearch={{ treeNodeFilterProp: 'title' }} /></Form.Item>
        <Form.Item name="brand" label={t('brand')}><Input maxLength={100} /></Form.Item>
        <Form.Item name="nameHas" label={t('filing.nameHas')} extra={t('filing.wordsHint')}><Input maxLength={100} /></Form.Item>
        <Form.Item name="specHas" label={t('filing.specHas')}><Input maxLength={100} /></Form.Item>
        <Form.Item name="priceFrom" label={t('filing.priceFrom')}><MoneyInput /></Form.Item>
        <Form.Item name="priceTo" label={t('filing.priceTo')}><MoneyInput /></Form.Item>
        <Form.Item name="soldDays" label={t('filing.soldDays')} extra={t('filing.soldHint')}><InputNumber min={0} max={730} precision={0} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="soldAtLeast" label={t('filing.soldAtLeast')}><InputNumber min={0} precision={3} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="soldAtMost" label={t('filing.soldAtMost')}><InputNumber min={0} precision={3} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="fromCategoryId" label={t('filing.fromCategory')}><TreeSelect allowClear treeData={tree} showSearch={{ treeNodeFilterProp: 'title' }} /></Form.Item>
        <Form.Item name="position" label={t('masks.position')} rules={[required]}><InputNumber min={0} max={1_000_000} precision={0} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="onlyUnfiled" label={t('filing.onlyUnfiled')} valuePropName="checked"><Switch /></Form.Item>
        <Form.Item name="active" label={t('masks.active')} valuePropName="checked"><Switch /></Form.Item>
      </div>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <div style={{ display: 'flex', gap: 8 }}>
        <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
        {rule && <Button onClick={onSaved}>{t('shell:cancel')}</Button>}
      </div>
    </Form>
  );
}
