import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, InputNumber, Popconfirm, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ValueProduct } from '../api/client';
import { ProductSelect, useProductNames } from '../marketing/ProductSelect';
import { type Column, DataList } from '../shell/DataList';
import { problemText } from '../shell/ProblemAlert';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';

const kinds = ['TopUp', 'GiftCard', 'Pass'] as const;

type Kind = (typeof kinds)[number];

interface Fields { productId: number; kind: Kind; name: string; uses: number; validDays?: number | null; goodsId?: number | null }

/** Which products sell a top-up, a gift card or a pass. */
export function ValueProductsPanel() {
  const { t } = useTranslation(['loyalty', 'shell']);
  const mayDo = useMay();
  const may = mayDo('loyalty.manage-value');
  const products = useQuery({ queryKey: ['value-products'], queryFn: () => api.listValueProducts() });
  const passes = (products.data?.items ?? []).flatMap((product) => product.goodsId ?? []);
  const goodsName = useProductNames(mayDo('catalog.view') ? [...new Set(passes)] : []);
  const removing = useSave((productId: number) => api.removeValueProduct(productId), [['value-products']], () => undefined);
  const columns: Column<ValueProduct>[] = [
    { key: 'name', title: t('value.name'), phone: 'title', render: (product) => product.name },
    { key: 'kind', title: t('value.products.kind'), phone: 'aside', render: (product) => t(`value.products.kinds.${product.kind as Kind}`) },
    { key: 'uses', title: t('value.products.uses'), align: 'right', render: (product) => (product.uses > 0 ? product.uses : '–') },
    { key: 'goods', title: t('value.products.goods'), render: (product) => (product.goodsId === null ? '–' : goodsName(product.goodsId)) },
    { key: 'days', title: t('value.validDays'), align: 'right', render: (product) => product.validDays ?? '–' },
    ...(may ? [{
      key: 'remove', title: '', render: (product: ValueProduct) => (
        <Popconfirm title={t('value.products.removeConfirm')} onConfirm={() => removing.mutateAsync(product.productId).catch(() => undefined)}><Button size="small" type="text" danger>{t('value.products.remove')}</Button></Popconfirm>
      ),
    }] : []),
  ];
  return (
    <>
      {may && <ValueProductForm />}
      {removing.error && <Alert type="error" showIcon title={problemText(removing.error)} style={{ marginBottom: 16 }} />}
      <DataList columns={columns} rowKey={(product) => product.productId} empty={t('value.products.none')}
        list={{ rows: products.data?.items ?? [], loading: products.isLoading, error: products.error, retry: () => void products.refetch() }} />
    </>
  );
}

function ValueProductForm() {
  const { t } = useTranslation(['loyalty', 'shell']);
  const [form] = Form.useForm<Fields>();
  const kind = (Form.useWatch('kind', form) as Kind | undefined) ?? 'TopUp';
  const saving = useSave(({ productId, name, uses, validDays, goodsId }: Fields) => api.setValueProduct(productId, {
    kind, name, uses: kind === 'Pass' ? uses : 0, validDays: kind === 'TopUp' ? null : validDays ?? null, goodsId: kind === 'Pass' ? goodsId ?? null : null,
  }), [['value-products']], () => form.resetFields());
  const required = [{ required: true, message: t('shell:required') }];
  return (
    <Form<Fields> name="value-product" form={form} layout="vertical" requiredMark={false} initialValues={{ kind: 'TopUp', uses: 10 }} onFinish={saving.mutate} style={{ marginBottom: 20, maxWidth: 640 }}>
      <Form.Item name="kind" label={t('value.products.kind')}><Segmented options={kinds.map((one) => ({ value: one, label: t(`value.products.kinds.${one}`) }))} /></Form.Item>
      <div className="form-grid">
        <Form.Item name="productId" label={t('value.products.product')} extra={t('value.products.productHint')} rules={required}><ProductSelect /></Form.Item>
        <Form.Item name="name" label={t('value.name')} rules={required}><Input maxLength={100} autoComplete="off" /></Form.Item>
        {kind === 'Pass' && <Form.Item name="uses" label={t('value.products.uses')} rules={required}><InputNumber min={1} max={10_000} precision={0} style={{ width: '100%' }} /></Form.Item>}
        {kind === 'Pass' && <Form.Item name="goodsId" label={t('value.products.goods')} extra={t('value.products.goodsHint')}><ProductSelect /></Form.Item>}
        {kind !== 'TopUp' && <Form.Item name="validDays" label={t('value.validDays')}><InputNumber min={1} max={36_500} precision={0} placeholder={t('value.forEver')} style={{ width: '100%' }} /></Form.Item>}
      </div>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
    </Form>
  );
}
