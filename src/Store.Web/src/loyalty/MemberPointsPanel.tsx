import { useQuery } from '@tanstack/react-query';
import { Button, Empty, Skeleton, Statistic } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { ProblemAlert } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { useTimeText } from '../shell/time';
import { PointsActions } from './PointsActions';
import './loyalty.css';

/** A member's points: how many, what waits and expires, what happened to them; and what can be done with them. */
export function MemberPointsPanel({ memberId }: { readonly memberId: number }) {
  const { t } = useTranslation(['loyalty', 'shell']);
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
      <PointsActions memberId={memberId} />
      <h3>{t('points.history')}</h3>
      {entries.error ? <ProblemAlert error={entries.error} retry={entries.retry} /> : entries.loading ? <Skeleton active /> : entries.rows.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('points.nothing')} />}
      {entries.rows.map((entry) => (
        <div key={entry.entryId} className="loyalty-row">
          <span><strong>{t(`points.kinds.${entry.kind}`)}</strong> · <span className="loyalty-whole">{timeText(entry.occurredAt)}</span>{entry.reason && <> · {entry.reason}</>}</span>
          <span className="amount">{entry.points > 0 && '+'}{entry.points} · {entry.balanceAfter}</span>
        </div>
      ))}
      {entries.more && <div className="more"><Button onClick={entries.more} loading={entries.loadingMore}>{t('shell:loadMore')}</Button></div>}
    </>
  );
}
