import { DeleteOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Segmented, Tag, TreeSelect } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListAssortmentItem, SetAssortmentRule } from '../api/client';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { useMay, useStore } from '../shell/session';
import { useSave } from '../shell/useSave';
import { ProductPicker } from './ProductPicker';
import { categoryTree } from './categories';

/** What the chosen store lists: its rules by category and product. */
export function AssortmentDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('catalog');
  const { storeId, name } = useStore();
  const mayChange = useMay()('catalog.manage-assortment');
  const [listed, setListed] = useState(false);
  const categories = useQuery({ queryKey: ['categories'], queryFn: () => api.listCategories(), staleTime: 60_000 });
  const rules = useMore(['assortment', storeId], (after) => api.listAssortment(storeId, after, undefined));
  const saving = useSave((rule: SetAssortmentRule) => api.setAssortment(storeId, { rules: [rule] }), [['assortment', storeId], ['listing'], ['till-search']], () => undefined);
  const everything = rules.rows.find((rule) => rule.categoryId === null && rule.productId === null);
  const columns: Column<ListAssortmentItem>[] = [
    { key: 'what', title: t('assortment.what'), phone: 'title', render: (rule) => rule.productName ?? rule.categoryName ?? t('assortment.rest') },
    { key: 'kind', title: t('assortment.kind'), render: (rule) => (rule.productId !== null ? rule.productCode : rule.categoryId !== null ? t('category') : '') },
    { key: 'listed', title: t('assortment.listed'), phone: 'aside', render: (rule) => (rule.listed ? <Tag color="green">{t('assortment.yes')}</Tag> : <Tag>{t('assortment.no')}</Tag>) },
    { key: 'by', title: t('prices.by'), phone: 'none', render: (rule) => rule.setBy },
    ...(mayChange ? [{ key: 'remove', title: '', render: (rule: ListAssortmentItem) => <Button type="text" icon={<DeleteOutlined />} aria-label={t('assortment.remove')} disabled={saving.isPending} onClick={() => saving.mutate({ categoryId: rule.categoryId, productId: rule.productId, listed: null })} /> }] : []),
  ];
  return (
    <Drawer open size={720} title={t('assortment.titleOf', { store: name })} onClose={onClose}>
      <p style={{ color: '#5b6770', marginTop: 0 }}>{t('assortment.rulesHint')}</p>
      {mayChange && (
        <div style={{ display: 'grid', gap: 8, marginBottom: 16 }}>
          <div className="tools" style={{ margin: 0 }}>
            <span>{t('assortment.default')}</span>
            <Segmented disabled={saving.isPending} value={everything ? everything.listed : true} onChange={(value) => saving.mutate({ categoryId: null, productId: null, listed: value ? null : false })} options={[{ value: true, label: t('assortment.all') }, { value: false, label: t('assortment.nothing') }]} />
          </div>
          <div className="tools" style={{ margin: 0 }}>
            <span>{t('assortment.add')}</span>
            <Segmented value={listed} onChange={setListed} options={[{ value: true, label: t('assortment.yes') }, { value: false, label: t('assortment.no') }]} />
          </div>
          <TreeSelect<number | null> value={null} placeholder={t('assortment.addCategory')} treeData={categoryTree(categories.data?.items ?? [])} showSearch={{ treeNodeFilterProp: 'title' }} onChange={(categoryId) => categoryId !== null && saving.mutate({ categoryId, productId: null, listed })} />
          <ProductPicker placeholder={t('assortment.addProduct')} onPick={(product) => saving.mutate({ categoryId: null, productId: product.productId, listed })} />
        </div>
      )}
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 12 }} />}
      <DataList columns={columns} list={rules} rowKey={(rule) => `${rule.productId} ${rule.categoryId}`} empty={t('assortment.noRules')} />
    </Drawer>
  );
}
