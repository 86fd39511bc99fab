import { Alert, Button, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListPlansItem, PlanTerms } from '../api/client';
import { ProductSelect } from '../marketing/ProductSelect';
import { useStandings } from '../members/useStandings';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { useSave } from '../shell/useSave';

interface Props {
  /** The plan; null for a new one. */
  readonly plan: ListPlansItem | null;
  readonly plans: readonly ListPlansItem[];
  readonly onClose: () => void;
}

const fresh: Partial<PlanTerms> = { name: '', active: true, term: 12, termUnit: 'Month', renewableEarly: true, refundDays: 7, upgradesTo: [] };

/** A plan: what it gives, for how long, and how it is renewed, exchanged and given back. */
export function PlanDrawer({ plan, plans, onClose }: Props) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const [form] = Form.useForm<PlanTerms>();
  const { levels } = useStandings();
  const saving = useSave(async (fields: PlanTerms) => {
    const terms = { ...fields, name: fields.name.trim() };
    await (plan ? api.changePlan(plan.planId, { terms, version: plan.version }) : api.createPlan(terms));
  }, [['plans']], onClose);
  const required = [{ required: true, message: t('shell:required') }];
  return (
    <Drawer open size={560} title={plan?.terms.name ?? t('plans.add')} onClose={onClose}>
      {plan && <Alert type="info" showIcon title={t('plans.changeHint')} style={{ marginBottom: 16 }} />}
      <Form<PlanTerms> name="plan" form={form} layout="vertical" requiredMark={false} initialValues={plan ? { ...plan.terms, upgradesTo: [...plan.terms.upgradesTo] } : fresh} onFinish={saving.mutate}>
        <Form.Item name="name" label={t('value.name')} rules={required}><Input maxLength={100} autoComplete="off" autoFocus={!plan} /></Form.Item>
        <div className="form-grid">
          <Form.Item name="productId" label={t('value.products.product')} extra={t('plans.productHint')} rules={required}><ProductSelect /></Form.Item>
          <Form.Item name="levelId" label={t('plans.level')} extra={t('plans.levelHint')} rules={required}><Select options={levels} showSearch={{ optionFilterProp: 'label' }} /></Form.Item>
          <Form.Item name="term" label={t('plans.term')} rules={required}><InputNumber min={1} max={3660} precision={0} style={{ width: '100%' }} /></Form.Item>
          <Form.Item name="termUnit" label={t('plans.unit')}><Select options={(['Month', 'Day'] as const).map((unit) => ({ value: unit, label: t(`plans.units.${unit}`) }))} /></Form.Item>
          <Form.Item name="refundDays" label={t('plans.refundDays')} extra={t('plans.refundHint')} rules={required}><InputNumber min={0} max={366} precision={0} style={{ width: '100%' }} /></Form.Item>
          <Form.Item name="renewableEarly" label={t('plans.early')} extra={t('plans.earlyHint')} valuePropName="checked"><Switch /></Form.Item>
        </div>
        <Form.Item name="upgradesTo" label={t('plans.upgradesTo')} extra={t('plans.upgradeHint')}>
          <Select mode="multiple" allowClear showSearch={{ optionFilterProp: 'label' }} options={plans.filter((other) => other.planId !== plan?.planId).map((other) => ({ value: other.planId, label: other.terms.name }))} />
        </Form.Item>
        <Form.Item name="active" label={t('plans.active')} valuePropName="checked"><Switch /></Form.Item>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
        <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
      </Form>
    </Drawer>
  );
}
