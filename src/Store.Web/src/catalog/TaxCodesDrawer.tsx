import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';
import type { TaxCode } from './calls';

interface Fields { code: string; name: string; rate: number }

/** The tax codes with their rates; choose one to change it. */
export function TaxCodesDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const mayDo = useMay();
  const [chosen, setChosen] = useState<TaxCode | null>(null);
  const taxCodes = useQuery({ queryKey: ['tax-codes'], queryFn: () => api.listTaxCodes() });
  const columns: Column<TaxCode>[] = [
    { key: 'code', title: t('taxCodes.code'), render: (code) => code.code },
    { key: 'name', title: t('taxCodes.name'), phone: 'title', render: (code) => code.name },
    { key: 'rate', title: t('taxCodes.rate'), align: 'right', phone: 'aside', render: (code) => `${code.rate}%` },
  ];
  return (
    <Drawer open size={480} title={t('taxCodes.title')} onClose={onClose}>
      <DataList columns={columns} rowKey={(code) => code.taxCodeId} onOpen={mayDo('catalog.manage-products') ? setChosen : undefined} list={{ rows: taxCodes.data?.items ?? [], loading: taxCodes.isLoading, error: taxCodes.error, retry: () => void taxCodes.refetch() }} />
      <div style={{ height: 20 }} />
      {mayDo('catalog.manage-products') && <TaxCodeForm key={chosen ? `${chosen.taxCodeId} ${chosen.version}` : 'new'} taxCode={chosen} onSaved={() => setChosen(null)} />}
    </Drawer>
  );
}

function TaxCodeForm({ taxCode, onSaved }: { readonly taxCode: TaxCode | null; readonly onSaved: () => void }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const [form] = Form.useForm<Fields>();
  const saving = useSave(async ({ code, name, rate }: Fields) => {
    await (taxCode ? api.changeTaxCode(taxCode.taxCodeId, { name, rate, version: taxCode.version }) : api.createTaxCode({ code, name, rate }));
  }, [['tax-codes'], ['product']], () => {
    form.resetFields();
    onSaved();
  });
  const required = { required: true, message: t('shell:required') };
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={taxCode ?? {}} onFinish={saving.mutate}>
      <strong>{taxCode ? t('taxCodes.change', { name: taxCode.name }) : t('taxCodes.add')}</strong>
      <div className="form-grid" style={{ marginTop: 12 }}>
        <Form.Item name="code" label={t('taxCodes.code')} rules={[required]}><Input disabled={taxCode !== null} maxLength={20} /></Form.Item>
        <Form.Item name="name" label={t('taxCodes.name')} rules={[required]}><Input maxLength={100} /></Form.Item>
        <Form.Item name="rate" label={t('taxCodes.rate')} rules={[required]}><InputNumber min={0} max={100} step={1} suffix="%" style={{ width: '100%' }} /></Form.Item>
      </div>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
    </Form>
  );
}
