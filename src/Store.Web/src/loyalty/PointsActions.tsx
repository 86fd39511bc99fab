import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, InputNumber, Radio, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApproved } from '../access/useApproved';
import { api, withApprovals } from '../api';
import { problemText } from '../shell/ProblemAlert';
import { SearchSelect, hitsAtMost } from '../shell/SearchSelect';
import { currencyText, toMinor } from '../shell/money';
import { useMay, useSession } from '../shell/session';
import { useSave } from '../shell/useSave';
import { PayingRegister } from './PayingRegister';

/** What whoever may does with a member's points: one thing at a time. */
export function PointsActions({ memberId }: { readonly memberId: number }) {
  const { t } = useTranslation('loyalty');
  const may = useMay();
  const actions: { key: 'swap' | 'level' | 'activity' | 'adjust' | 'cashOut'; form: ReactNode }[] = [
    ...(may('loyalty.swap-points') ? [{ key: 'swap' as const, form: <SwapForm memberId={memberId} /> }, { key: 'level' as const, form: <LevelForm memberId={memberId} /> }] : []),
    ...(may('loyalty.record-activities') ? [{ key: 'activity' as const, form: <ActivityForm memberId={memberId} /> }] : []),
    ...(may('loyalty.adjust-points') ? [{ key: 'adjust' as const, form: <AdjustForm memberId={memberId} /> }] : []),
    ...(may('loyalty.cash-out-points') ? [{ key: 'cashOut' as const, form: <CashOutForm memberId={memberId} /> }] : []),
  ];
  const [chosen, setChosen] = useState(actions[0]?.key);
  if (actions.length === 0) return null;
  return (
    <div style={{ marginTop: 20 }}>
      <Radio.Group optionType="button" value={chosen} onChange={(event) => setChosen(event.target.value as typeof chosen)} options={actions.map((action) => ({ value: action.key, label: t(`points.actions.${action.key}`) }))} />
      {actions.find((action) => action.key === chosen)?.form}
    </div>
  );
}

function ActionForm<Fields extends object>({ initial, save, send, children }: { readonly initial?: Partial<Fields>; readonly save: (storeId: number, fields: Fields) => Promise<unknown>; readonly send: string; readonly children: ReactNode }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const { store } = useSession();
  const [form] = Form.useForm<Fields>();
  const saving = useSave((fields: Fields) => save(store?.storeId ?? 0, fields), [['member-points'], ['members'], ['member'], ['activities']], () => form.resetFields());
  return (
    <Form<Fields> name="points-action" form={form} layout="vertical" requiredMark={false} initialValues={initial ?? {}} onFinish={saving.mutate} style={{ marginTop: 16 }}>
      <div className="form-grid">{children}</div>
      {!store && <Alert type="info" showIcon title={t('points.actions.store')} style={{ marginBottom: 16 }} />}
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={saving.isPending} disabled={!store}>{send}</Button>
    </Form>
  );
}

function useRequired() {
  const { t } = useTranslation('shell');
  return [{ required: true, message: t('required') }];
}

/** Gives gifts of the store's stock for points. */
function SwapForm({ memberId }: { readonly memberId: number }) {
  const { t } = useTranslation('loyalty');
  const required = useRequired();
  return (
    <ActionForm<{ giftId: number; pieces: number }> initial={{ pieces: 1 }} send={t('points.swapOne')} save={(storeId, fields) => api.swapForGift(storeId, memberId, fields)}>
      <Form.Item name="giftId" label={t('points.swap')} rules={required}>
        <SearchSelect what="points-gifts" none={t('points.gifts.none')}
          find={async (text) => (await api.listPointsGifts(false, text, undefined, hitsAtMost)).items.map((gift) => ({ value: gift.giftId, label: t('points.giftFor', { name: gift.name, points: gift.points }) }))} />
      </Form.Item>
      <Form.Item name="pieces" label={t('points.gifts.pieces')} rules={required}><InputNumber min={1} max={100} precision={0} style={{ width: '100%' }} /></Form.Item>
    </ActionForm>
  );
}

/** Gives a higher level for points. */
function LevelForm({ memberId }: { readonly memberId: number }) {
  const { t } = useTranslation('loyalty');
  const required = useRequired();
  const levels = useQuery({ queryKey: ['points-levels'], queryFn: () => api.listPointsLevels() });
  return (
    <ActionForm<{ levelId: number }> send={t('points.levels.buy')} save={(storeId, fields) => api.buyLevel(storeId, memberId, fields)}>
      <Form.Item name="levelId" label={t('points.levels.level')} rules={required}>
        <Select loading={levels.isLoading} notFoundContent={levels.error ? problemText(levels.error) : t('points.levels.none')}
          options={(levels.data?.items ?? []).filter((level) => level.active).map((level) => ({ value: level.levelId, label: t('points.levels.offer', { name: level.name, points: level.points, months: level.months }) }))} />
      </Form.Item>
    </ActionForm>
  );
}

/** Says what the member has done that earns points. */
function ActivityForm({ memberId }: { readonly memberId: number }) {
  const { t } = useTranslation('loyalty');
  const required = useRequired();
  return (
    <ActionForm<{ activityTypeId: number; note?: string }> send={t('points.activities.record')} save={(storeId, { activityTypeId, note }) => api.recordActivity(storeId, memberId, { activityTypeId, note: note ?? null })}>
      <Form.Item name="activityTypeId" label={t('points.activities.name')} rules={required}>
        <SearchSelect what="activity-types" none={t('points.activities.none')}
          find={async (text) => (await api.listActivityTypes(true, text, undefined, hitsAtMost)).items.map((type) => ({ value: type.activityTypeId, label: t('points.giftFor', { name: type.name, points: type.points }) }))} />
      </Form.Item>
      <Form.Item name="note" label={t('points.waiting.note')}><Input maxLength={200} autoComplete="off" /></Form.Item>
    </ActionForm>
  );
}

interface Adjustment { points: number; reason: string; to?: string }

/** Gives points, takes them, or moves them to the member with a number, card or phone; above the user's limit another person approves it. */
function AdjustForm({ memberId }: { readonly memberId: number }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const required = useRequired();
  const { approved, dialog } = useApproved();
  const save = async (storeId: number, { points, reason, to }: Adjustment) => {
    if (!to?.trim()) return approved((ids) => withApprovals(ids).adjustPoints(storeId, memberId, { points, reason }));
    const other = await api.lookUpMember({ code: to.trim() });
    return approved((ids) => withApprovals(ids).transferPoints(storeId, memberId, { toMemberId: other.memberId, points, reason }));
  };
  return (
    <>
      <ActionForm<Adjustment> send={t('shell:save')} save={save}>
        <Form.Item name="points" label={t('points.adjust.points')} extra={t('points.adjust.hint')} rules={required}><InputNumber precision={0} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="reason" label={t('points.adjust.reason')} rules={required}><Input maxLength={200} autoComplete="off" /></Form.Item>
        <Form.Item name="to" label={t('points.adjust.to')} extra={t('points.adjust.toHint')}><Input maxLength={60} autoComplete="off" /></Form.Item>
      </ActionForm>
      {dialog}
    </>
  );
}

/** Pays points out in money; above the user's limit another person approves it. */
function CashOutForm({ memberId }: { readonly memberId: number }) {
  const { t } = useTranslation('loyalty');
  const required = useRequired();
  const { approved, dialog } = useApproved();
  const { store } = useSession();
  const [paid, setPaid] = useState<number | null>(null);
  return (
    <>
      {paid !== null && <Alert type="success" showIcon title={t('points.cashOut.paid', { amount: currencyText(toMinor(paid), store?.currency ?? 'CNY') })} style={{ marginTop: 16 }} />}
      <ActionForm<{ points: number; reason: string; registerId?: number }> send={t('points.cashOut.pay')} save={async (storeId, { registerId, ...fields }) => {
        setPaid(null);
        setPaid((await approved((ids) => withApprovals(ids).cashOutPoints(storeId, memberId, { ...fields, registerId: registerId ?? null }))).amount);
      }}>
        <Form.Item name="points" label={t('points.adjust.points')} extra={t('points.cashOut.hint')} rules={required}><InputNumber min={1} precision={0} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="reason" label={t('points.adjust.reason')} rules={required}><Input maxLength={200} autoComplete="off" /></Form.Item>
        <PayingRegister />
      </ActionForm>
      {dialog}
    </>
  );
}
