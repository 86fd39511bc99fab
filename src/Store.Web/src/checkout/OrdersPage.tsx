import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ChangeOrderSettingsBody } from '../api/client';
import { Drawer } from '../shell/Drawer';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { useMay, useStore } from '../shell/session';
import { useSave } from '../shell/useSave';
import { OrderDetail } from './OrderDetail';
import { OrderList } from './OrderList';

/** Quotations and customers' orders of the store; money for them is taken at a till. */
export default function OrdersPage() {
  const { t } = useTranslation('checkout');
  const mayDo = useMay();
  const [opened, setOpened] = useState<number | null>(null);
  const [settings, setSettings] = useState(false);
  return (
    <div className="page">
      <div className="page-head"><h1>{t('order.title')}</h1>{mayDo('checkout.manage-orders') && <Button onClick={() => setSettings(true)}>{t('order.settings')}</Button>}</div>
      <OrderList onOpen={setOpened} />
      {opened !== null && <Drawer open size={860} title={t('order.title')} onClose={() => setOpened(null)}><OrderDetail orderId={opened} registerId={null} /></Drawer>}
      {settings && <Settings onClose={() => setSettings(false)} />}
    </div>
  );
}

function Settings({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['checkout', 'shell']);
  const { storeId } = useStore();
  const [form] = Form.useForm<ChangeOrderSettingsBody>();
  const now = useQuery({ queryKey: ['order-settings', storeId], queryFn: () => api.getOrderSettings(storeId), gcTime: 0 });
  const saving = useSave((fields: ChangeOrderSettingsBody) => api.changeOrderSettings(storeId, { ...fields, version: now.data?.version ?? 0 }), [['order-settings', storeId]], onClose);
  const required = { required: true, message: t('shell:required') };
  return (
    <Modal open title={t('order.settings')} okText={t('shell:save')} confirmLoading={saving.isPending} okButtonProps={{ disabled: !now.data }} onOk={form.submit} onCancel={onClose}>
      {now.data && (
        <Form<ChangeOrderSettingsBody> form={form} layout="vertical" requiredMark={false} initialValues={now.data} onFinish={saving.mutate}>
          <Form.Item name="depositPercent" label={t('order.depositPercent')} rules={[required]}><InputNumber min={0} max={100} precision={2} suffix="%" /></Form.Item>
          <Form.Item name="cancelFeePercent" label={t('order.feePercent')} rules={[required]}><InputNumber min={0} max={100} precision={2} suffix="%" /></Form.Item>
          <Form.Item name="quotationDays" label={t('order.days')} rules={[required]}><InputNumber min={0} max={365} precision={0} /></Form.Item>
        </Form>
      )}
      {(saving.error ?? now.error) && <Alert type="error" showIcon title={problemText(saving.error ?? now.error)} />}
    </Modal>
  );
}
