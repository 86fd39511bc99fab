import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Input, Select, Tag, TreeSelect } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { GetStyleResult } from '../api/client';
import { Amount } from '../shell/Amount';
import { MoneyInput } from '../shell/MoneyInput';
import { problemText } from '../shell/ProblemAlert';
import { type Minor, fromMinor, toMinor } from '../shell/money';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';
import { ProductDrawer } from './ProductDrawer';
import { categoryTree } from './categories';
import { useVariantBarcodes } from './useVariantBarcodes';
import { combinations, keyOf } from './variants';

interface Fields { brand: string; unit: string; categoryId: number | null; taxCode: string; price: Minor | null }

/** The variants of a style as a grid: those that are there, to be opened, and those that are not, to be made. */
export function VariantGrid({ style }: { readonly style: GetStyleResult }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const mayChange = useMay()('catalog.manage-products');
  const [opened, setOpened] = useState<number | null>(null);
  const there = new Map(style.variants.map((variant) => [keyOf(variant.values), variant]));
  const values = style.attributes.map((attribute) => attribute.values.map((value) => value.valueNo));
  const columns = style.attributes.at(-1)?.values ?? [];
  const rows = combinations(values.slice(0, -1));
  const missing = combinations(values).filter((combination) => !there.has(keyOf(combination)));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const wanted = missing.filter((combination) => !left.has(keyOf(combination)));
  const nameOf = (attribute: number, valueNo: number) => style.attributes[attribute]?.values.find((value) => value.valueNo === valueNo)?.name ?? '';
  const barcodes = useVariantBarcodes(style, mayChange);
  const toggle = (key: string) => setLeft(new Set(left.has(key) ? [...left].filter((each) => each !== key) : [...left, key]));
  const cell = (combination: readonly number[]) => {
    const key = keyOf(combination);
    const variant = there.get(key);
    if (variant) return <div><Button type="link" size="small" style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }} onClick={() => setOpened(variant.productId)}><span><small style={{ whiteSpace: 'nowrap' }}>{variant.code}</small><br /><Amount minor={variant.price === null ? null : toMinor(variant.price)} /> {variant.ownPrice && style.price !== null && <Tag color="blue">{t('styles.ownPrice')}</Tag>}{!variant.active && <Tag>{t('inactive')}</Tag>}</span></Button><div>{barcodes.cell(variant)}</div></div>;
    return mayChange ? <Checkbox checked={!left.has(key)} onChange={() => toggle(key)} aria-label={combination.map((valueNo, index) => nameOf(index, valueNo)).join(' ')} /> : '–';
  };
  return (
    <>
      {barcodes.tools}
      <div className="panel" style={{ overflowX: 'auto', marginBottom: 16 }}>
        <table style={{ width: '100%', borderCollapse: 'collapse' }}>
          <thead><tr><th />{columns.map((column) => <th key={column.valueNo} style={{ padding: 8, textAlign: 'start' }}>{column.name}</th>)}</tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)} style={{ borderTop: '1px solid #eef1f1' }}>
                <th style={{ padding: 8, textAlign: 'start', whiteSpace: 'nowrap' }}>{row.map((valueNo, index) => nameOf(index, valueNo)).join(' · ')}</th>
                {columns.map((column) => <td key={column.valueNo} style={{ padding: 8 }}>{cell([...row, column.valueNo])}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {mayChange && missing.length > 0 && <MakeForm style={style} wanted={wanted} />}
      {opened !== null && <ProductDrawer productId={opened} onMade={setOpened} onClose={() => setOpened(null)} />}
    </>
  );
}

function MakeForm({ style, wanted }: { readonly style: GetStyleResult; readonly wanted: readonly number[][] }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const categories = useQuery({ queryKey: ['categories'], queryFn: () => api.listCategories(), staleTime: 60_000 });
  const taxCodes = useQuery({ queryKey: ['tax-codes'], queryFn: () => api.listTaxCodes(), staleTime: 60_000 });
  const saving = useSave((fields: Fields) => api.makeVariants(style.styleId, {
    ...fields, categoryId: fields.categoryId ?? null, price: fields.price === null ? null : fromMinor(fields.price), flags: null, ageLimit: null, variants: wanted.map((values) => ({ values })),
  }), [['style'], ['styles'], ['goods']], () => undefined);
  const required = { required: true, message: t('shell:required') };
  return (
    <Form<Fields> layout="vertical" requiredMark={false} initialValues={{ unit: '件', brand: '', categoryId: null, taxCode: 'NONE', price: style.price === null ? null : toMinor(style.price) }} onFinish={saving.mutate}>
      <strong>{t('styles.make')}</strong>
      <div className="form-grid" style={{ marginTop: 12 }}>
        <Form.Item name="unit" label={t('unit')} rules={[required]}><Input maxLength={20} /></Form.Item>
        <Form.Item name="brand" label={t('brand')}><Input maxLength={100} /></Form.Item>
        <Form.Item name="categoryId" label={t('category')}><TreeSelect allowClear treeData={categoryTree(categories.data?.items ?? [])} showSearch={{ treeNodeFilterProp: 'title' }} /></Form.Item>
        <Form.Item name="taxCode" label={t('taxCode')} rules={[required]}><Select options={taxCodes.data?.items.map((code) => ({ value: code.code, label: `${code.name} ${code.rate}%` })) ?? []} /></Form.Item>
        <Form.Item name="price" label={t('price')} extra={t('firstPriceHint')}><MoneyInput /></Form.Item>
      </div>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" disabled={wanted.length === 0} loading={saving.isPending}>{t('styles.makeCount', { count: wanted.length })}</Button>
    </Form>
  );
}
