import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { currencyText, toMinor } from '../shell/money';
import { timeText } from '../shell/time';
import { memberApi } from './phone';

const storesAtMost = 500;

/** The chain's stores as the page names them, with what happened there in their own money and time. */
export function useMyStores() {
  const { i18n: { language } } = useTranslation();
  const stores = useQuery({ queryKey: ['my', 'stores'], queryFn: () => memberApi.listPageStores(undefined, storesAtMost), staleTime: Infinity }).data?.items ?? [];
  const of = (storeId: number) => stores.find((store) => store.storeId === storeId);
  return {
    stores,
    name: (storeId: number) => of(storeId)?.name ?? '',
    /** An amount; without a store in the money of the chain's first. */
    amount: (amount: number, storeId?: number) => currencyText(toMinor(amount), ((storeId === undefined ? undefined : of(storeId)) ?? stores[0])?.currency ?? 'CNY'),
    time: (iso: string, storeId?: number) => timeText(iso, ((storeId === undefined ? undefined : of(storeId)) ?? stores[0])?.timeZone, language),
    /** The day alone. */
    day: (iso: string) => new Intl.DateTimeFormat('sv-SE', { timeZone: stores[0]?.timeZone, dateStyle: 'short' }).format(new Date(iso)),
  };
}
