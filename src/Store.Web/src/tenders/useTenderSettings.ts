import { useQuery } from '@tanstack/react-query';
import { api } from '../api';
import { toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { type CashRounding, noRounding } from './rounding';

export function useTenderSettings() {
  const { storeId } = useStore();
  return useQuery({ queryKey: ['tender-settings', storeId], queryFn: () => api.getTenderSettings(storeId), staleTime: 60_000 });
}

/** How this store rounds cash; not at all until the server has said so, which refuses what does not fit. */
export function useCashRounding(): CashRounding {
  const { data } = useTenderSettings();
  return data ? { step: toMinor(data.cashStep), mode: data.cashRounding } : noRounding;
}
