import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, AutoComplete, Button, Form, Input, Select, Switch, TimePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import type { StoreOfChain } from '../shell/calls';
import { useSession } from '../shell/session';

const timeZones = Intl.supportedValuesOf('timeZone').map((value) => ({ value }));
const currencies = ['CNY', 'TWD', 'HKD', 'MOP', 'SGD', 'MYR', 'USD', 'EUR'].map((value) => ({ value, label: value }));

/** The stores of the chain and how each is run. */
export default function StoresPage() {
  const { t } = useTranslation(['access', 'shell']);
  const { stores } = useSession();
  const [editing, setEditing] = useState<StoreOfChain | 'new' | null>(null);
  const columns: Column<StoreOfChain>[] = [
    { key: 'code', title: t('stores.code'), phone: 'aside', render: (store) => store.code },
    { key: 'name', title: t('stores.name'), phone: 'title', render: (store) => store.name },
    { key: 'zone', title: t('stores.timeZone'), render: (store) => store.timeZone },
    { key: 'ends', title: t('stores.dayEnds'), render: (store) => minutesText(store.dayEndsMinutes) },
    { key: 'currency', title: t('stores.currency'), render: (store) => store.currency },
    { key: 'tax', title: t('stores.pricesIncludeTax'), render: (store) => t(store.pricesIncludeTax ? 'shell:yes' : 'shell:no') },
    { key: 'negative', title: t('stores.allowNegativeStock'), render: (store) => t(store.allowNegativeStock ? 'shell:yes' : 'shell:no') },
  ];
  return (
    <div className="page">
      <div className="page-head"><h1>{t('shell:pages.stores')}</h1><Button type="primary" onClick={() => setEditing('new')}>{t('stores.add')}</Button></div>
      <DataList columns={columns} rowKey={(store) => store.storeId} list={{ rows: stores }} onOpen={setEditing} />
      {editing && <StoreDrawer store={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </div>
  );
}

const minutesText = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

interface Fields { code: string; name: string; timeZone: string; dayEnds: Dayjs; currency: string; pricesIncludeTax: boolean; allowNegativeStock: boolean }

function StoreDrawer({ store, onClose }: { readonly store: StoreOfChain | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'shell']);
  const queries = useQueryClient();
  const saving = useMutation({
    mutationFn: async ({ code, dayEnds, ...rest }: Fields) => {
      const settings = { ...rest, dayEndsMinutes: dayEnds.hour() * 60 + dayEnds.minute() };
      if (store) await api.changeStore(store.storeId, { ...settings, version: store.version });
      else await api.createStore({ ...settings, code });
    },
    onSuccess: async () => {
      // A new store changes what the user may do where.
      await Promise.all([queries.invalidateQueries({ queryKey: ['stores'] }), queries.invalidateQueries({ queryKey: ['me'] })]);
      onClose();
    },
  });
  const required = { required: true, message: t('shell:required') };
  const first: Partial<Fields> = store
    ? { ...store, dayEnds: dayjs().startOf('day').add(store.dayEndsMinutes, 'minute') }
    : { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, dayEnds: dayjs().startOf('day'), currency: 'CNY', pricesIncludeTax: true, allowNegativeStock: false };
  return (
    <Drawer open size={480} title={store ? store.name : t('stores.add')} onClose={onClose}>
      <Form<Fields> layout="vertical" initialValues={first} requiredMark={false} onFinish={saving.mutate}>
        <Form.Item name="code" label={t('stores.code')} rules={[required]}><Input disabled={store !== null} maxLength={20} /></Form.Item>
        <Form.Item name="name" label={t('stores.name')} rules={[required]}><Input maxLength={100} /></Form.Item>
        <Form.Item name="timeZone" label={t('stores.timeZone')} rules={[required]}><AutoComplete options={timeZones} showSearch={{ filterOption: (typed, option) => option?.value.toLowerCase().includes(typed.toLowerCase()) ?? false }} /></Form.Item>
        <Form.Item name="dayEnds" label={t('stores.dayEnds')} extra={t('stores.dayEndsHint')} rules={[required]}><TimePicker format="HH:mm" minuteStep={15} needConfirm={false} allowClear={false} /></Form.Item>
        <Form.Item name="currency" label={t('stores.currency')} rules={[required]}><Select options={currencies} /></Form.Item>
        <Form.Item name="pricesIncludeTax" label={t('stores.pricesIncludeTax')} valuePropName="checked"><Switch /></Form.Item>
        <Form.Item name="allowNegativeStock" label={t('stores.allowNegativeStock')} extra={t('stores.allowNegativeHint')} valuePropName="checked"><Switch /></Form.Item>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
        <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
      </Form>
    </Drawer>
  );
}
