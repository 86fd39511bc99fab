import type { Dayjs } from 'dayjs';
import { createContext, useContext } from 'react';
import type { Me, StoreOfChain } from './calls';
import { businessDay } from './time';

/** Who is signed in, which store is chosen, and what may be done there. */
export interface Session {
  readonly me: Me;
  readonly stores: readonly StoreOfChain[];
  readonly store: StoreOfChain | null;
  readonly chooseStore: (storeId: number) => void;
  readonly signOut: () => Promise<void>;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('Nobody is signed in.');
  return session;
}

/** The chosen store; pages about one store are only shown when there is one. */
export function useStore(): StoreOfChain {
  const { store } = useSession();
  if (!store) throw new Error('No store is chosen.');
  return store;
}

/** Today in the books of the chosen store, or of the first one where none is chosen. */
export function useToday(): Dayjs {
  const { store, stores } = useSession();
  return businessDay(store ?? stores[0]);
}

const everything = '*';

/** Whether the user may do something in a store, or in any store when none is named. */
export function may(me: Me, permission: string, storeId?: number): boolean {
  if (storeId === undefined && me.chainPermissions.some((held) => held === permission || held === everything)) return true;
  return me.stores.some((store) => (storeId === undefined || store.storeId === storeId)
    && (store.permissions.includes(permission) || store.permissions.includes(everything)));
}

/** Answers whether the user may do something in the chosen store. */
export function useMay(): (permission: string) => boolean {
  const { me, store } = useSession();
  return (permission) => may(me, permission, store?.storeId);
}
