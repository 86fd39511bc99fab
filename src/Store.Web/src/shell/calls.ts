import type { GetMeResult, ListStoresItem } from '../api/client';

export type StoreOfChain = ListStoresItem;
export type Me = GetMeResult;
