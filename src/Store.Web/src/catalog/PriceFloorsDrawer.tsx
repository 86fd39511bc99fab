import { Alert, Button, Form, InputNumber, Segmented, TreeSelect } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { MoneyInput } from '../shell/MoneyInput';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { type Minor, fromMinor, toMinor } from '../shell/money';
import { useMay } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useSave } from '../shell/useSave';
import { GoodsSelect } from './GoodsSelect';
import type { PriceFloor, Product } from './calls';
import { categoryTree } from './categories';

/** How low goods may be sold without approval: the chain's margin, those of categories and products. */
export function PriceFloorsDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const mayDo = useMay();
  const timeText = useTimeText();
  const [kind, setKind] = useState<PriceFloor['kind']>('Category');
  const [categoryId, setCategoryId] = useState<number | null>(null);
  const [product, setProduct] = useState<Product | null>(null);
  const floors = useMore(['price-floors'], (after) => api.listPriceFloors(undefined, undefined, after === undefined ? undefined : Number(after), undefined));
  const categories = useQuery({ queryKey: ['categories'], queryFn: () => api.listCategories(), staleTime: 60_000 });
  const columns: Column<PriceFloor>[] = [
    { key: 'name', title: t('floors.of'), phone: 'title', render: (floor) => (floor.kind === 'Chain' ? t('shell:wholeChain') : floor.name) },
    { key: 'kind', title: t('lists.kind'), render: (floor) => t(`floors.kinds.${floor.kind}`) },
    { key: 'floor', title: t('floors.lowest'), align: 'right', render: (floor) => <Amount minor={floor.floor === null ? null : toMinor(floor.floor)} /> },
    { key: 'margin', title: t('floors.margin'), align: 'right', phone: 'aside', render: (floor) => (floor.margin === null ? '–' : `${floor.margin} %`) },
    { key: 'by', title: t('prices.by'), render: (floor) => `${floor.setBy} · ${timeText(floor.setAt)}` },
  ];
  const targetId = kind === 'Chain' ? 0 : kind === 'Category' ? categoryId : product?.productId ?? null;
  return (
    <Drawer open size={720} title={t('floors.title')} onClose={onClose}>
      <p style={{ color: '#5b6770', marginTop: 0 }}>{t('floors.hint')}</p>
      {mayDo('catalog.change-price') && (
        <div className="panel" style={{ padding: 14, marginBottom: 16 }}>
          <Segmented<PriceFloor['kind']> value={kind} onChange={setKind} options={(['Category', 'Product', 'Chain'] as const).map((each) => ({ value: each, label: t(`floors.kinds.${each}`) }))} style={{ marginBottom: 12 }} />
          {kind === 'Category' && <TreeSelect placeholder={t('category')} value={categoryId} onChange={setCategoryId} treeData={categoryTree(categories.data?.items ?? [])} showSearch={{ treeNodeFilterProp: 'title' }} style={{ width: '100%', marginBottom: 12 }} />}
          {kind === 'Product' && <div style={{ marginBottom: 12 }}><GoodsSelect onPick={setProduct} />{product && <strong>{product.name}</strong>}</div>}
          {targetId !== null && <FloorForm key={`${kind} ${targetId}`} kind={kind} targetId={targetId} />}
        </div>
      )}
      <DataList columns={columns} list={floors} rowKey={(floor) => `${floor.kind} ${floor.targetId}`} empty={t('floors.none')} />
    </Drawer>
  );
}

/** The lowest price and margin of one product, category or the chain; both empty: none. */
export function FloorForm({ kind, targetId }: { readonly kind: PriceFloor['kind']; readonly targetId: number }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const known = useQuery({ queryKey: ['price-floors', kind, targetId], queryFn: () => api.listPriceFloors(kind, targetId, undefined, 1) });
  const saving = useSave((fields: { floor: Minor | null; margin: number | null }) => api.setPriceFloor(kind, targetId, {
    floor: fields.floor === null ? null : fromMinor(fields.floor), margin: fields.margin,
  }), [['price-floors']], () => undefined);
  if (!known.data) return null;
  const floor = known.data.items[0];
  return (
    <Form key={floor?.setAt ?? 'none'} layout="vertical" initialValues={{ floor: floor?.floor === null || floor?.floor === undefined ? null : toMinor(floor.floor), margin: floor?.margin ?? null }} onFinish={saving.mutate}>
      <div className="form-grid">
        {kind !== 'Chain' && <Form.Item name="floor" label={t('floors.lowest')}><MoneyInput placeholder={t('floors.noneSet')} /></Form.Item>}
        <Form.Item name="margin" label={t('floors.margin')}><InputNumber min={0} max={99} precision={2} suffix="%" placeholder={t('floors.noneSet')} style={{ width: '100%' }} /></Form.Item>
      </div>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 12 }} />}
      <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
    </Form>
  );
}
