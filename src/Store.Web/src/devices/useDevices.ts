import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { DeviceInfo, JobInfo } from '../api/client';
import { useMay } from '../shell/session';
import { connection, devicesAt, onConnection } from './connection';

const lookAgain = 3_000;
const lookForFirst = 60_000;

/** The device service that this till is connected to. */
export const useConnection = () => useSyncExternalStore(onConnection, connection);

/** The devices of this till and how they are; none where there is no device service. */
export function useDevices() {
  const { address, token } = useConnection();
  const mayUse = useMay()('devices.use');
  return useQuery({
    queryKey: ['devices', address, token], queryFn: async () => (await devicesAt().listDevices()).devices, enabled: mayUse || token !== null, retry: false,
    refetchInterval: ({ state }) => (state.data?.length || address !== '' ? lookAgain : lookForFirst),
  });
}

const none: readonly DeviceInfo[] = [];

/** The printer that receipts go to: the first of the till's profile; null without one. */
export function usePrinter(): DeviceInfo | null {
  return (useDevices().data ?? none).find((device) => device.kind === 'Printer') ?? null;
}

/** The label printer of this till: the first of its profile; null without one. */
export function useLabelPrinter(): DeviceInfo | null {
  return (useDevices().data ?? none).find((device) => device.kind === 'LabelPrinter') ?? null;
}

const noJobs: readonly JobInfo[] = [];

/** What the printers were asked for lately, the newest first. */
export function useJobs(wanted: boolean) {
  const { address, token } = useConnection();
  const jobs = useQuery({ queryKey: ['device-jobs', address, token], queryFn: async () => (await devicesAt().listJobs()).items, enabled: wanted, retry: false, refetchInterval: lookAgain });
  return { jobs: jobs.data ?? noJobs, error: jobs.error, refresh: () => void jobs.refetch() };
}
