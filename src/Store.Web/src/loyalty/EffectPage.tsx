import { useQuery } from '@tanstack/react-query';
import { DatePicker, Select, Statistic } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ShowLoyaltyEffectPeriod, ShowLoyaltyEffectSide } from '../api/client';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { ExportButton } from '../shell/ExportButton';
import { currencyText, toMinor } from '../shell/money';
import { may, useSession, useToday } from '../shell/session';
import './loyalty.css';

const daysAtMost = 366;

const percent = (value: number | null) => (value === null ? '–' : `${value}%`);

/** A day, a whole month or the part of it that was asked about. */
function daysOf({ from, to }: ShowLoyaltyEffectPeriod): string {
  if (from === to) return from;
  const month = dayjs(from);
  return month.date() === 1 && month.endOf('month').format('YYYY-MM-DD') === to ? month.format('YYYY-MM') : `${from} – ${to}`;
}

/** Whether loyalty pays: what members buy beside passers-by, and what they have for it. */
export default function EffectPage() {
  const { t } = useTranslation(['loyalty', 'shell']);
  const { me, stores } = useSession();
  const [storeId, setStoreId] = useState<number>();
  const today = useToday();
  const [range, setRange] = useState<[Dayjs, Dayjs]>(() => [today.subtract(29, 'day'), today]);
  const [from, to] = range.map((day) => day.format('YYYY-MM-DD')) as [string, string];
  const effect = useQuery({ queryKey: ['loyalty-effect', storeId, from, to], queryFn: () => api.showLoyaltyEffect(storeId, from, to) });
  const total = effect.data?.total;
  const happened = total !== undefined && (total.members.tickets + total.others.tickets + total.pointsExpired > 0 || total.members.spent !== 0 || total.others.spent !== 0 || total.pointsGranted !== 0 || total.cost !== 0);
  const columns: Column<ShowLoyaltyEffectPeriod>[] = [
    { key: 'days', title: t('effect.days'), phone: 'title', render: daysOf },
    { key: 'members', title: t('effect.members'), align: 'right', phone: 'aside', render: ({ members }) => <Bought side={members} /> },
    { key: 'others', title: t('effect.others'), align: 'right', render: ({ others }) => <Bought side={others} /> },
    { key: 'share', title: t('effect.share'), align: 'right', render: (period) => percent(period.memberPercent) },
    { key: 'buyers', title: t('effect.buyers'), align: 'right', render: (period) => <Two below={period.buyers > 0 && t('effect.againShort', { percent: percent(period.againPercent) })}>{period.buyers}</Two> },
    { key: 'granted', title: t('effect.granted'), align: 'right', render: (period) => <Two below={period.pointsGranted !== 0 && <Amount minor={toMinor(period.grantedWorth)} />}>{period.pointsGranted}</Two> },
    { key: 'used', title: t('effect.used'), align: 'right', render: (period) => <Two below={period.pointsUsed + period.pointsForGifts !== 0 && <Amount minor={toMinor(period.pointsPaid) + toMinor(period.giftsWorth)} />}>{period.pointsUsed + period.pointsForGifts}</Two> },
    { key: 'expired', title: t('effect.expired'), align: 'right', render: (period) => period.pointsExpired },
    { key: 'bonus', title: t('effect.bonus'), align: 'right', render: (period) => <Amount minor={toMinor(period.bonus)} /> },
    { key: 'coupons', title: t('effect.coupons'), align: 'right', render: (period) => <Amount minor={toMinor(period.coupons)} /> },
    { key: 'levels', title: t('effect.levels'), align: 'right', render: (period) => <Amount minor={toMinor(period.levels)} /> },
    { key: 'cost', title: t('effect.cost'), align: 'right', render: (period) => <Two below={period.cost !== 0 && percent(period.costPercent)}><Amount minor={toMinor(period.cost)} /></Two> },
  ];
  return (
    <div className="page">
      <div className="page-head"><h1>{t('shell:pages.loyaltyEffect')}</h1></div>
      <p style={{ color: '#5b6770' }}>{t('effect.hint')}</p>
      <div className="tools">
        <Select allowClear placeholder={t('effect.allStores')} aria-label={t('shell:store')} value={storeId} onChange={setStoreId} style={{ minWidth: 160 }}
          options={stores.filter((store) => may(me, 'loyalty.view-books', store.storeId)).map((store) => ({ value: store.storeId, label: store.name }))} />
        <DatePicker.RangePicker value={range} allowClear={false} aria-label={t('effect.days')} disabledDate={(day, { from: first }) => first !== undefined && Math.abs(day.diff(first, 'day')) >= daysAtMost}
          onChange={(days) => days?.[0] && days[1] && setRange([days[0], days[1]])} />
        {effect.data && happened && (
          <ExportButton<ShowLoyaltyEffectPeriod> name={`${t('shell:pages.loyaltyEffect')} ${from}–${to}`} rows={() => effect.data.periods} columns={[
            [t('shell:from'), (period) => period.from], [t('shell:to'), (period) => period.to],
            ...(['members', 'others'] as const).flatMap((side) => [
              [`${t(`effect.${side}`)} · ${t('effect.tickets')}`, (period: ShowLoyaltyEffectPeriod) => period[side].tickets] as const,
              [`${t(`effect.${side}`)} · ${t('effect.spent')}`, (period: ShowLoyaltyEffectPeriod) => period[side].spent] as const,
              [`${t(`effect.${side}`)} · ${t('effect.average')}`, (period: ShowLoyaltyEffectPeriod) => period[side].average ?? ''] as const,
            ]),
            [`${t('effect.memberShare')} %`, (period) => period.memberPercent ?? ''], [t('effect.buyers'), (period) => period.buyers], [t('effect.boughtAgain'), (period) => period.boughtAgain], [`${t('effect.again')} %`, (period) => period.againPercent ?? ''],
            [t('effect.granted'), (period) => period.pointsGranted], [t('effect.grantedWorth'), (period) => period.grantedWorth], [t('effect.pointsUsed'), (period) => period.pointsUsed], [t('effect.pointsPaid'), (period) => period.pointsPaid],
            [t('effect.pointsForGifts'), (period) => period.pointsForGifts], [t('effect.giftsWorth'), (period) => period.giftsWorth], [t('effect.expired'), (period) => period.pointsExpired],
            [t('effect.bonus'), (period) => period.bonus], [t('effect.coupons'), (period) => period.coupons], [t('effect.levels'), (period) => period.levels], [t('effect.cost'), (period) => period.cost], [`${t('effect.costShare')} %`, (period) => period.costPercent ?? ''],
          ]} />
        )}
      </div>
      {total && happened && (
        <div className="panel loyalty-figures">
          <Statistic title={t('effect.members')} valueRender={() => <Bought side={total.members} />} />
          <Statistic title={t('effect.others')} valueRender={() => <Bought side={total.others} />} />
          <Statistic title={t('effect.memberShare')} value={percent(total.memberPercent)} />
          <Statistic title={t('effect.buyers')} valueRender={() => <Two below={t('effect.againOf', { count: total.boughtAgain, percent: percent(total.againPercent) })}>{total.buyers}</Two>} />
          <Statistic title={t('effect.cost')} valueRender={() => <Amount minor={toMinor(total.cost)} />} />
          <Statistic title={t('effect.costShare')} value={percent(total.costPercent)} />
        </div>
      )}
      <DataList columns={columns} rowKey={(period) => period.from} empty={t('effect.none')}
        list={{ rows: happened ? [...(effect.data?.periods ?? [])].reverse() : [], loading: effect.isLoading, error: effect.error, retry: () => void effect.refetch() }} />
    </div>
  );
}

function Bought({ side }: { readonly side: ShowLoyaltyEffectSide }) {
  const { t } = useTranslation('loyalty');
  const { store } = useSession();
  return <Two below={side.tickets > 0 && side.average !== null && t('effect.ticketsOf', { count: side.tickets, amount: currencyText(toMinor(side.average), store?.currency ?? 'CNY') })}><Amount minor={toMinor(side.spent)} /></Two>;
}

/** A figure, and a smaller one that belongs to it. */
function Two({ children, below }: { readonly children: ReactNode; readonly below: ReactNode }) {
  return <span className="loyalty-two">{children}{below && <small>{below}</small>}</span>;
}
