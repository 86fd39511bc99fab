import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { NoAnswer, api } from '../api';

const kept = (key: string): readonly number[] => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '[]') as readonly number[];
  } catch {
    return [];
  }
};

const keep = (key: string, holds: readonly number[]) => localStorage.setItem(key, JSON.stringify(holds));

/**
 * What the basket holds of balances while it is being paid. It is given free when the payment is left, and, after a reload, when the next one begins; while a sale is on its way
 * it stays held.
 */
export function useHolds(storeId: number, registerId: number, sending: boolean) {
  const key = `store.holds.${storeId}.${registerId}`;
  const queries = useQueryClient();
  const onItsWay = useRef(sending);
  useEffect(() => {
    onItsWay.current = sending;
  });
  const release = useCallback((holdId: number) => {
    const forget = () => {
      keep(key, kept(key).filter((one) => one !== holdId));
      void queries.invalidateQueries({ queryKey: ['member-value'] });
    };
    api.releaseHold(storeId, holdId).then(forget, (error: unknown) => {
      if (!(error instanceof NoAnswer)) forget();
    });
  }, [key, storeId, queries]);
  useEffect(() => {
    const releaseAll = () => {
      if (!onItsWay.current) kept(key).forEach(release);
    };
    releaseAll();
    return releaseAll;
  }, [key, release]);
  return { hold: (holdId: number) => keep(key, [...kept(key), holdId]), release };
}
