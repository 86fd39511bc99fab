import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Form, InputNumber, Popconfirm, Select, Space, Tag } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListRatesItem, RateInForce } from '../api/client';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { useMay, useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useSave } from '../shell/useSave';
import { useCurrencies } from './currencies';

const common = ['USD', 'EUR', 'HKD', 'MOP', 'TWD', 'JPY', 'KRW', 'GBP', 'SGD', 'MYR', 'THB', 'VND', 'AUD', 'CAD', 'CHF', 'NZD', 'PHP', 'IDR', 'INR', 'RUB', 'AED', 'CNY'];

/** The currencies whose notes the store takes, at which rates, and who set them. */
export function CurrenciesPanel() {
  const { t } = useTranslation(['tenders', 'shell']);
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const mayDo = useMay();
  const queries = useQueryClient();
  const currencies = useCurrencies();
  const [setting, setSetting] = useState<string | null>(null);
  const [history, setHistory] = useState<string | null>(null);
  const stopping = useMutation({ mutationFn: (currency: string) => api.stopCurrency(storeId, currency), onSettled: () => queries.invalidateQueries({ queryKey: ['currencies', storeId] }) });
  if (!mayDo('checkout.manage-rates')) return null;
  const columns: Column<RateInForce>[] = [
    { key: 'currency', title: t('currencies.currency'), phone: 'title', render: (row) => <strong>{row.currency}</strong> },
    { key: 'rate', title: t('currencies.rate'), align: 'right', phone: 'aside', render: (row) => row.rate },
    { key: 'from', title: t('currencies.from'), render: (row) => timeText(row.validFrom) },
    { key: 'by', title: t('currencies.by'), render: (row) => row.setByName },
    {
      key: 'actions', title: '', render: (row) => (
        <Space wrap>
          <Button size="small" onClick={() => setSetting(row.currency)}>{t('currencies.set')}</Button>
          <Button size="small" onClick={() => setHistory(row.currency)}>{t('currencies.history')}</Button>
          <Popconfirm title={t('currencies.stopQuestion', { currency: row.currency })} okText={t('currencies.stop')} onConfirm={() => stopping.mutate(row.currency)}>
            <Button size="small" danger loading={stopping.isPending && stopping.variables === row.currency}>{t('currencies.stop')}</Button>
          </Popconfirm>
        </Space>
      ),
    },
  ];
  return (
    <section className="panel" style={{ padding: 20, maxWidth: 720, marginBottom: 16 }}>
      <h2 style={{ fontSize: 16, marginTop: 0 }}>{t('currencies.title')}</h2>
      <p style={{ color: '#5b6770' }}>{t('currencies.hint')}</p>
      {stopping.error && <Alert type="error" showIcon style={{ marginBottom: 12 }} title={problemText(stopping.error)} />}
      <DataList columns={columns} rowKey={(row) => row.currency} empty={t('currencies.none')} list={{ rows: currencies.data?.items ?? [], loading: currencies.isPending, error: currencies.error, retry: () => void currencies.refetch() }} />
      <Space style={{ marginTop: 12 }}>
        <Button type="primary" onClick={() => setSetting('')}>{t('currencies.add')}</Button>
        <Button onClick={() => setHistory('')}>{t('currencies.history')}</Button>
      </Space>
      {setting !== null && <RateDialog currency={setting} onClose={() => setSetting(null)} />}
      {history !== null && <RateHistory currency={history} onClose={() => setHistory(null)} />}
    </section>
  );
}

interface Fields { readonly currency: string; readonly rate: number; readonly validFrom?: Dayjs | null }

function RateDialog({ currency, onClose }: { readonly currency: string; readonly onClose: () => void }) {
  const { t } = useTranslation(['tenders', 'shell']);
  const { storeId, currency: own } = useStore();
  const [form] = Form.useForm<Fields>();
  const saving = useSave(
    (fields: Fields) => api.setRate(storeId, fields.currency, { rate: fields.rate, validFrom: fields.validFrom?.toISOString() ?? null }),
    [['currencies', storeId], ['currency-rates', storeId]], onClose,
  );
  const required = { required: true, message: t('shell:required') };
  return (
    <Modal open title={t('currencies.set')} okText={t('shell:save')} confirmLoading={saving.isPending} onOk={form.submit} onCancel={onClose}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ ...(currency !== '' && { currency }) }} onFinish={saving.mutate}>
        <Form.Item name="currency" label={t('currencies.currency')} rules={[required]}><Select showSearch disabled={currency !== ''} options={common.filter((code) => code !== own).map((value) => ({ value, label: value }))} /></Form.Item>
        <Form.Item name="rate" label={t('currencies.rateOf', { currency: own })} rules={[required]}><InputNumber min={0.000000001} max={1_000_000} precision={9} formatter={(value) => (value === undefined ? '' : String(value).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, ''))} controls={false} style={{ width: '100%' }} inputMode="decimal" /></Form.Item>
        <Form.Item name="validFrom" label={t('currencies.from')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" placeholder={t('currencies.atOnce')} style={{ width: '100%' }} /></Form.Item>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} />}
      </Form>
    </Modal>
  );
}

function RateHistory({ currency, onClose }: { readonly currency: string; readonly onClose: () => void }) {
  const { t } = useTranslation(['tenders', 'shell']);
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const rates = useMore(['currency-rates', storeId, currency], (after) => api.listRates(storeId, currency === '' ? undefined : currency, after === undefined ? undefined : Number(after), 50));
  const columns: Column<ListRatesItem>[] = [
    { key: 'currency', title: t('currencies.currency'), phone: 'title', render: (row) => row.currency },
    { key: 'rate', title: t('currencies.rate'), align: 'right', phone: 'aside', render: (row) => (row.rate === 0 ? <Tag>{t('currencies.stopped')}</Tag> : row.rate) },
    { key: 'from', title: t('currencies.from'), render: (row) => <>{timeText(row.validFrom)} {row.withdrawnAt !== null && <Tag>{t('currencies.withdrawn')}</Tag>}</> },
    { key: 'set', title: t('currencies.by'), render: (row) => `${row.setByName} ${timeText(row.setAt)}` },
  ];
  return <Drawer open size="large" title={`${t('currencies.history')} ${currency}`} onClose={onClose}><DataList columns={columns} rowKey={(row) => row.rateId} list={rates} /></Drawer>;
}
