import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, InputNumber, Select, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { GetValueSettingsResult } from '../api/client';
import { MoneyInput } from '../shell/MoneyInput';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { type Minor, fromMinor, toMinor } from '../shell/money';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';

interface Fields { spendOrder: string; pinAbove?: Minor | null; holdMinutes: number; changeUpTo?: Minor | null }

const amountOf = (minor: Minor | null | undefined) => (minor === null || minor === undefined ? null : fromMinor(minor));

/** In which order principal and bonus are used, from which amount on a PIN is asked for, how long a basket holds a balance, how much change is stored. */
export function ValueSettingsForm() {
  const settings = useQuery({ queryKey: ['value-settings'], queryFn: () => api.getValueSettings() });
  if (settings.error) return <ProblemAlert error={settings.error} retry={() => void settings.refetch()} />;
  return settings.data ? <KnownForm key={settings.data.version} settings={settings.data} /> : <Skeleton active />;
}

function KnownForm({ settings }: { readonly settings: GetValueSettingsResult }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const may = useMay()('loyalty.manage-value');
  const saving = useSave(({ spendOrder, pinAbove, holdMinutes, changeUpTo }: Fields) => api.changeValueSettings({
    spendOrder, pinAbove: amountOf(pinAbove), holdMinutes, changeUpTo: amountOf(changeUpTo), version: settings.version,
  }), [['value-settings']], () => undefined);
  return (
    <Form<Fields> name="value-settings" layout="vertical" requiredMark={false} disabled={!may} style={{ maxWidth: 420 }} onFinish={saving.mutate}
      initialValues={{ spendOrder: settings.spendOrder, pinAbove: settings.pinAbove === null ? null : toMinor(settings.pinAbove), holdMinutes: settings.holdMinutes, changeUpTo: settings.changeUpTo === null ? null : toMinor(settings.changeUpTo) }}>
      <Form.Item name="spendOrder" label={t('value.settings.order')}><Select options={(['PrincipalFirst', 'BonusFirst', 'InProportion'] as const).map((order) => ({ value: order, label: t(`value.settings.orders.${order}`) }))} /></Form.Item>
      <Form.Item name="pinAbove" label={t('value.settings.pinAbove')} extra={t('value.settings.pinHint')}><MoneyInput disabled={!may} /></Form.Item>
      <Form.Item name="holdMinutes" label={t('value.settings.holdMinutes')} extra={t('value.settings.holdHint')} rules={[{ required: true, message: t('shell:required') }]}><InputNumber min={1} max={240} precision={0} style={{ width: '100%' }} /></Form.Item>
      <Form.Item name="changeUpTo" label={t('value.settings.changeUpTo')} extra={t('value.settings.changeHint')}><MoneyInput disabled={!may} /></Form.Item>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      {may && <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>}
    </Form>
  );
}
