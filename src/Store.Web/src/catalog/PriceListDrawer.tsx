import { DeleteOutlined } from '@ant-design/icons';
import { Alert, App, Button, DatePicker, Form, Input, InputNumber, Radio, Select, Switch, Tabs, Tag } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { useStandings } from '../members/useStandings';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { MoneyInput } from '../shell/MoneyInput';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { type Minor, fromMinor, toMinor } from '../shell/money';
import { useMay, useSession } from '../shell/session';
import { useSave } from '../shell/useSave';
import { GoodsSelect } from './GoodsSelect';
import { type PriceList, type PriceListKind, type PriceOnList, type Product, priceListKinds } from './calls';
import { wallMoment, wallText, wallTime } from './wallTime';

interface Props { readonly list: PriceList | null; readonly onMade: (listId: number) => void; readonly onClose: () => void }

/** One price list: where, when and for whom it holds, and its prices. */
export function PriceListDrawer({ list, onMade, onClose }: Props) {
  const { t } = useTranslation('catalog');
  if (list === null) return <Drawer open size={640} title={t('lists.add')} onClose={onClose}><PriceListForm list={null} onSaved={onMade} /></Drawer>;
  return (
    <Drawer open size={820} title={list.name} onClose={onClose}>
      <Tabs items={[
        { key: 'prices', label: t('lists.prices'), children: <ListPrices list={list} /> },
        { key: 'facts', label: t('lists.rules'), children: <PriceListForm key={list.version} list={list} onSaved={onClose} /> },
      ]} />
    </Drawer>
  );
}

interface Fields { name: string; kind: PriceListKind; priority: number; from: Dayjs | null; to: Dayjs | null; storeIds: number[]; levelIds: number[]; groupIds: number[]; active: boolean }

function PriceListForm({ list, onSaved }: { readonly list: PriceList | null; readonly onSaved: (listId: number) => void }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const { stores } = useSession();
  const { levels, groups } = useStandings();
  const mayDo = useMay();
  const saving = useSave(async (fields: Fields) => {
    const body = { ...fields, from: wallTime(fields.from), to: wallTime(fields.to) };
    return list ? await api.changePriceList(list.listId, { ...body, version: list.version }) : await api.createPriceList(body);
  }, [['price-lists'], ['goods'], ['product']], (made) => onSaved(made.listId));
  const required = { required: true, message: t('shell:required') };
  const first: Fields = list
    ? { ...list, from: wallMoment(list.from), to: wallMoment(list.to), storeIds: [...list.storeIds], levelIds: [...list.levelIds], groupIds: [...list.groupIds] }
    : { name: '', kind: 'Special', priority: 0, from: null, to: null, storeIds: [], levelIds: [], groupIds: [], active: true };
  return (
    <Form<Fields> layout="vertical" requiredMark={false} initialValues={first} onFinish={saving.mutate} disabled={!mayDo('catalog.change-price')}>
      <div className="form-grid">
        <Form.Item name="name" label={t('name')} rules={[required]}><Input maxLength={100} /></Form.Item>
        <Form.Item name="kind" label={t('lists.kind')}><Select options={priceListKinds.map((kind) => ({ value: kind, label: t(`lists.kinds.${kind}`) }))} /></Form.Item>
        <Form.Item name="from" label={t('shell:from')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" placeholder={t('prices.atOnce')} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="to" label={t('shell:to')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" placeholder={t('prices.openEnd')} style={{ width: '100%' }} /></Form.Item>
      </div>
      <Form.Item name="storeIds" label={t('prices.where')}><Select mode="multiple" allowClear placeholder={t('shell:wholeChain')} showSearch={{ optionFilterProp: 'label' }} options={stores.map((each) => ({ value: each.storeId, label: each.name }))} /></Form.Item>
      <div className="form-grid">
        <Form.Item name="levelIds" label={t('lists.levels')}><Select mode="multiple" allowClear placeholder={t('lists.everyone')} showSearch={{ optionFilterProp: 'label' }} options={levels} /></Form.Item>
        <Form.Item name="groupIds" label={t('lists.groups')}><Select mode="multiple" allowClear placeholder={t('lists.everyone')} showSearch={{ optionFilterProp: 'label' }} options={groups} /></Form.Item>
        <Form.Item name="priority" label={t('lists.priority')} extra={t('lists.priorityHint')}><InputNumber min={0} max={1000} precision={0} style={{ width: '100%' }} /></Form.Item>
        {list && <Form.Item name="active" label={t('lists.active')} valuePropName="checked"><Switch /></Form.Item>}
      </div>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
    </Form>
  );
}

function ListPrices({ list }: { readonly list: PriceList }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const mayDo = useMay();
  const { modal } = App.useApp();
  const [chosen, setChosen] = useState<Product | null>(null);
  const changes = [['list-prices', list.listId], ['price-lists'], ['goods'], ['product']];
  const prices = useMore(['list-prices', list.listId], (after) => api.listListPrices(list.listId, after === undefined ? undefined : Number(after), undefined));
  const removing = useSave((price: PriceOnList) => api.removeListPrice(list.listId, price.productId, price.packUnit ?? undefined, price.styleName !== null), changes, () => undefined);
  const ask = (price: PriceOnList) => modal.confirm({ title: price.styleName === null ? t('lists.removeQuestion', { name: price.name }) : t('lists.removeStyleQuestion', { name: price.styleName }), okText: t('lists.remove'), okButtonProps: { danger: true }, onOk: () => removing.mutate(price) });
  const may = mayDo('catalog.change-price');
  const columns: Column<PriceOnList>[] = [
    { key: 'name', title: t('name'), phone: 'title', render: (price) => <>{price.name} <small style={{ color: '#76828a' }}>{price.code}</small>{price.styleName !== null && <> <Tag>{t('styles.ofStyle')}</Tag></>}</> },
    { key: 'price', title: t('lists.price'), align: 'right', phone: 'aside', render: (price) => <span><Amount minor={toMinor(price.price)} /><small style={{ color: '#76828a' }}>/{price.unit}</small></span> },
    { key: 'retail', title: t('price'), align: 'right', render: (price) => (price.packUnit === null ? <Amount minor={price.retailPrice === null ? null : toMinor(price.retailPrice)} /> : '–') },
    { key: 'from', title: t('shell:from'), render: (price) => wallText(price.from) },
    { key: 'to', title: t('shell:to'), render: (price) => wallText(price.until) },
    { key: 'reason', title: t('prices.reason'), render: (price) => price.reason },
    ...(may ? [{ key: 'remove', title: '', render: (price: PriceOnList) => <Button type="text" icon={<DeleteOutlined />} aria-label={t('lists.remove')} onClick={() => ask(price)} /> }] : []),
  ];
  return (
    <>
      {may && <div style={{ marginBottom: 12 }}><GoodsSelect onPick={setChosen} /></div>}
      {chosen && <AddPrice key={chosen.productId} list={list} product={chosen} changes={changes} onDone={() => setChosen(null)} />}
      {removing.error && <Alert type="error" showIcon title={problemText(removing.error)} style={{ marginBottom: 12 }} />}
      <DataList columns={columns} list={prices} rowKey={(price) => price.priceId} empty={t('lists.noPrices')} />
    </>
  );
}

interface AddProps { readonly list: PriceList; readonly product: Product; readonly changes: readonly (readonly unknown[])[]; readonly onDone: () => void }

function AddPrice({ list, product, changes, onDone }: AddProps) {
  const { t } = useTranslation(['catalog', 'shell']);
  const units = [product.unit, ...new Set(product.barcodes.flatMap((barcode) => (barcode.unit === null ? [] : [barcode.unit])))];
  const saving = useSave((fields: { price: Minor; unit: string; reason: string; ofStyle: boolean }) => api.setListPrices(list.listId, {
    lines: [fields.ofStyle && product.styleId !== null
      ? { productId: 0, styleId: product.styleId, price: fromMinor(fields.price), unit: null, storeId: 0 }
      : { productId: product.productId, styleId: 0, price: fromMinor(fields.price), unit: fields.unit, storeId: 0 }], from: null, to: null, reason: fields.reason,
  }), changes, onDone);
  const required = { required: true, message: t('shell:required') };
  return (
    <Form layout="vertical" requiredMark={false} className="panel" style={{ padding: 14, marginBottom: 12 }} initialValues={{ unit: product.unit, reason: list.name, ofStyle: product.styleId !== null }} onFinish={saving.mutate}>
      <strong>{product.name}</strong> <small style={{ color: '#76828a' }}>{product.code} · {t('price')} <Amount minor={product.price === null ? null : toMinor(product.price)} /></small>
      {product.styleId !== null && <Form.Item name="ofStyle" style={{ margin: '10px 0 0' }}><Radio.Group options={[{ value: true, label: t('styles.allVariants', { name: product.styleName }) }, { value: false, label: t('styles.thisVariant') }]} /></Form.Item>}
      <div className="form-grid" style={{ marginTop: 10 }}>
        <Form.Item name="price" label={t('lists.price')} rules={[required]}><MoneyInput autoFocus /></Form.Item>
        <Form.Item name="unit" label={t('unit')}><Select options={units.map((unit) => ({ value: unit, label: unit }))} /></Form.Item>
        <Form.Item name="reason" label={t('prices.reason')} rules={[required]}><Input maxLength={200} /></Form.Item>
      </div>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 12 }} />}
      <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button> <Button onClick={onDone}>{t('shell:cancel')}</Button>
    </Form>
  );
}
