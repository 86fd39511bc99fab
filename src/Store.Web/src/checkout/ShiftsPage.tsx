import './sales.css';
import { useQuery } from '@tanstack/react-query';
import { Button, Select, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { CloseShiftDialog } from './CloseShiftDialog';
import { ReportDrawer } from './ReportDrawer';
import { type ShiftRow, listRegisters, listShifts } from './calls';

const colours = { Open: 'green', Suspended: 'gold', Uncounted: 'orange', Closed: 'default' } as const;

/** All shifts of the store, newest first: what was over or short, and each one's X or Z report. */
export default function ShiftsPage() {
  const { t } = useTranslation('checkout');
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const mayDo = useMay();
  const [registerId, setRegisterId] = useState<number | undefined>(undefined);
  const [opened, setOpened] = useState<ShiftRow | null>(null);
  const [counting, setCounting] = useState<ShiftRow | null>(null);
  const registers = useQuery({ queryKey: ['registers', storeId], queryFn: () => listRegisters(storeId), enabled: mayDo('checkout.sell') });
  const shifts = useMore(['shifts', storeId, registerId], (after) => listShifts(storeId, registerId, after));
  const columns: Column<ShiftRow>[] = [
    { key: 'register', title: t('sales.register'), phone: 'title', render: (shift) => <>{shift.registerCode} · {shift.openedByName}</> },
    { key: 'day', title: t('sales.day'), render: (shift) => shift.businessDate },
    { key: 'state', title: t('shift.state'), render: (shift) => <Tag color={colours[shift.state as 'Open']}>{t(`shift.states.${shift.state as 'Open'}`)}</Tag> },
    { key: 'kind', title: t('shift.kind'), phone: 'none', render: (shift) => t(`shift.kinds.${shift.kind as 'Fixed'}`) },
    { key: 'times', title: t('sales.time'), render: (shift) => <>{timeText(shift.openedAt)}{shift.endedAt && <> – {timeText(shift.endedAt, false)}</>}</> },
    { key: 'expected', title: t('shift.expected'), align: 'right', phone: 'none', render: (shift) => <Amount minor={shift.expected === null ? null : toMinor(shift.expected)} /> },
    { key: 'counted', title: t('shift.counted'), align: 'right', phone: 'none', render: (shift) => <Amount minor={shift.counted === null ? null : toMinor(shift.counted)} /> },
    { key: 'overShort', title: t('shift.overShort'), align: 'right', phone: 'aside', render: (shift) => <Amount minor={shift.overShort === null ? null : toMinor(shift.overShort)} /> },
    { key: 'z', title: 'Z', align: 'right', render: (shift) => shift.zNumber ?? '–' },
    { key: 'count', title: '', render: (shift) => shift.state === 'Uncounted' && mayDo('checkout.manage-shifts') && <Button size="small" onClick={(event) => {
      event.stopPropagation();
      setCounting(shift);
    }}>{t('shift.count')}</Button> },
  ];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('shift.title')}</h1>
        <Select allowClear style={{ minWidth: 160 }} placeholder={t('sales.register')} value={registerId ?? null} onChange={setRegisterId} options={(registers.data ?? []).map((register) => ({ value: register.registerId, label: register.name }))} aria-label={t('sales.register')} />
      </div>
      <DataList columns={columns} list={shifts} rowKey={(shift) => shift.shiftId} onOpen={setOpened} empty={t('shift.none')} />
      {opened && <ReportDrawer shift={opened} onClose={() => setOpened(null)} />}
      {counting && <CloseShiftDialog ended shift={counting} basketEmpty onClose={() => setCounting(null)} onClosed={() => {
        setCounting(null);
        shifts.retry();
      }} />}
    </div>
  );
}
