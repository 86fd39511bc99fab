import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { GetReasonCodesAsked, GetReasonCodesReason, GetReasonCodesResult } from '../api/client';

/** What happens at a till and can have a reason or a question. */
export type ReasonEvent = 'CancelOrder' | 'CashIn' | 'CashOut' | 'Discount' | 'Item' | 'NoSale' | 'PriceOverride' | 'Return' | 'Sale' | 'Tender' | 'VoidLine' | 'VoidParked' | 'VoidSale';

export const reasonEvents: readonly ReasonEvent[] = ['Sale', 'Item', 'Tender', 'Return', 'VoidLine', 'VoidSale', 'VoidParked', 'Discount', 'PriceOverride', 'NoSale', 'CashIn', 'CashOut', 'CancelOrder'];

export type Reason = GetReasonCodesReason;
export type Asked = GetReasonCodesAsked;

const key = 'store.reasons';

export const reasonsKey = ['reasons'];

/** The list as this browser has it. */
export function keptReasons(): GetReasonCodesResult | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as GetReasonCodesResult | null;
  } catch {
    return null;
  }
}

export async function readReasons(): Promise<GetReasonCodesResult> {
  const before = keptReasons();
  const now = await api.getReasonCodes(before?.version, undefined);
  if (now.unchanged && before) return before;
  localStorage.setItem(key, JSON.stringify(now));
  return now;
}

/** All reasons and questions; kept in the browser, so that they are there without the server too. */
export const useReasonList = () => useQuery({ queryKey: reasonsKey, queryFn: readReasons, staleTime: 5 * 60_000, placeholderData: () => keptReasons() ?? undefined });

/** The reasons of an event. */
export function useReasons(event: ReasonEvent): readonly Reason[] {
  return useReasonList().data?.reasons.filter((reason) => reason.event === event) ?? [];
}

interface Named { readonly nameHans: string; readonly nameHant: string; readonly nameEn: string }

/** Picks the name in the language of the user. */
export function useNameOf(): (named: Named) => string {
  const { i18n } = useTranslation();
  return (named) => (i18n.language === 'en' ? named.nameEn : i18n.language === 'zh-Hant' ? named.nameHant : named.nameHans);
}

/** A reason's name by its code, as it stands on a record; the code itself where the reason is not known any more. */
export function useReasonName(): (event: ReasonEvent, code: string | null | undefined) => string {
  const list = useReasonList();
  const nameOf = useNameOf();
  return (event, code) => {
    const reason = list.data?.reasons.find((each) => each.event === event && each.code === code);
    return reason ? nameOf(reason) : code ?? '';
  };
}
