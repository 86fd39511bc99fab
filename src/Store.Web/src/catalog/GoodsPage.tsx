import { DownOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown, Input, Tag, TreeSelect } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useMay, useSession } from '../shell/session';
import { CategoriesDrawer } from './CategoriesDrawer';
import { CodeMasksDrawer } from './CodeMasksDrawer';
import { ImportDrawer } from './ImportDrawer';
import { ProductDrawer } from './ProductDrawer';
import { TaxCodesDrawer } from './TaxCodesDrawer';
import { type Product, wholeChain } from './calls';
import { categoryTree } from './categories';

/** The range of goods. */
export default function GoodsPage() {
  const { t } = useTranslation(['catalog', 'shell']);
  const { store } = useSession();
  const mayDo = useMay();
  const storeId = store?.storeId ?? wholeChain;
  const [text, setText] = useState('');
  const [categoryId, setCategoryId] = useState<number | undefined>(undefined);
  const [opened, setOpened] = useState<number | 'new' | null>(null);
  const [drawer, setDrawer] = useState<'import' | 'categories' | 'masks' | 'taxCodes' | null>(null);
  const asked = useDeferredValue(text.trim());
  const categories = useQuery({ queryKey: ['categories'], queryFn: () => api.listCategories(), staleTime: 60_000 });
  const goods = useMore(['goods', storeId, asked, categoryId], (after) => api.browseProducts(asked === '' ? undefined : asked, categoryId, storeId, after, undefined));
  const columns: Column<Product>[] = [
    { key: 'code', title: t('code'), render: (product) => product.code },
    { key: 'name', title: t('name'), phone: 'title', render: (product) => <>{product.name} {!product.active && <Tag>{t('inactive')}</Tag>}</> },
    { key: 'brand', title: t('brand'), phone: 'none', render: (product) => product.brand },
    { key: 'spec', title: t('spec'), render: (product) => product.spec },
    { key: 'category', title: t('category'), phone: 'none', render: (product) => product.categoryName },
    { key: 'barcode', title: t('barcode'), render: (product) => product.barcodes[0] && <>{product.barcodes[0].barcode}{product.barcodes.length > 1 && <small> +{product.barcodes.length - 1}</small>}</> },
    { key: 'price', title: t('price'), align: 'right', phone: 'aside', render: (product) => <span><Amount minor={product.price === null ? null : toMinor(product.price)} /><small style={{ color: '#76828a' }}>/{product.unit}</small></span> },
  ];
  const more = [
    ...(mayDo('catalog.import') ? [{ key: 'import', label: t('import.title'), onClick: () => setDrawer('import') }] : []),
    { key: 'export', label: <a href="/api/catalog/products/export" download>{t('export')}</a> },
    { key: 'categories', label: t('categories.title'), onClick: () => setDrawer('categories') },
    { key: 'masks', label: t('masks.title'), onClick: () => setDrawer('masks') },
    { key: 'taxCodes', label: t('taxCodes.title'), onClick: () => setDrawer('taxCodes') },
  ];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('shell:pages.goods')}</h1>
        <Dropdown menu={{ items: more }} trigger={['click']}><Button>{t('shell:more')} <DownOutlined /></Button></Dropdown>
        {mayDo('catalog.manage-products') && <Button type="primary" onClick={() => setOpened('new')}>{t('add')}</Button>}
      </div>
      <div className="tools">
        <Input.Search allowClear placeholder={t('search')} value={text} onChange={(event) => setText(event.target.value)} style={{ maxWidth: 320 }} />
        <TreeSelect allowClear placeholder={t('allCategories')} value={categoryId} onChange={setCategoryId} treeData={categoryTree(categories.data?.items ?? [])} showSearch={{ treeNodeFilterProp: 'title' }} style={{ minWidth: 180 }} />
      </div>
      <DataList columns={columns} list={goods} rowKey={(product) => product.productId} onOpen={(product) => setOpened(product.productId)} empty={t('none')} />
      {opened !== null && <ProductDrawer productId={opened === 'new' ? null : opened} onMade={setOpened} onClose={() => setOpened(null)} />}
      {drawer === 'import' && <ImportDrawer onClose={() => setDrawer(null)} />}
      {drawer === 'categories' && <CategoriesDrawer onClose={() => setDrawer(null)} />}
      {drawer === 'masks' && <CodeMasksDrawer onClose={() => setDrawer(null)} />}
      {drawer === 'taxCodes' && <TaxCodesDrawer onClose={() => setDrawer(null)} />}
    </div>
  );
}
