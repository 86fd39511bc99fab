import { Alert, Button, Form, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { GetTenderSettingsResult } from '../api/client';
import { Amount } from '../shell/Amount';
import { problemText } from '../shell/ProblemAlert';
import { fromMinor, toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { useSave } from '../shell/useSave';
import { cashDue } from './rounding';

const steps = [0, 5, 10, 50, 100];
const modes = ['Nearest', 'Down', 'Up'] as const;
const examples = [1, 23, 99, 1042, 1067];

interface Fields { readonly step: number; readonly mode: string }

/** To which coins cash is rounded, with examples of what customers will pay. */
export function RoundingForm({ settings }: { readonly settings: GetTenderSettingsResult }) {
  const { t } = useTranslation(['tenders', 'shell']);
  const { storeId } = useStore();
  const [form] = Form.useForm<Fields>();
  const step = (Form.useWatch('step', form) as number | undefined) ?? toMinor(settings.cashStep);
  const mode = (Form.useWatch('mode', form) as string | undefined) ?? settings.cashRounding;
  const saving = useSave(
    (fields: Fields) => api.changeTenderSettings(storeId, { ...settings, cashStep: fromMinor(fields.step), cashRounding: fields.mode }),
    [['tender-settings', storeId]], () => undefined,
  );
  return (
    <section className="panel" style={{ padding: 20, maxWidth: 720, marginBottom: 16 }}>
      <h2 style={{ fontSize: 16, marginTop: 0 }}>{t('rounding.title')}</h2>
      <p style={{ color: '#5b6770' }}>{t('rounding.hint')}</p>
      <Form<Fields> form={form} layout="vertical" initialValues={{ step: toMinor(settings.cashStep), mode: settings.cashRounding }} onFinish={saving.mutate}>
        <Form.Item name="step" label={t('rounding.step')}><Select style={{ maxWidth: 240 }} options={steps.map((value) => ({ value, label: value === 0 ? t('rounding.none') : fromMinor(value).toFixed(2) }))} /></Form.Item>
        {step > 0 && (
          <>
            <Form.Item name="mode" label={t('rounding.mode')}><Radio.Group options={modes.map((value) => ({ value, label: t(`rounding.modes.${value}`) }))} /></Form.Item>
            <p>{t('rounding.examples')}{' '}
              {examples.map((amount) => <span key={amount} style={{ marginRight: 16, whiteSpace: 'nowrap' }}><Amount minor={amount} /> → <strong><Amount minor={cashDue(amount, { step, mode })} /></strong></span>)}
            </p>
          </>
        )}
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
        <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
      </Form>
    </section>
  );
}
