import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Select, TreeSelect } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { GetStyleResult } from '../api/client';
import { problemText } from '../shell/ProblemAlert';
import { useSave } from '../shell/useSave';
import { itemFlags } from './calls';
import { categoryTree } from './categories';

interface Fields { brand?: string; unit?: string; categoryId?: number; taxCode?: string; active?: boolean; flags?: string[] }

/** Changes what is common to all variants of a style; a field that is left empty changes nothing. */
export function VariantsForm({ style }: { readonly style: GetStyleResult }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const [form] = Form.useForm<Fields>();
  const categories = useQuery({ queryKey: ['categories'], queryFn: () => api.listCategories(), staleTime: 60_000 });
  const taxCodes = useQuery({ queryKey: ['tax-codes'], queryFn: () => api.listTaxCodes(), staleTime: 60_000 });
  const saving = useSave((fields: Fields) => api.changeVariants(style.styleId, {
    brand: fields.brand === undefined || fields.brand === '' ? null : fields.brand, unit: fields.unit === undefined || fields.unit === '' ? null : fields.unit, categoryId: fields.categoryId ?? null,
    taxCode: fields.taxCode ?? null, active: fields.active ?? null, flags: fields.flags && fields.flags.length > 0 ? fields.flags : null, ageLimit: null,
  }), [['style'], ['goods'], ['product']], () => form.resetFields());
  return (
    <Form<Fields> form={form} layout="vertical" onFinish={saving.mutate}>
      <p style={{ color: '#5b6770', marginTop: 0 }}>{t('styles.commonHint', { count: style.variants.length })}</p>
      <div className="form-grid">
        <Form.Item name="brand" label={t('brand')}><Input maxLength={100} /></Form.Item>
        <Form.Item name="unit" label={t('unit')}><Input maxLength={20} /></Form.Item>
        <Form.Item name="categoryId" label={t('category')}><TreeSelect allowClear treeData={categoryTree(categories.data?.items ?? [])} showSearch={{ treeNodeFilterProp: 'title' }} /></Form.Item>
        <Form.Item name="taxCode" label={t('taxCode')}><Select allowClear options={taxCodes.data?.items.map((code) => ({ value: code.code, label: `${code.name} ${code.rate}%` })) ?? []} /></Form.Item>
        <Form.Item name="active" label={t('active')}><Select allowClear options={[{ value: true, label: t('shell:yes') }, { value: false, label: t('shell:no') }]} /></Form.Item>
        <Form.Item name="flags" label={t('flags.title')}><Select mode="multiple" allowClear options={itemFlags.map((flag) => ({ value: flag, label: t(`flags.${flag}`) }))} /></Form.Item>
      </div>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('styles.changeAll')}</Button>
    </Form>
  );
}
