import { Alert, Button, DatePicker, Form, Input, Select, Tag } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { MoneyInput } from '../shell/MoneyInput';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { type Minor, fromMinor, toMinor } from '../shell/money';
import { useMay, useSession } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useSave } from '../shell/useSave';
import { type PriceOfProduct, type ProductDetail, wholeChain } from './calls';
import { wallText, wallTime } from './wallTime';

interface Fields { storeId: number; price: Minor; from: Dayjs | null; to: Dayjs | null; reason: string }

/** Puts a new price on a product, now or later, and shows the ones before. */
export function PricePanel({ product }: { readonly product: ProductDetail }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const { stores, store } = useSession();
  const mayDo = useMay();
  const timeText = useTimeText(store?.timeZone);
  const [form] = Form.useForm<Fields>();
  const prices = useMore(['prices', product.productId], (after) => api.listPrices(product.productId, after === undefined ? undefined : Number(after), undefined));
  const saving = useSave((fields: Fields) => api.changePrice(product.productId, {
    storeId: fields.storeId, price: fromMinor(fields.price), from: wallTime(fields.from), to: wallTime(fields.to), reason: fields.reason, seenPriceId: null, unit: null,
  }), [['prices', product.productId], ['product'], ['goods']], () => form.resetFields());
  const required = { required: true, message: t('shell:required') };
  const storeName = (storeId: number) => (storeId === wholeChain ? t('shell:wholeChain') : stores.find((each) => each.storeId === storeId)?.name ?? storeId);
  const columns: Column<PriceOfProduct>[] = [
    { key: 'price', title: t('price'), phone: 'title', render: (price) => <strong><Amount minor={toMinor(price.price)} /> {price.priceId === product.priceId && <Tag color="green">{t('prices.now')}</Tag>}</strong> },
    { key: 'store', title: t('prices.where'), phone: 'aside', render: (price) => storeName(price.storeId) },
    { key: 'from', title: t('shell:from'), render: (price) => wallText(price.from) },
    { key: 'to', title: t('shell:to'), render: (price) => wallText(price.to) },
    { key: 'reason', title: t('prices.reason'), render: (price) => price.reason },
    { key: 'by', title: t('prices.by'), render: (price) => `${price.setBy} · ${timeText(price.setAt)}` },
  ];
  return (
    <>
      {mayDo('catalog.change-price') && (
        <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ storeId: wholeChain, from: null, to: null }} onFinish={saving.mutate}>
          <div className="form-grid">
            <Form.Item name="price" label={t('prices.new')} rules={[required]}><MoneyInput /></Form.Item>
            <Form.Item name="storeId" label={t('prices.where')}><Select options={[{ value: wholeChain, label: t('shell:wholeChain') }, ...stores.map((each) => ({ value: each.storeId, label: each.name }))]} /></Form.Item>
            <Form.Item name="from" label={t('shell:from')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" placeholder={t('prices.atOnce')} style={{ width: '100%' }} /></Form.Item>
            <Form.Item name="to" label={t('shell:to')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" placeholder={t('prices.openEnd')} style={{ width: '100%' }} /></Form.Item>
          </div>
          <Form.Item name="reason" label={t('prices.reason')} rules={[required]}><Input maxLength={200} /></Form.Item>
          {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
          <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('prices.change')}</Button>
        </Form>
      )}
      <h3 style={{ fontSize: 15, margin: '20px 0 8px' }}>{t('prices.history')}</h3>
      <DataList columns={columns} list={prices} rowKey={(price) => price.priceId} empty={t('prices.none')} />
    </>
  );
}
