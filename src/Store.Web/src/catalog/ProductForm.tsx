import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Input, InputNumber, Select, Switch, TreeSelect } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { MoneyInput } from '../shell/MoneyInput';
import { problemText } from '../shell/ProblemAlert';
import { type Minor, fromMinor, quantityText, toMilli } from '../shell/money';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';
import { ContentFields } from './ContentFields';
import { type ProductDetail, itemFlags } from './calls';
import { categoryTree } from './categories';
import { type ContentOfForm, contentBody, contentFields } from './content';

interface BarcodeFields { barcode: string; unit: string | null; factor: number }

interface Fields {
  code: string; name: string; brand: string; spec: string; unit: string; categoryId: number | null; taxCode: string;
  barcodes: BarcodeFields[]; price: Minor | null; active: boolean; flags: string[]; ageLimit: number; content: ContentOfForm;
}

/** What is known of a product, to be changed, or of a new one. */
export function ProductForm({ product, onSaved }: { readonly product: ProductDetail | null; readonly onSaved: (productId: number) => void }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const mayChange = useMay()('catalog.manage-products');
  const categories = useQuery({ queryKey: ['categories'], queryFn: () => api.listCategories(), staleTime: 60_000 });
  const taxCodes = useQuery({ queryKey: ['tax-codes'], queryFn: () => api.listTaxCodes(), staleTime: 60_000 });
  const saving = useSave(async ({ price, ...facts }: Fields) => {
    const body = { ...facts, content: contentBody(facts.content), categoryId: facts.categoryId ?? null, barcodes: facts.barcodes.map((barcode) => ({ ...barcode, unit: barcode.unit?.trim() === '' ? null : barcode.unit })) };
    const saved = product
      ? await api.changeProduct(product.productId, { ...body, version: product.version })
      : await api.createProduct({ ...body, price: price === null ? null : fromMinor(price) });
    return saved.productId;
  }, [['goods'], ['product']], onSaved);
  const required = { required: true, message: t('shell:required') };
  const first: Partial<Fields> = product ? { ...product, content: contentFields(product.content) } : { content: contentFields(null), unit: '件', categoryId: null, taxCode: taxCodes.data?.items[0]?.code ?? 'NONE', barcodes: [], price: null, active: true, brand: '', spec: '', flags: [], ageLimit: 0 };
  return (
    <Form<Fields> layout="vertical" requiredMark={false} disabled={!mayChange} initialValues={first} onFinish={saving.mutate}>
      <div className="form-grid">
        <Form.Item name="name" label={t('name')} rules={[required]} className="form-wide"><Input maxLength={200} /></Form.Item>
        <Form.Item name="code" label={t('code')} rules={[required]}><Input maxLength={48} /></Form.Item>
        <Form.Item name="unit" label={t('unit')} rules={[required]}><Input maxLength={20} /></Form.Item>
        <Form.Item name="brand" label={t('brand')}><Input maxLength={100} /></Form.Item>
        <Form.Item name="spec" label={t('spec')}><Input maxLength={100} /></Form.Item>
        <Form.Item name="categoryId" label={t('category')}><TreeSelect allowClear showSearch={{ treeNodeFilterProp: 'title' }} treeData={categoryTree(categories.data?.items ?? [])} /></Form.Item>
        <Form.Item name="taxCode" label={t('taxCode')} rules={[required]}><Select options={taxCodes.data?.items.map((code) => ({ value: code.code, label: `${code.name} ${code.rate}%` })) ?? []} /></Form.Item>
        {!product && <Form.Item name="price" label={t('price')} extra={t('firstPriceHint')}><MoneyInput /></Form.Item>}
        <ContentFields />
        <Form.Item name="flags" label={t('flags.title')} className="form-wide"><Checkbox.Group options={itemFlags.map((flag) => ({ value: flag, label: t(`flags.${flag}`) }))} /></Form.Item>
        <Form.Item name="ageLimit" label={t('flags.ageLimit')} extra={t('flags.ageHint')} rules={[required]}><InputNumber min={0} max={99} precision={0} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="active" label={t('active')} valuePropName="checked"><Switch /></Form.Item>
      </div>
      <Form.List name="barcodes">
        {(fields, { add, remove }) => (
          <Form.Item label={t('barcodes')} extra={t('barcodesHint')}>
            {fields.map(({ key, name }) => (
              <div key={key} style={{ display: 'flex', gap: 8, marginBottom: 8, alignItems: 'flex-start' }}>
                <Form.Item noStyle name={[name, 'barcode']} rules={[required]}><Input placeholder={t('barcode')} maxLength={48} style={{ flex: 2 }} /></Form.Item>
                <Form.Item noStyle name={[name, 'factor']} rules={[required]}><InputNumber min={0.001} precision={3} formatter={(value) => (value === undefined ? '' : quantityText(toMilli(value)))} aria-label={t('factor')} style={{ width: 84 }} /></Form.Item>
                <Form.Item noStyle name={[name, 'unit']}><Input placeholder={t('packUnit')} maxLength={20} style={{ width: 90 }} /></Form.Item>
                <Button type="text" icon={<DeleteOutlined />} aria-label={t('removeBarcode')} onClick={() => remove(name)} />
              </div>
            ))}
            <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ barcode: '', factor: 1, unit: null })}>{t('addBarcode')}</Button>
          </Form.Item>
        )}
      </Form.List>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      {mayChange && <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>}
    </Form>
  );
}
