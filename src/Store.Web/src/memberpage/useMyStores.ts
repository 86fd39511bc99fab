import { useQuery } from '@tanstack/react-query';
import { currencyText, toMinor } from '../shell/money';
import { dayText, timeText } from '../shell/time';
import { memberApi } from './phone';

const storesAtMost = 500;

/** The chain's stores as the page names them, with what happened there in their own money and time. */
export function useMyStores() {
  const stores = useQuery({ queryKey: ['my', 'stores'], queryFn: () => memberApi.listPageStores(undefined, storesAtMost), staleTime: Infinity }).data?.items ?? [];
  const of = (storeId: number) => stores.find((store) => store.storeId === storeId);
  return {
    stores,
    name: (storeId: number) => of(storeId)?.name ?? '',
    /** An amount; without a store in the money of the chain's first. */
    amount: (amount: number, storeId?: number) => currencyText(toMinor(amount), ((storeId === undefined ? undefined : of(storeId)) ?? stores[0])?.currency ?? 'CNY'),
    time: (iso: string, storeId?: number) => timeText(iso, ((storeId === undefined ? undefined : of(storeId)) ?? stores[0])?.timeZone),
    /** The day alone. */
    day: (iso: string) => dayText(iso, stores[0]?.timeZone),
  };
}
