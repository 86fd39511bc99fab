import { useQuery } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Form, Input, InputNumber, Select, Switch } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { SegmentSelect } from '../members/SegmentSelect';
import { useStandings } from '../members/useStandings';
import { MoneyInput } from '../shell/MoneyInput';
import { problemText } from '../shell/ProblemAlert';
import { type Minor, fromMinor, toMinor } from '../shell/money';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';
import './loyalty.css';
import { type CouponFields, type CouponKind, occasions } from './calls';

interface Fields {
  name: string;
  word: string;
  dates: [Dayjs | null, Dayjs | null] | null;
  daysValid: number | null;
  usesPerCode: number;
  usesPerMember: number | null;
  usesAtMost: number | null;
  givesBack: boolean;
  issueOn: (typeof occasions)[number];
  issueOver: Minor | null;
  issueLevelId?: number | null;
  segmentId: number | null;
  endsWithSale?: boolean;
  active: boolean;
}

const dayOf = (day: Dayjs | null | undefined) => day?.format('YYYY-MM-DD') ?? null;

function fieldsOf(template: CouponFields | undefined): Fields {
  const day = (text: string | null | undefined) => (text ? dayjs(text) : null);
  return {
    name: template?.name ?? '', word: template?.word ?? '', dates: template?.fromDate || template?.toDate ? [day(template.fromDate), day(template.toDate)] : null, daysValid: template?.daysValid ?? null,
    usesPerCode: template?.usesPerCode ?? 1, usesPerMember: template?.usesPerMember ?? null, usesAtMost: template?.usesAtMost ?? null, givesBack: template?.givesBack ?? true,
    issueOn: template?.issueOn ?? 'None', issueOver: template?.issueOver ? toMinor(template.issueOver) : null, issueLevelId: template?.issueLevelId ?? null, segmentId: template?.segmentId ?? null,
    endsWithSale: template?.endsWithSale ?? true, active: template?.active ?? true,
  };
}

const templateOf = ({ dates, issueOver, issueLevelId, segmentId, endsWithSale, usesPerCode, ...fields }: Fields): CouponFields => ({
  ...fields, issueLevelId: fields.issueOn === 'LevelReached' || fields.issueOn === 'Birthday' ? issueLevelId ?? null : null, segmentId: segmentId ?? null, endsWithSale: endsWithSale ?? true, fromDate: dayOf(dates?.[0]), toDate: dayOf(dates?.[1]), usesPerCode, issueOver: issueOver == null ? null : fromMinor(issueOver),
});

/** What a kind of coupon is: its promotion, its days, how often it may be used, when it is issued by itself. */
export function CouponForm({ kind, onSaved }: { readonly kind: CouponKind | null; readonly onSaved: () => void }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const mayDo = useMay();
  const may = mayDo('loyalty.manage-coupons');
  const [form] = Form.useForm<Fields>();
  const issueOn = Form.useWatch('issueOn', form);
  const { levels } = useStandings();
  const words = useQuery({ queryKey: ['coupon-words'], queryFn: () => api.listCouponKeys() });
  const saving = useSave(async (fields: Fields) => {
    const template = templateOf(fields);
    await (kind ? api.changeCouponTemplate(kind.templateId, { template, version: kind.version }) : api.createCouponTemplate(template));
  }, [['coupons']], onSaved);
  const options = [...new Map((words.data?.words ?? []).map((one) => [one.word, { value: one.word, label: `${one.word} · ${one.name}${one.active ? '' : ` · ${t('coupons.promotionOff')}`}` }])).values()];
  return (
    <Form<Fields> name="coupon" form={form} layout="vertical" requiredMark={false} disabled={!may} initialValues={fieldsOf(kind?.template)} onFinish={saving.mutate}>
      <Form.Item name="name" label={t('coupons.name')} rules={[{ required: true, whitespace: true, message: t('shell:required') }]}><Input maxLength={100} autoComplete="off" autoFocus={!kind} /></Form.Item>
      <Form.Item name="word" label={t('coupons.word')} extra={t('coupons.wordHint')} rules={[{ required: true, message: t('shell:required') }]}>
        <Select showSearch loading={words.isLoading} options={options} notFoundContent={words.error ? problemText(words.error) : t('coupons.noWords')} />
      </Form.Item>
      <div className="loyalty-fields">
        <Form.Item name="dates" label={t('coupons.dates')} extra={t('coupons.datesHint')}><DatePicker.RangePicker allowEmpty={[true, true]} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="daysValid" label={t('coupons.daysValid')} extra={t('coupons.daysValidHint')}><InputNumber min={0} max={3660} precision={0} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="usesPerCode" label={t('coupons.usesPerCode')} rules={[{ required: true, message: t('shell:required') }]}><InputNumber min={1} max={1000} precision={0} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="usesPerMember" label={t('coupons.usesPerMember')} extra={t('coupons.usesPerMemberHint')}><InputNumber min={1} max={1000} precision={0} placeholder={t('coupons.noLimit')} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="usesAtMost" label={t('coupons.usesAtMost')}><InputNumber min={1} max={1_000_000_000} precision={0} placeholder={t('coupons.noLimit')} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="segmentId" label={t('coupons.segment')} extra={t('coupons.segmentHint')} hidden={!mayDo('members.view')}><SegmentSelect allowClear placeholder={t('coupons.everybody')} /></Form.Item>
        <Form.Item name="issueOn" label={t('coupons.issueOn')}><Select options={occasions.map((one) => ({ value: one, label: t(`coupons.occasions.${one}`) }))} /></Form.Item>
        {issueOn === 'LevelReached' && <Form.Item name="issueLevelId" label={t('coupons.issueLevel')} rules={[{ required: true, message: t('shell:required') }]}><Select options={levels} /></Form.Item>}
        {issueOn === 'Birthday' && <Form.Item name="issueLevelId" label={t('coupons.issueLevel')}><Select allowClear placeholder={t('points.activities.allLevels')} options={levels} /></Form.Item>}
        {(issueOn === 'SaleOver' || issueOn === 'Receipt') && <Form.Item name="issueOver" label={t('coupons.issueOver')} rules={[{ required: true, message: t('shell:required') }]}><MoneyInput /></Form.Item>}
        {(issueOn === 'SaleOver' || issueOn === 'Receipt') && <Form.Item name="endsWithSale" label={t('coupons.endsWithSale')} extra={t('coupons.endsWithSaleHint')} valuePropName="checked"><Switch /></Form.Item>}
        <Form.Item name="givesBack" label={t('coupons.givesBack')} extra={t('coupons.givesBackHint')} valuePropName="checked"><Switch /></Form.Item>
        {kind && <Form.Item name="active" label={t('coupons.active')} extra={t('coupons.activeHint')} valuePropName="checked"><Switch /></Form.Item>}
      </div>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      {may && <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>}
    </Form>
  );
}
