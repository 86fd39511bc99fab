import { DatePicker } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ShowValueSettlementPair } from '../api/client';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { ExportButton } from '../shell/ExportButton';
import { readAll, useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useToday } from '../shell/session';
import { useStoreNames } from '../shell/useNames';

const figures = ['principal', 'cards', 'passes', 'due', 'bonus'] as const;

/** What stores owe each other for value that one has sold and another served. */
export function ValueSettlementPanel() {
  const { t } = useTranslation('loyalty');
  const storeNames = useStoreNames();
  const today = useToday();
  const [[from, to], setDays] = useState<[Dayjs, Dayjs]>(() => [today.startOf('month'), today]);
  const days = [from.format('YYYY-MM-DD'), to.format('YYYY-MM-DD')] as const;
  const page = (after: string | undefined, limit?: number) => api.showValueSettlement(days[0], days[1], after === undefined ? undefined : Number(after), limit);
  const settlement = useMore(['value-settlement', ...days], (after) => page(after));
  const amount = (key: 'principal' | 'bonus' | 'cards' | 'passes'): Column<ShowValueSettlementPair> => ({ key, title: t(`value.settlement.${key}`), align: 'right', render: (pair) => <Amount minor={toMinor(pair[key])} /> });
  const columns: Column<ShowValueSettlementPair>[] = [
    { key: 'pair', title: t('value.settlement.pair'), phone: 'title', render: (pair) => `${storeNames([pair.issuerStoreId])} → ${storeNames([pair.storeId])}` },
    amount('principal'), amount('cards'), amount('passes'),
    { key: 'due', title: t('value.settlement.due'), align: 'right', phone: 'aside', render: (pair) => <strong><Amount minor={toMinor(pair.due)} /></strong> },
    amount('bonus'),
  ];
  return (
    <>
      <p style={{ color: '#5b6770' }}>{t('value.settlement.hint')}</p>
      <div className="tools">
        <DatePicker.RangePicker value={[from, to]} allowClear={false} aria-label={t('value.settlement.days')} onChange={(chosen) => chosen?.[0] && chosen[1] && setDays([chosen[0], chosen[1]])} />
        {settlement.rows.length > 0 && (
          <ExportButton<ShowValueSettlementPair> name={`${t('value.settlement.title')} ${days.join('–')}`} rows={() => readAll((after) => page(after, 500))} columns={[
            [t('value.settlement.issuer'), (pair) => storeNames([pair.issuerStoreId])], [t('value.settlement.server'), (pair) => storeNames([pair.storeId])],
            ...figures.map((figure) => [t(`value.settlement.${figure}`), (pair: ShowValueSettlementPair) => pair[figure]] as const),
          ]} />
        )}
      </div>
      <DataList columns={columns} rowKey={(pair) => `${pair.issuerStoreId} ${pair.storeId}`} list={settlement} empty={t('value.settlement.none')} />
    </>
  );
}
