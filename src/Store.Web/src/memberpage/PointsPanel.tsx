import { useQuery } from '@tanstack/react-query';
import { Skeleton, Statistic } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListMyPointsItem } from '../api/client';
import { ProblemAlert } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { MyList, MyRow } from './MyList';
import { ReceiptDrawer } from './ReceiptDrawer';
import { memberApi } from './phone';
import { useMyStores } from './useMyStores';

/** The member's points: how many, which expire when, and what happened to them. */
export function PointsPanel() {
  const { t } = useTranslation(['memberpage', 'loyalty']);
  const stores = useMyStores();
  const [receipt, setReceipt] = useState<number | null>(null);
  const points = useQuery({ queryKey: ['my', 'points'], queryFn: () => memberApi.showMyPoints() });
  const entries = useMore(['my', 'points', 'entries'], (after) => memberApi.listMyPoints(after === undefined ? undefined : Number(after), 20));
  if (points.error) return <ProblemAlert error={points.error} retry={() => void points.refetch()} />;
  if (!points.data) return <Skeleton active />;
  const { balance, available, pending, worth } = points.data;
  const expiries = new Map<string, number>();
  for (const expiry of points.data.expiries) expiries.set(stores.day(expiry.expiresAt), (expiries.get(stores.day(expiry.expiresAt)) ?? 0) + expiry.points);
  return (
    <>
      <div className="member-figures">
        <Statistic title={t('loyalty:points.balance')} value={balance} />
        {available !== balance && <Statistic title={t('loyalty:points.available')} value={available} />}
        {pending > 0 && <Statistic title={t('loyalty:points.pending')} value={pending} />}
        {worth > 0 && <Statistic title={t('points.worth')} value={stores.amount(worth)} />}
      </div>
      {expiries.size > 0 && <ul className="member-expiries">{[...expiries].slice(0, 4).map(([day, count]) => <li key={day}>{t('points.expires', { day, points: count })}</li>)}</ul>}
      <h3>{t('loyalty:points.history')}</h3>
      <MyList list={entries} rowKey={(entry) => entry.entryId} empty={t('loyalty:points.nothing')} row={(entry) => <Entry entry={entry} onOpen={setReceipt} />} />
      <ReceiptDrawer saleId={receipt} onClose={() => setReceipt(null)} />
    </>
  );
}

function Entry({ entry, onOpen }: { readonly entry: ListMyPointsItem; readonly onOpen: (saleId: number) => void }) {
  const { t } = useTranslation(['memberpage', 'loyalty']);
  const stores = useMyStores();
  const { saleId } = entry;
  return (
    <MyRow title={t(`loyalty:points.kinds.${entry.kind}`)} aside={entry.points > 0 ? `+${entry.points}` : entry.points} onOpen={saleId === null ? undefined : () => onOpen(saleId)}>
      <span>{stores.time(entry.occurredAt, entry.storeId)}</span>
      {stores.name(entry.storeId) !== '' && <span>{stores.name(entry.storeId)}</span>}
      <span>{t('points.change', { before: entry.balanceBefore, after: entry.balanceAfter })}</span>
      {entry.reason !== '' && <span>{entry.reason}</span>}
      {entry.remaining > 0 && entry.waitUntil !== null && <span>{t('points.waits', { day: stores.day(entry.waitUntil), points: entry.remaining })}</span>}
      {entry.expiresAt !== null && <span>{t('points.expires', { day: stores.day(entry.expiresAt), points: entry.remaining })}</span>}
    </MyRow>
  );
}
