import { useQuery } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import { NoAnswer } from '../api';
import type { DeviceInfo, JobInfo, JobState } from '../api/client';
import { useMay } from '../shell/session';
import { connection, devicesAt, follow, onConnection } from './connection';
import { away, knownDevices, rememberDevices } from './knownDevices';

const none: readonly DeviceInfo[] = [];
const lookAgain = 3_000;
const lookForFirst = 60_000;

/** The device service that this till is connected to. */
export const useConnection = () => useSyncExternalStore(onConnection, connection);

/** What the device service said last; where it did not answer, what it said before that, and why it did not. */
interface Told { readonly devices: readonly DeviceInfo[] | undefined; readonly error: unknown }

/** A device that is switched off is as good as none: what it would do is done without it, and it stops nobody. */
const isOn = ({ deviceEnabled }: DeviceInfo) => deviceEnabled !== false;

/** The devices of this till and how they are, and those of them that are switched on; none where there is no device service. While the service is away they are those it had, none of which answers. */
export function useDevices() {
  const { address, token } = useConnection();
  const mayUse = useMay()('devices.use');
  const enabled = mayUse || token !== null;
  const query = useQuery({
    queryKey: ['devices', address, token], enabled, retry: false,
    queryFn: async ({ client, queryKey }): Promise<Told> => {
      try {
        const { devices } = await devicesAt().listDevices();
        rememberDevices(address, devices);
        return { devices, error: null };
      } catch (error) {
        if (error instanceof NoAnswer && error.code === null) void follow({ address, token });
        // Said until there is an answer, not forgotten at each further try.
        return { devices: client.getQueryData<Told>(queryKey)?.devices ?? knownDevices(address), error };
      }
    },
    refetchInterval: ({ state }) => ((state.data?.devices ?? knownDevices(address))?.length || address !== '' ? lookAgain : lookForFirst),
  });
  const { data: told, refetch } = query;
  const error = told?.error ?? null;
  const data = useMemo(() => {
    if (!enabled) return undefined;
    const known = told ? told.devices : knownDevices(address);
    return error === null ? known : known?.map((device) => away(device, error));
  }, [enabled, told, error, address]);
  return { data, inUse: useMemo(() => data?.filter(isOn) ?? none, [data]), error, answers: told !== undefined && error === null, refetch };
}

/** The printer that receipts go to: the first of the till's profile that is switched on; null without one. */
export function usePrinter(): DeviceInfo | null {
  return useDevices().inUse.find((device) => device.kind === 'Printer') ?? null;
}

/** The printer that receipts would go to if it were not switched off; null where they go to another, or there is none. */
export function usePrinterOff(): DeviceInfo | null {
  const { data, inUse } = useDevices();
  const isPrinter = ({ kind }: DeviceInfo) => kind === 'Printer';
  return inUse.some(isPrinter) ? null : data?.find(isPrinter) ?? null;
}

/** The label printer of this till: the first of its profile that is switched on; null without one. */
export function useLabelPrinter(): DeviceInfo | null {
  return useDevices().inUse.find((device) => device.kind === 'LabelPrinter') ?? null;
}

const noJobs: readonly JobInfo[] = [];

/** States of a job that is not well: what waits, what nobody knows about, what came too late. */
const openStates: JobState[] = ['Queued', 'Held', 'Uncertain', 'Failed', 'Expired'];
const openAtMost = 200;

/** The papers that have not come out, however much was printed since. */
export function useOpenPapers(wanted: boolean) {
  const { address, token } = useConnection();
  const jobs = useQuery({
    queryKey: ['device-jobs', address, token, 'open'], queryFn: async () => (await devicesAt().listJobs(undefined, openStates, 'Paper', undefined, openAtMost)).items, enabled: wanted, retry: false, refetchInterval: lookAgain,
  });
  return { jobs: jobs.data ?? noJobs, refresh: () => void jobs.refetch() };
}

/** What the printers were asked for lately, the newest first, behind everything that has not come out. */
export function useJobs() {
  const { address, token } = useConnection();
  const jobs = useQuery({
    queryKey: ['device-jobs', address, token], retry: false, refetchInterval: lookAgain,
    queryFn: async () => {
      const [open, lately] = await Promise.all([devicesAt().listJobs(undefined, ['Queued', 'Held', 'Uncertain'], undefined, undefined, openAtMost), devicesAt().listJobs()]);
      const first = new Set(open.items.map((job) => job.jobId));
      return [...open.items, ...lately.items.filter((job) => !first.has(job.jobId))];
    },
  });
  return { jobs: jobs.data ?? noJobs, loading: jobs.isPending, error: jobs.error, refresh: () => void jobs.refetch() };
}
