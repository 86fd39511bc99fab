import { Alert, Button, DatePicker, Form, Input, Select, Switch } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { GetStyleResult } from '../api/client';
import { Amount } from '../shell/Amount';
import { MoneyInput } from '../shell/MoneyInput';
import { problemText } from '../shell/ProblemAlert';
import { type Minor, fromMinor, toMinor } from '../shell/money';
import { useMay, useSession } from '../shell/session';
import { useSave } from '../shell/useSave';
import { wholeChain } from './calls';
import { wallTime } from './wallTime';

interface Fields { storeId: number; price: Minor; from: Dayjs | null; to: Dayjs | null; reason: string; alsoOwn: boolean }

/** What all variants of a style cost, and which of them have a price of their own. */
export function StylePricePanel({ style }: { readonly style: GetStyleResult }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const { stores } = useSession();
  const mayChange = useMay()('catalog.change-price');
  const [form] = Form.useForm<Fields>();
  const alsoOwn = Form.useWatch('alsoOwn', form) as boolean | undefined;
  const saving = useSave((fields: Fields) => api.changeStylePrice(style.styleId, {
    storeId: fields.storeId, price: fromMinor(fields.price), from: wallTime(fields.from), to: fields.alsoOwn ? null : wallTime(fields.to), reason: fields.reason, alsoOwn: fields.alsoOwn,
    seenVersion: style.priceVersion,
  }), [['style'], ['goods'], ['product'], ['prices']], () => form.resetFields());
  const own = style.variants.filter((variant) => variant.ownPrice);
  const required = { required: true, message: t('shell:required') };
  return (
    <>
      <p style={{ marginTop: 0 }}>
        <strong style={{ fontSize: 20 }}><Amount minor={style.price === null ? null : toMinor(style.price)} /></strong>{' '}
        <span style={{ color: '#5b6770' }}>{style.price === null ? t('styles.noPrice') : t('styles.priceOf', { count: style.variants.length - own.length })}</span>
      </p>
      {own.length > 0 && <Alert type="info" showIcon style={{ marginBottom: 16 }} title={t('styles.ownPrices', { count: own.length })} description={own.map((variant) => variant.code).join(' · ')} />}
      {mayChange && (
        <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ storeId: wholeChain, from: null, to: null, alsoOwn: false }} onFinish={saving.mutate}>
          <div className="form-grid">
            <Form.Item name="price" label={t('prices.new')} rules={[required]}><MoneyInput /></Form.Item>
            <Form.Item name="storeId" label={t('prices.where')}><Select options={[{ value: wholeChain, label: t('shell:wholeChain') }, ...stores.map((each) => ({ value: each.storeId, label: each.name }))]} /></Form.Item>
            <Form.Item name="from" label={t('shell:from')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" placeholder={t('prices.atOnce')} style={{ width: '100%' }} /></Form.Item>
            <Form.Item name="to" label={t('shell:to')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" placeholder={t('prices.openEnd')} disabled={alsoOwn === true} style={{ width: '100%' }} /></Form.Item>
          </div>
          <Form.Item name="reason" label={t('prices.reason')} rules={[required]}><Input maxLength={200} /></Form.Item>
          <Form.Item name="alsoOwn" label={t('styles.alsoOwn')} extra={t('styles.alsoOwnHint')} valuePropName="checked"><Switch /></Form.Item>
          {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
          <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('prices.change')}</Button>
        </Form>
      )}
    </>
  );
}
