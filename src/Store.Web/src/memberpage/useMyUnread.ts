import { useQuery } from '@tanstack/react-query';
import { memberApi } from './phone';

const askEvery = 20_000;

/** How many messages of the stores the member has not read. */
export function useMyUnread(): number {
  return useQuery({ queryKey: ['my', 'unread'], queryFn: () => memberApi.countMyUnread(), refetchInterval: askEvery }).data?.messages ?? 0;
}
