import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Radio, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { GetRefundRulesResult } from '../api/client';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { useStore } from '../shell/session';
import { useSave } from '../shell/useSave';

const tenders = ['Cash', 'Card', 'Wallet'] as const;

interface Fields { readonly byTender: Readonly<Record<string, readonly string[]>>; readonly brokenDeals: string }

/** By which tenders money goes back, for each that it was paid by. */
export function RefundRulesForm() {
  const { storeId } = useStore();
  const rules = useQuery({ queryKey: ['refund-rules', storeId], queryFn: () => api.getRefundRules(storeId) });
  if (rules.error) return <ProblemAlert error={rules.error} retry={() => void rules.refetch()} />;
  return rules.data ? <RulesForm key={rules.data.version} rules={rules.data} /> : <Skeleton active />;
}

function RulesForm({ rules }: { readonly rules: GetRefundRulesResult }) {
  const { t } = useTranslation(['tenders', 'checkout', 'shell']);
  const { storeId } = useStore();
  const saving = useSave(
    (fields: Fields) => api.changeRefundRules(storeId, {
      rules: tenders.flatMap((paidBy) => (fields.byTender[paidBy] ?? []).map((refundBy) => ({ paidBy, refundBy }))), brokenDeals: fields.brokenDeals, version: rules.version,
    }),
    [['refund-rules', storeId], ['tender-settings', storeId]], () => undefined,
  );
  const byTender = Object.fromEntries(tenders.map((paidBy) => [paidBy, rules.rules.filter((rule) => rule.paidBy === paidBy).map((rule) => rule.refundBy)]));
  return (
    <section className="panel" style={{ padding: 20, maxWidth: 720, marginBottom: 16 }}>
      <h2 style={{ fontSize: 16, marginTop: 0 }}>{t('refunds.title')}</h2>
      <p style={{ color: '#5b6770' }}>{t('refunds.hint')}</p>
      <Form<Fields> layout="vertical" initialValues={{ byTender, brokenDeals: rules.brokenDeals }} onFinish={saving.mutate}>
        {tenders.map((paidBy) => (
          <Form.Item key={paidBy} name={['byTender', paidBy]} label={t('refunds.paidBy', { tender: t(`checkout:tender.${paidBy}`) })} rules={[{ required: true, message: t('shell:required') }]}>
            <Checkbox.Group options={tenders.map((value) => ({ value, label: t(`checkout:tender.${value}`) }))} />
          </Form.Item>
        ))}
        <Form.Item name="brokenDeals" label={t('refunds.brokenDeals')}>
          <Radio.Group options={(['Allocated', 'Reprice'] as const).map((value) => ({ value, label: t(`refunds.deals.${value}`) }))} />
        </Form.Item>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
        <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
      </Form>
    </section>
  );
}
