import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Form, Input, InputNumber, Select, Skeleton, Statistic } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { useMay, useSession } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useSave } from '../shell/useSave';
import './loyalty.css';

/** A member's points: how many, what waits and expires, what happened to them; given, moved or swapped by whoever may. */
export function MemberPointsPanel({ memberId }: { readonly memberId: number }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const mayDo = useMay();
  const timeText = useTimeText();
  const points = useQuery({ queryKey: ['member-points', memberId], queryFn: () => api.getMemberPoints(memberId) });
  const entries = useMore(['member-points', memberId, 'entries'], (after) => api.listPointsEntries(memberId, after === undefined ? undefined : Number(after), 20));
  if (points.error) return <ProblemAlert error={points.error} retry={() => void points.refetch()} />;
  if (!points.data) return <Skeleton active />;
  const { balance, pending, available, expiring, nextExpiry } = points.data;
  return (
    <>
      <div className="form-grid">
        <Statistic title={t('points.balance')} value={balance} />
        <Statistic title={t('points.available')} value={available} />
        {pending > 0 && <Statistic title={t('points.pending')} value={pending} />}
        {expiring > 0 && nextExpiry !== null && <Statistic title={t('points.expiring', { time: timeText(nextExpiry) })} value={expiring} />}
      </div>
      {mayDo('loyalty.adjust-points') && <AdjustForm memberId={memberId} />}
      {mayDo('loyalty.swap-points') && <SwapForm memberId={memberId} />}
      <h3>{t('points.history')}</h3>
      {entries.error ? <ProblemAlert error={entries.error} retry={entries.retry} /> : entries.loading ? <Skeleton active /> : entries.rows.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('points.nothing')} />}
      {entries.rows.map((entry) => (
        <div key={entry.entryId} className="loyalty-row">
          <span><strong>{t(`points.kinds.${entry.kind}`)}</strong> · {timeText(entry.occurredAt)}{entry.reason && <> · {entry.reason}</>}</span>
          <span className="amount">{entry.points > 0 && '+'}{entry.points} · {entry.balanceAfter}</span>
        </div>
      ))}
      {entries.more && <div className="more"><Button onClick={entries.more} loading={entries.loadingMore}>{t('shell:loadMore')}</Button></div>}
    </>
  );
}

interface Adjustment { points: number; reason: string; to?: string }

/** Gives points, takes them, or moves them to the member with a number, card or phone. */
function AdjustForm({ memberId }: { readonly memberId: number }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const { store } = useSession();
  const [form] = Form.useForm<Adjustment>();
  const saving = useSave(async ({ points, reason, to }: Adjustment) => {
    const storeId = store?.storeId ?? 0;
    if (!to?.trim()) return api.adjustPoints(storeId, memberId, { points, reason });
    const other = await api.lookUpMember({ code: to.trim() });
    return api.transferPoints(storeId, memberId, { toMemberId: other.memberId, points, reason });
  }, [['member-points']], () => form.resetFields());
  const required = [{ required: true, message: t('shell:required') }];
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={saving.mutate} style={{ marginTop: 16 }}>
      <div className="form-grid">
        <Form.Item name="points" label={t('points.adjust.points')} extra={t('points.adjust.hint')} rules={required}><InputNumber precision={0} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="reason" label={t('points.adjust.reason')} rules={required}><Input maxLength={200} autoComplete="off" /></Form.Item>
        <Form.Item name="to" label={t('points.adjust.to')} extra={t('points.adjust.toHint')}><Input maxLength={60} autoComplete="off" /></Form.Item>
      </div>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={saving.isPending} disabled={!store}>{t('shell:save')}</Button>
    </Form>
  );
}

/** Gives a gift of the store's stock for points. */
function SwapForm({ memberId }: { readonly memberId: number }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const { store } = useSession();
  const gifts = useQuery({ queryKey: ['points-gifts'], queryFn: () => api.listPointsGifts(false, undefined, 500) });
  const [form] = Form.useForm<{ giftId: number }>();
  const saving = useSave(({ giftId }: { giftId: number }) => api.swapForGift(store?.storeId ?? 0, memberId, { giftId, pieces: 1 }), [['member-points']], () => form.resetFields());
  if (!gifts.data || gifts.data.items.length === 0) return null;
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={saving.mutate} style={{ marginTop: 16 }}>
      <Form.Item name="giftId" label={t('points.swap')} rules={[{ required: true, message: t('shell:required') }]}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={gifts.data.items.map((gift) => ({ value: gift.giftId, label: t('points.giftFor', { name: gift.name, points: gift.points }) }))} />
      </Form.Item>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Button htmlType="submit" loading={saving.isPending} disabled={!store}>{t('points.swapOne')}</Button>
    </Form>
  );
}
