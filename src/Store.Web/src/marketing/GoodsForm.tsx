import { useQuery } from '@tanstack/react-query';
import { Form, Input, Radio, Select, TreeSelect } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { categoryTree } from '../catalog/categories';
import { ProductsSelect } from './ProductSelect';
import type { Fields } from './definition';

/** Which goods count. */
export function GoodsForm() {
  const { t } = useTranslation('marketing');
  const form = Form.useFormInstance<Fields>();
  const some = Form.useWatch(['goods', 'some'], form);
  const categories = useQuery({ queryKey: ['categories'], queryFn: () => api.listCategories(), staleTime: 60_000 });
  return (
    <>
      <Form.Item name={['goods', 'some']}><Radio.Group options={[{ value: false, label: t('goods.all') }, { value: true, label: t('goods.some') }]} /></Form.Item>
      {some && (
        <>
          <Form.Item name={['goods', 'categoryIds']} label={t('goods.categories')} extra={t('goods.categoriesHint')}><TreeSelect multiple allowClear treeData={categoryTree(categories.data?.items ?? [])} showSearch={{ treeNodeFilterProp: 'title' }} /></Form.Item>
          <Form.Item name={['goods', 'brands']} label={t('goods.brands')}><Select mode="tags" open={false} suffix={null} tokenSeparators={[',', '，', '、']} placeholder={t('goods.brandsHint')} /></Form.Item>
          <Form.Item name={['goods', 'productIds']} label={t('goods.products')}><ProductsSelect /></Form.Item>
        </>
      )}
      <Form.Item name={['goods', 'excludedProductIds']} label={t('goods.excluded')}><ProductsSelect /></Form.Item>
      <Form.Item name={['goods', 'unit']} label={t('goods.unit')} extra={t('goods.unitHint')}><Input maxLength={20} placeholder={t('goods.anyUnit')} /></Form.Item>
    </>
  );
}
