import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, InputNumber, Select, Skeleton, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { GetPointsProgramResult, PointsProgram } from '../api/client';
import { useStandings } from '../members/useStandings';
import { MoneyInput } from '../shell/MoneyInput';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { type Minor, figureText, fromMinor, toMinor } from '../shell/money';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';

type Fields = Omit<PointsProgram, 'minOrder' | 'excludedGroupIds'> & { minOrder: Minor; excludedGroupIds: number[] };

/** The chain's program: how many points a sale earns, when they can be used, and what they pay. */
export function PointsProgramForm() {
  const program = useQuery({ queryKey: ['points-program'], queryFn: () => api.getPointsProgram() });
  if (program.error) return <ProblemAlert error={program.error} retry={() => void program.refetch()} />;
  return program.data ? <KnownForm key={program.data.version} known={program.data} /> : <Skeleton active />;
}

function KnownForm({ known: { program, version } }: { readonly known: GetPointsProgramResult }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const may = useMay()('loyalty.manage-points');
  const { groups } = useStandings();
  const saving = useSave(({ minOrder, ...fields }: Fields) => api.changePointsProgram({
    program: { ...fields, minOrder: fromMinor(minOrder), lifetimeDays: fields.lifetimeDays ?? null, maxPoints: fields.maxPoints ?? null, maxPointsPerDay: fields.maxPointsPerDay ?? null },
    version,
  }), [['points-program']], () => undefined);
  const required = [{ required: true, message: t('shell:required') }];
  const wide = { width: '100%' };
  return (
    <Form<Fields> name="points-program" layout="vertical" requiredMark={false} disabled={!may} style={{ maxWidth: 640 }} onFinish={saving.mutate}
      initialValues={{ ...program, minOrder: toMinor(program.minOrder), excludedGroupIds: [...(program.excludedGroupIds ?? [])] }}>
      <Form.Item name="active" label={t('points.program.active')} valuePropName="checked"><Switch /></Form.Item>
      <div className="form-grid">
        <Form.Item name="pointsPerUnit" label={t('points.program.perUnit')} rules={required}><InputNumber min={0} max={100_000} precision={4} formatter={figureText} style={wide} /></Form.Item>
        <Form.Item name="rounding" label={t('points.program.rounding')}><Select options={(['Down', 'Nearest', 'Up'] as const).map((way) => ({ value: way, label: t(`points.program.roundings.${way}`) }))} /></Form.Item>
        <Form.Item name="minOrder" label={t('points.program.minOrder')} rules={required}><MoneyInput disabled={!may} /></Form.Item>
        <Form.Item name="vestingDays" label={t('points.program.vesting')} extra={t('points.program.vestingHint')} rules={required}><InputNumber min={0} max={3650} precision={0} style={wide} /></Form.Item>
        <Form.Item name="lifetimeDays" label={t('points.program.lifetime')}><InputNumber min={1} max={3650} precision={0} placeholder={t('points.never')} style={wide} /></Form.Item>
        <Form.Item name="payRate" label={t('points.program.payRate')} extra={t('points.program.payHint')} rules={required}><InputNumber min={0} max={100_000} precision={4} formatter={figureText} style={wide} /></Form.Item>
        <Form.Item name="minPoints" label={t('points.program.minPoints')} rules={required}><InputNumber min={0} precision={0} style={wide} /></Form.Item>
        <Form.Item name="maxPoints" label={t('points.program.maxPoints')}><InputNumber min={1} precision={0} placeholder={t('points.noLimit')} style={wide} /></Form.Item>
        <Form.Item name="maxPointsPerDay" label={t('points.program.maxPointsPerDay')} extra={t('points.program.maxPointsPerDayHint')}><InputNumber min={1} precision={0} placeholder={t('points.noLimit')} style={wide} /></Form.Item>
        <Form.Item name="maxPercent" label={t('points.program.maxPercent')} rules={required}><InputNumber min={0} max={100} precision={0} style={wide} /></Form.Item>
      </div>
      <Form.Item name="excludedGroupIds" label={t('points.program.excluded')}><Select mode="multiple" allowClear showSearch={{ optionFilterProp: 'label' }} options={groups} /></Form.Item>
      <Form.Item name="earnsOnBonus" label={t('points.program.earnsOnBonus')} extra={t('points.program.earnsOnBonusHint')} valuePropName="checked"><Switch /></Form.Item>
      <Form.Item name="belowZero" label={t('points.program.belowZero')} extra={t('points.program.belowZeroHint')} valuePropName="checked"><Switch /></Form.Item>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      {may && <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>}
    </Form>
  );
}
