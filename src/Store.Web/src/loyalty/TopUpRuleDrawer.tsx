import { Alert, Button, DatePicker, Form, Input, InputNumber, Select, Switch } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListTopUpRulesItem } from '../api/client';
import { Drawer } from '../shell/Drawer';
import { useStandings } from '../members/useStandings';
import { MoneyInput } from '../shell/MoneyInput';
import { problemText } from '../shell/ProblemAlert';
import { type Minor, fromMinor, toMinor } from '../shell/money';
import { useMay, useSession } from '../shell/session';
import { useSave } from '../shell/useSave';
import { CouponKindSelect } from './CouponKindSelect';

interface Fields {
  name: string; active: boolean; paidAtLeast: Minor; bonus: Minor; bonusPoints: number; passName: string; passUses: number; passDays: number | null; instalments: number; every?: 'Day' | 'Week' | 'Month';
  from: Dayjs | null; to: Dayjs | null; storeIds: number[]; couponTemplateId: number | null; pointsInParts?: boolean; usesInParts?: boolean; couponEachPart?: boolean; levelId: number | null; levelMonths: number | null;
}

const fresh: Fields = { name: '', active: true, paidAtLeast: 0, bonus: 0, bonusPoints: 0, passName: '', passUses: 0, passDays: null, instalments: 1, every: 'Month', from: null, to: null, storeIds: [], couponTemplateId: null, levelId: null, levelMonths: 12 };

function fieldsOf({ terms }: ListTopUpRulesItem): Fields {
  return {
    ...terms, paidAtLeast: toMinor(terms.paidAtLeast), bonus: toMinor(terms.bonus), every: terms.every as 'Day', storeIds: [...terms.storeIds], couponTemplateId: terms.couponTemplateId ?? null, levelId: terms.levelId ?? null, levelMonths: terms.levelMonths ?? 12,
    from: terms.fromDate ? dayjs(terms.fromDate) : null, to: terms.toDate ? dayjs(terms.toDate) : null,
  };
}

/** A rule for what top-ups bring: from which amount on, what, when and where. */
export function TopUpRuleDrawer({ rule, onClose }: { readonly rule: ListTopUpRulesItem | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const { stores } = useSession();
  const mayDo = useMay();
  const seesCoupons = mayDo('loyalty.view-coupons');
  const seesMembers = mayDo('members.view');
  const { levels } = useStandings();
  const [form] = Form.useForm<Fields>();
  const instalments = Form.useWatch('instalments', form) as number | undefined;
  const inParts = (instalments ?? 1) > 1;
  const levelId = Form.useWatch('levelId', form) as number | null | undefined;
  const passUses = Form.useWatch('passUses', form) as number | undefined;
  const saving = useSave(async ({ from, to, paidAtLeast, bonus, ...fields }: Fields) => {
    const terms = {
      ...fields, every: fields.every ?? 'Month', paidAtLeast: fromMinor(paidAtLeast), bonus: fromMinor(bonus), passName: fields.passName.trim(), pointsInParts: fields.pointsInParts ?? false, usesInParts: fields.usesInParts ?? false, couponEachPart: fields.couponEachPart ?? false, couponTemplateId: fields.couponTemplateId ?? null, levelId: fields.levelId ?? null, levelMonths: fields.levelId == null ? null : fields.levelMonths, fromDate: from?.format('YYYY-MM-DD') ?? null, toDate: to?.format('YYYY-MM-DD') ?? null,
    };
    await (rule ? api.changeTopUpRule(rule.ruleId, { terms, version: rule.version }) : api.createTopUpRule(terms));
  }, [['top-up-rules']], onClose);
  const required = [{ required: true, message: t('shell:required') }];
  return (
    <Drawer open size={560} title={rule?.terms.name ?? t('value.rules.add')} onClose={onClose}>
      <Form<Fields> name="top-up-rule" form={form} layout="vertical" requiredMark={false} initialValues={rule ? fieldsOf(rule) : fresh} onFinish={saving.mutate}>
        <Form.Item name="name" label={t('value.name')} rules={required}><Input maxLength={100} autoComplete="off" autoFocus={!rule} /></Form.Item>
        <div className="form-grid">
          <Form.Item name="paidAtLeast" label={t('value.rules.paidAtLeast')} extra={t('value.rules.paidHint')} rules={[{ validator: (_, minor: Minor | null) => (minor !== null && minor > 0 ? Promise.resolve() : Promise.reject(new Error(t('shell:required')))) }]}><MoneyInput /></Form.Item>
          <Form.Item name="bonus" label={t('value.rules.bonus')} rules={required}><MoneyInput /></Form.Item>
          <Form.Item name="instalments" label={t('value.rules.instalments')} extra={t('value.rules.instalmentsHint')} rules={required}><InputNumber min={1} max={366} precision={0} style={{ width: '100%' }} /></Form.Item>
          {inParts && <Form.Item name="every" label={t('value.rules.every')}><Select options={(['Day', 'Week', 'Month'] as const).map((every) => ({ value: every, label: t(`value.rules.everyOne.${every}`) }))} /></Form.Item>}
          <Form.Item name="bonusPoints" label={t('value.rules.bonusPoints')} rules={required}><InputNumber min={0} max={100_000_000} precision={0} style={{ width: '100%' }} /></Form.Item>
          <Form.Item name="passUses" label={t('value.rules.passUses')} rules={required}><InputNumber min={0} max={10_000} precision={0} style={{ width: '100%' }} /></Form.Item>
          {inParts && <Form.Item name="pointsInParts" label={t('value.rules.pointsInParts')} valuePropName="checked"><Switch /></Form.Item>}
          {inParts && <Form.Item name="usesInParts" label={t('value.rules.usesInParts')} extra={t('value.rules.usesInPartsHint')} valuePropName="checked"><Switch /></Form.Item>}
          {inParts && <Form.Item name="couponEachPart" label={t('value.rules.couponEachPart')} valuePropName="checked"><Switch /></Form.Item>}
          <Form.Item name="passName" label={t('value.rules.passName')} hidden={!passUses} rules={passUses ? required : []}><Input maxLength={100} autoComplete="off" /></Form.Item>
          <Form.Item name="passDays" label={t('value.validDays')} hidden={!passUses}><InputNumber min={1} max={36_500} precision={0} placeholder={t('value.forEver')} style={{ width: '100%' }} /></Form.Item>
          <Form.Item name="couponTemplateId" label={t('value.rules.coupon')} hidden={!seesCoupons}><CouponKindSelect allowClear placeholder={t('value.rules.noCoupon')} /></Form.Item>
          <Form.Item name="levelId" label={t('value.rules.level')} extra={t('value.rules.levelHint')} hidden={!seesMembers}><Select allowClear placeholder={t('value.rules.noLevel')} options={levels} /></Form.Item>
          <Form.Item name="levelMonths" label={t('value.rules.levelMonths')} hidden={!seesMembers || levelId == null} rules={levelId == null ? [] : required}><InputNumber min={1} max={120} precision={0} style={{ width: '100%' }} /></Form.Item>
          <Form.Item name="from" label={t('value.rules.from')}><DatePicker style={{ width: '100%' }} /></Form.Item>
          <Form.Item name="to" label={t('value.rules.to')}><DatePicker style={{ width: '100%' }} /></Form.Item>
        </div>
        <Form.Item name="storeIds" label={t('value.rules.where')}><Select mode="multiple" allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('shell:wholeChain')} options={stores.map((each) => ({ value: each.storeId, label: each.name }))} /></Form.Item>
        <Form.Item name="active" label={t('value.rules.active')} valuePropName="checked"><Switch /></Form.Item>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
        <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
      </Form>
    </Drawer>
  );
}
