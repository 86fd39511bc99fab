import { Alert, Button, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { GetTenderSettingsResult } from '../api/client';
import { problemText } from '../shell/ProblemAlert';
import { useStore } from '../shell/session';
import { useSave } from '../shell/useSave';

const providers = ['None', 'Test'] as const;

interface Fields { readonly cardProvider: string; readonly walletProvider: string }

/** Who takes card and wallet payments. */
export function ProvidersForm({ settings }: { readonly settings: GetTenderSettingsResult }) {
  const { t } = useTranslation(['tenders', 'shell']);
  const { storeId } = useStore();
  const saving = useSave((fields: Fields) => api.changeTenderSettings(storeId, { ...settings, ...fields }), [['tender-settings', storeId]], () => undefined);
  const options = providers.map((value) => ({ value, label: t(`providers.names.${value}`) }));
  return (
    <section className="panel" style={{ padding: 20, maxWidth: 720, marginBottom: 16 }}>
      <h2 style={{ fontSize: 16, marginTop: 0 }}>{t('providers.title')}</h2>
      <p style={{ color: '#5b6770' }}>{t('providers.hint')}</p>
      <Form<Fields> layout="vertical" initialValues={settings} onFinish={saving.mutate}>
        <Form.Item name="cardProvider" label={t('providers.card')}><Select style={{ maxWidth: 320 }} options={options} /></Form.Item>
        <Form.Item name="walletProvider" label={t('providers.wallet')}><Select style={{ maxWidth: 320 }} options={options} /></Form.Item>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
        <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
      </Form>
    </section>
  );
}
