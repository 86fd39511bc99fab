import { useQuery } from '@tanstack/react-query';
import { api } from '../api';
import { type Minor, moneyText, share } from '../shell/money';
import { useStore } from '../shell/session';

/** What the till hands over as foreign cash, in the API's own terms. */
export interface ForeignCash { readonly currency: string; readonly amount: number; readonly rate: number }

const whole: readonly string[] = ['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'];
const nano = 1_000_000_000;

/** Whether the currency has no decimals; its amounts are kept in hundredths like all others. */
export const isWhole = (currency: string) => whole.includes(currency);

/** What a foreign amount is worth, rounded once as the server does. */
export const worth = (amount: Minor, rate: number): Minor => share(amount, Math.round(rate * nano), nano);

/** The least foreign amount that is worth what is due. */
export function foreignFor(due: Minor, currency: string, rate: number): Minor {
  const step = isWhole(currency) ? 100 : 1;
  let amount = Math.max(step, Math.floor(due / rate / step) * step);
  while (worth(amount, rate) < due) amount += step;
  return amount;
}

/** 1000 yen, 12.50 dollars. */
export const foreignText = (amount: Minor, currency: string) => `${currency} ${isWhole(currency) ? moneyText(amount).replace(/\.00$/, '') : moneyText(amount)}`;

/** The currencies that the store takes, each at its rate of now. */
export function useCurrencies() {
  const { storeId } = useStore();
  return useQuery({ queryKey: ['currencies', storeId], queryFn: () => api.listCurrencies(storeId), staleTime: 0 });
}
