import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '../api';
import type { AttemptRow } from '../api/client';
import type { Tender } from '../checkout/calls';
import type { Payment } from '../checkout/payment';
import { type Minor, fromMinor, toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { newUuid } from '../shell/uuid';
import { useTenderSettings } from './useTenderSettings';

export type Attempt = AttemptRow;

const open: readonly string[] = ['Created', 'Submitted', 'AwaitingPayer', 'Unknown'];

/** Whether the customer may yet pay with it. One that is being given back is not waited for: cash can be taken meanwhile. */
const isOpen = (attempt: Attempt | undefined) => attempt !== undefined && open.includes(attempt.state);

const pause = () => new Promise<void>((resolve) => {
  setTimeout(resolve, 700);
});

interface Start { readonly tender: Tender; readonly amount: Minor; readonly code: string | null; readonly onPaid: (payment: Payment) => void }

const asPayment = (attempt: Attempt): Payment =>
  ({ tender: attempt.tender as Tender, amount: toMinor(attempt.approved), reference: attempt.providerReference ?? null, attemptId: attempt.attemptId });

/** Card and wallet payments of one sale through the store's provider. What is paid is what the server says, so a till that was reloaded finds it again. */
export function useTerminal(saleUuid: string, registerId: number) {
  const { storeId } = useStore();
  const queries = useQueryClient();
  const settings = useTenderSettings();
  const key = ['attempts', storeId, saleUuid];
  const attempts = useQuery({
    queryKey: key, queryFn: () => api.listAttempts(storeId, saleUuid, false, undefined, 20), enabled: saleUuid !== '', staleTime: 0,
    refetchInterval: (query) => (query.state.data?.items.some((row) => isOpen(row) || row.state === 'Reversing') ? 1000 : false),
  });
  const rows = attempts.data?.items ?? [];
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);

  const refresh = () => queries.invalidateQueries({ queryKey: key });
  const starting = useMutation({
    mutationFn: async ({ tender, amount, code, onPaid }: Start) => {
      let { attempt } = await api.startAttempt(storeId, { attemptUuid: newUuid(), saleUuid, registerId, tender, amount: fromMinor(amount), code });
      await refresh();
      while (isOpen(attempt) && alive.current) {
        await pause();
        ({ attempt } = await api.getAttempt(storeId, attempt.attemptId));
      }
      await refresh();
      if (alive.current && attempt.state === 'Succeeded') onPaid(asPayment(attempt));
    },
    onError: refresh,
  });
  const cancelling = useMutation({ mutationFn: (attemptId: number) => api.cancelAttempt(storeId, attemptId), onSettled: refresh });
  const resolving = useMutation({ mutationFn: (attemptId: number) => api.resolveAttempt(storeId, attemptId), onSettled: refresh });
  const providerOf = (tender: Tender) => {
    const provider = tender === 'Card' ? settings.data?.cardProvider : tender === 'Wallet' ? settings.data?.walletProvider : undefined;
    return provider === undefined || provider === 'None' ? null : provider;
  };

  return {
    providerOf,
    /** Paid and not in a sale yet. */
    payments: rows.filter((row) => row.state === 'Succeeded' && row.saleId === null).map(asPayment),
    /** The one that is being decided, else the last one. */
    latest: rows.find(isOpen) ?? rows[0],
    waiting: starting.isPending || rows.some(isOpen),
    error: starting.error ?? cancelling.error ?? resolving.error,
    start: (what: Start) => {
      cancelling.reset();
      resolving.reset();
      starting.mutate(what);
    },
    cancel: cancelling.mutate,
    resolve: resolving.mutate,
    busy: cancelling.isPending || resolving.isPending,
  };
}

export type Terminal = ReturnType<typeof useTerminal>;
