import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DeviceEvent, DeviceInfo } from '../api/client';
import { type Column, DataList } from '../shell/DataList';
import { useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { devicesAt } from './connection';
import { nameOf, reasonText } from './deviceProblem';
import { useConnection } from './useDevices';

const lookAgain = 5_000;
const pageOf = 500;
const shownAtMost = 30;

/** What went wrong at the devices in the last 24 hours, the newest first: a drawer opened too often without a sale, one that did not open, scans that nobody heard, papers that failed. */
export function EventList({ devices }: { readonly devices: readonly DeviceInfo[] }) {
  const { t, i18n } = useTranslation('devices');
  const { timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const { address, token } = useConnection();
  const list = useQuery({ queryKey: ['device-events', address, token], queryFn: troubles, retry: false, refetchInterval: lookAgain });
  const columns: Column<DeviceEvent>[] = [
    { key: 'device', title: t('events.device'), phone: 'title', render: ({ deviceId }) => nameOf(devices.find((device) => device.id === deviceId) ?? { id: deviceId, name: `${deviceId} `, kind: 'Printer' }) },
    { key: 'at', title: t('jobs.at'), phone: 'aside', render: ({ at }) => timeText(at) },
    {
      key: 'what', title: t('events.what'), render: ({ name, detail }) => {
        const facts = (detail ?? {}) as { readonly reason?: string; readonly code?: string; readonly message?: string; readonly title?: string; readonly count?: number };
        const code = facts.reason ?? facts.code;
        const what = i18n.exists(`devices:events.names.${name}`) ? t(`events.names.${name as 'NOT_CLAIMED'}`, { count: facts.count ?? 0 }) : name;
        return [what, facts.title, code && reasonText(code, facts.message)].filter(Boolean).join(' · ');
      },
    },
  ];
  return (
    <>
      <h2>{t('events.title')}</h2>
      <DataList columns={columns} rowKey={({ seq }) => seq} empty={t('events.none')} list={{ rows: list.data ?? [], loading: list.isPending, error: list.error, retry: () => void list.refetch() }} />
    </>
  );
}

/** The newest events of this kind; pages begin with the oldest. */
async function troubles(): Promise<DeviceEvent[]> {
  let after: number | undefined;
  let newest: DeviceEvent[] = [];
  for (let next: string | null = ''; next !== null; after = Number(next)) {
    const page = await devicesAt().listDeviceEvents(undefined, after, pageOf, 'error');
    newest = [...newest, ...page.items].slice(-shownAtMost);
    next = page.next;
  }
  return newest.reverse();
}
