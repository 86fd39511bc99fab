import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Spin } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { SetupPage } from '../access/SetupPage';
import { SignInPage } from '../access/SignInPage';
import { Problem, api } from '../api';
import { Frame } from './Frame';
import { ProblemAlert } from './ProblemAlert';
import { followLanguage } from './languages';
import { type Session, SessionContext } from './session';

const rememberedStore = 'store.chosen-store';

async function meOrNobody() {
  try {
    return await api.getMe();
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null;
    throw error;
  }
}

/** Lets nobody in who has not signed in; on the first visit of all it makes the owner's account. */
export function Gate() {
  const queries = useQueryClient();
  const me = useQuery({ queryKey: ['me'], queryFn: meOrNobody, staleTime: Infinity });
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => api.getSetup(), enabled: me.data === null });
  const stores = useQuery({ queryKey: ['stores', me.data?.userId], queryFn: async () => (await api.listStores()).stores, enabled: !!me.data, staleTime: 60_000 });
  const [chosen, setChosen] = useState(() => Number(localStorage.getItem(rememberedStore)));
  // Without a choice it is the first store, and stays that one when another comes to stand before it.
  const first = stores.data?.[0];
  if (first && !stores.data?.some((store) => store.storeId === chosen)) setChosen(first.storeId);
  const language = me.data?.language;
  useEffect(() => {
    if (chosen > 0) localStorage.setItem(rememberedStore, String(chosen));
  }, [chosen]);
  useEffect(() => {
    followLanguage(language);
  }, [language]);

  const session = useMemo<Session | null>(() => me.data && stores.data ? {
    me: me.data,
    stores: stores.data,
    store: stores.data.find((store) => store.storeId === chosen) ?? stores.data[0] ?? null,
    chooseStore: setChosen,
    signOut: async () => {
      await api.signOut();
      queries.setQueryData(['me'], null);
      // The next one at this screen sees nothing of what this one has seen.
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
    },
  } : null, [me.data, stores.data, chosen, queries]);

  const error = me.error ?? stores.error;
  if (error) return <div className="centre"><ProblemAlert error={error} retry={() => void (me.error ? me.refetch() : stores.refetch())} /></div>;
  if (me.data === null) {
    if (setup.isLoading) return <Waiting />;
    return setup.data?.needed ? <SetupPage /> : <SignInPage />;
  }
  return session ? <SessionContext value={session}><Frame /></SessionContext> : <Waiting />;
}

const Waiting = () => <div className="centre"><Spin size="large" delay={300} /></div>;
