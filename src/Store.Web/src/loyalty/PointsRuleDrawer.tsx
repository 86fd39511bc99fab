import { useQuery } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Form, Input, InputNumber, Radio, Select, Switch, TimePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListPointsRulesItem, PointsRule } from '../api/client';
import { ProductsSelect } from '../marketing/ProductSelect';
import { useStandings } from '../members/useStandings';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { figureText } from '../shell/money';
import { useSession } from '../shell/session';
import { useSave } from '../shell/useSave';
import { weekdays } from './ruleTimes';

const wallClock = 'YYYY-MM-DDTHH:mm:ss';

interface Fields {
  name: string; kind: 'factor' | 'perUnit'; amount: number; addsUp: boolean; levelIds: number[]; groupIds: number[]; cardBatches: string[]; cardCodes: string[]; categoryIds: number[]; productIds: number[]; storeIds: number[]; weekdays: string[];
  tender: string | null; hours: [Dayjs | null, Dayjs | null] | null; from: Dayjs | null; to: Dayjs | null; active: boolean;
}

const minutesOfDay = 1440;
const clock = (minute: number) => dayjs().startOf('day').add(minute, 'minute');
const minuteOf = (time: Dayjs | null | undefined) => (time ? time.hour() * 60 + time.minute() : null);
/** Midnight as an end is that of the day. */
const endOf = (time: Dayjs | null | undefined) => { const minute = minuteOf(time); return minute === 0 ? minutesOfDay : minute; };

const fresh: Fields = { name: '', kind: 'factor', amount: 2, addsUp: false, levelIds: [], groupIds: [], cardBatches: [], cardCodes: [], categoryIds: [], productIds: [], storeIds: [], weekdays: [], tender: null, hours: null, from: null, to: null, active: true };

function fieldsOf({ rule, ended }: ListPointsRulesItem): Fields {
  return {
    name: rule.name, kind: rule.factor === null ? 'perUnit' : 'factor', amount: rule.factor ?? rule.perUnit ?? 0, addsUp: rule.addsUp, levelIds: [...(rule.levelIds ?? [])],
    groupIds: [...(rule.groupIds ?? [])], cardBatches: [...(rule.cardBatches ?? [])], cardCodes: [...(rule.cardCodes ?? [])], categoryIds: [...(rule.categoryIds ?? [])], productIds: [...(rule.productIds ?? [])], storeIds: [...(rule.storeIds ?? [])], weekdays: [...(rule.weekdays ?? [])],
    tender: rule.tender ?? null, hours: rule.fromMinute == null && rule.toMinute == null ? null : [clock(rule.fromMinute ?? 0), clock((rule.toMinute ?? minutesOfDay) % minutesOfDay)], from: rule.from ? dayjs(rule.from) : null, to: rule.to ? dayjs(rule.to) : null, active: !ended,
  };
}

/** A rule for earning points: what it gives, for whom, what, where and when. */
export function PointsRuleDrawer({ known, onClose }: { readonly known: ListPointsRulesItem | null; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation(['loyalty', 'shell', 'checkout']);
  const { stores } = useSession();
  const { levels, groups } = useStandings();
  const categories = useQuery({ queryKey: ['categories'], queryFn: () => api.listCategories() });
  const saving = useSave(async ({ kind, amount, active, hours, from, to, ...fields }: Fields) => {
    const rule = {
      ...known?.rule, ...fields, factor: kind === 'factor' ? amount : null, perUnit: kind === 'perUnit' ? amount : null, tender: fields.tender ?? null,
      fromMinute: minuteOf(hours?.[0]), toMinute: endOf(hours?.[1]),
      from: from?.format(wallClock) ?? null, to: to?.format(wallClock) ?? null,
    } as unknown as PointsRule;
    await (known ? api.changePointsRule(known.ruleId, { rule, ended: !active, version: known.version }) : api.createPointsRule(rule));
  }, [['points-rules']], onClose);
  const required = [{ required: true, message: t('shell:required') }];
  const several = { mode: 'multiple' as const, allowClear: true, showSearch: { optionFilterProp: 'label' }, placeholder: t('points.rules.all') };
  const day = new Intl.DateTimeFormat(i18n.language, { weekday: 'long' });
  return (
    <Drawer open size={560} title={known?.rule.name ?? t('points.rules.add')} onClose={onClose}>
      <Form<Fields> name="points-rule" layout="vertical" requiredMark={false} initialValues={known ? fieldsOf(known) : fresh} onFinish={saving.mutate}>
        <Form.Item name="name" label={t('points.rules.name')} rules={required}><Input maxLength={100} autoComplete="off" autoFocus={!known} /></Form.Item>
        <div className="form-grid">
          <Form.Item name="kind" label={t('points.rules.gives')}><Radio.Group options={[{ value: 'factor', label: t('points.rules.factor') }, { value: 'perUnit', label: t('points.rules.perUnit') }]} /></Form.Item>
          <Form.Item name="amount" label={t('points.rules.amount')} rules={required}><InputNumber min={0} max={1_000_000} precision={4} formatter={figureText} style={{ width: '100%' }} /></Form.Item>
        </div>
        <Form.Item name="addsUp" label={t('points.rules.together')} extra={t('points.rules.togetherHint')}>
          <Radio.Group options={[{ value: false, label: t('points.rules.bestWins') }, { value: true, label: t('points.rules.addsUp') }]} />
        </Form.Item>
        <div className="form-grid">
          <Form.Item name="levelIds" label={t('points.rules.levels')}><Select {...several} options={levels} /></Form.Item>
          <Form.Item name="groupIds" label={t('points.rules.groups')}><Select {...several} options={groups} /></Form.Item>
          <Form.Item name="cardBatches" label={t('points.rules.cardBatches')} extra={t('points.rules.cardsHint')}><Select mode="tags" allowClear tokenSeparators={[',', '，', '\n']} placeholder={t('points.rules.all')} suffix={null} open={false} /></Form.Item>
          <Form.Item name="cardCodes" label={t('points.rules.cardCodes')} extra={t('points.rules.cardsHint')}><Select mode="tags" allowClear tokenSeparators={[',', '，', '\n']} placeholder={t('points.rules.all')} suffix={null} open={false} /></Form.Item>
          <Form.Item name="categoryIds" label={t('points.rules.categories')}><Select {...several} options={(categories.data?.items ?? []).map((one) => ({ value: one.categoryId, label: one.name }))} /></Form.Item>
          <Form.Item name="productIds" label={t('points.rules.products')}><ProductsSelect placeholder={t('points.rules.all')} /></Form.Item>
          <Form.Item name="storeIds" label={t('points.rules.stores')}><Select {...several} options={stores.map((store) => ({ value: store.storeId, label: store.name }))} /></Form.Item>
          <Form.Item name="weekdays" label={t('points.rules.weekdays')}><Select {...several} options={weekdays.map((name, index) => ({ value: name, label: day.format(new Date(2024, 0, index + 1)) }))} /></Form.Item>
          <Form.Item name="hours" label={t('points.rules.hours')} extra={t('points.rules.hoursHint')}><TimePicker.RangePicker format="HH:mm" order={false} style={{ width: '100%' }} /></Form.Item>
          <Form.Item name="tender" label={t('points.rules.tender')}><Select allowClear placeholder={t('points.rules.all')} options={(['Cash', 'Card', 'Wallet'] as const).map((tender) => ({ value: tender, label: t(`checkout:tender.${tender}`) }))} /></Form.Item>
          <Form.Item name="from" label={t('points.rules.from')}><DatePicker showTime={{ format: 'HH:mm' }} style={{ width: '100%' }} /></Form.Item>
          <Form.Item name="to" label={t('points.rules.to')}><DatePicker showTime={{ format: 'HH:mm' }} style={{ width: '100%' }} /></Form.Item>
        </div>
        {known && <Form.Item name="active" label={t('points.rules.active')} valuePropName="checked"><Switch /></Form.Item>}
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
        <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
      </Form>
    </Drawer>
  );
}
