import { useQuery } from '@tanstack/react-query';
import { api } from '../api';
import type { GetMemberPointsResult } from '../api/client';
import { type Minor, toMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import type { Customer } from './basket';

/** What a member has with the chain, and how points pay; each is there once it is known, and stays away where the cashier may not see it. */
export function useFunds(customer: Customer | null) {
  const mayDo = useMay();
  const { storeId } = useStore();
  const memberId = customer?.memberId ?? 0;
  const value = useQuery({ queryKey: ['member-value', memberId], queryFn: () => api.getMemberValue(memberId), enabled: memberId > 0 && mayDo('loyalty.view'), staleTime: 5000 });
  const points = useQuery({ queryKey: ['member-points', memberId, storeId], queryFn: () => api.getMemberPoints(memberId, storeId), enabled: memberId > 0 && mayDo('loyalty.view-points'), staleTime: 5000 });
  const program = useQuery({ queryKey: ['points-program'], queryFn: () => api.getPointsProgram(), enabled: mayDo('loyalty.view-points'), staleTime: 60_000 });
  return { value: memberId > 0 ? value.data : undefined, points: memberId > 0 ? points.data : undefined, program: program.data?.program, error: value.error ?? points.error };
}

export type Funds = ReturnType<typeof useFunds>;

/** What of a member's stored value can be used now. */
export const freeValue = (funds: Funds): Minor => (funds.value ? Math.max(0, toMinor(funds.value.principal + funds.value.bonus - funds.value.held)) : 0);

/** How many of a member's points may pay now: those there are, within what is left for today. */
export const payingPoints = ({ available, leftToday }: Pick<GetMemberPointsResult, 'available' | 'leftToday'>): number => Math.min(available, leftToday ?? available);
