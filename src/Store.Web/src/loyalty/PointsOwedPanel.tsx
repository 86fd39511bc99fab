import { useQueries, useQuery } from '@tanstack/react-query';
import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { GetPointsOwedResult } from '../api/client';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { ExportButton } from '../shell/ExportButton';
import { toMinor } from '../shell/money';

const months = 6;

/** What is owed in points at the end of a day and of the months before it, at what points paid then; first the chain's own today. */
export function PointsOwedPanel() {
  const { t } = useTranslation('loyalty');
  const [chosen, setChosen] = useState<Dayjs | null>(null);
  const today = useQuery({ queryKey: ['points-owed', 'today'], queryFn: () => api.getPointsOwed(undefined) });
  const on = chosen ?? (today.data ? dayjs(today.data.on) : null);
  const days = on ? [on.format('YYYY-MM-DD'), ...Array.from({ length: months }, (_, index) => on.subtract(index + 1, 'month').endOf('month').format('YYYY-MM-DD'))] : [];
  const owed = useQueries({ queries: days.map((day) => ({ queryKey: ['points-owed', day], queryFn: () => api.getPointsOwed(day) })) });
  const columns: Column<GetPointsOwedResult>[] = [
    { key: 'on', title: t('points.owed.on'), phone: 'title', render: (row) => row.on },
    { key: 'points', title: t('points.balance'), align: 'right', render: (row) => row.points },
    { key: 'value', title: t('points.owed.value'), align: 'right', phone: 'aside', render: (row) => <Amount minor={toMinor(row.value)} /> },
  ];
  return (
    <>
      <p style={{ color: '#5b6770' }}>{t('points.owed.hint')}</p>
      <div className="tools">
        <DatePicker value={on} allowClear={false} aria-label={t('points.owed.on')} onChange={(day) => day && setChosen(day)} />
        {owed.length > 0 && owed.every((one) => one.data) && (
          <ExportButton<GetPointsOwedResult> name={t('points.owed.title')} rows={() => owed.flatMap((one) => one.data ?? [])}
            columns={[[t('points.owed.on'), (row) => row.on], [t('points.balance'), (row) => row.points], [t('points.owed.value'), (row) => row.value]]} />
        )}
      </div>
      <DataList columns={columns} rowKey={(row) => row.on}
        list={{ rows: owed.flatMap((one) => one.data ?? []), loading: today.isLoading || owed.some((one) => one.isLoading), error: today.error ?? owed.find((one) => one.error)?.error ?? null, retry: () => [today, ...owed].forEach((one) => void one.refetch()) }} />
    </>
  );
}
