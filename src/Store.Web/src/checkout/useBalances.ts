import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api';
import type { LookUpGiftCardResult } from '../api/client';
import { type Minor, fromMinor, toMinor } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import type { Customer } from './basket';
import { type BalanceTender, isOfBalance, leftForBalances, mostByPoints } from './balances';
import type { Tender } from './calls';
import type { Payment } from './payment';
import { freeValue, payingPoints, useFunds } from './useFunds';
import { nameOf } from './cardCodes';
import { useHolds } from './useHolds';

/** A gift card that has been scanned or typed. */
export interface ReadCard { readonly code: string; readonly found: LookUpGiftCardResult }

interface Part { readonly tender: BalanceTender; readonly amount: Minor; readonly onTaken: (payment: Payment) => void }

/** Payments out of balances: what there is of each, what may be used, and holding it for this basket until it is paid or left. */
export function useBalances(customer: Customer | null, registerId: number, goods: Minor, sending: boolean) {
  const { storeId } = useStore();
  const mayUse = useMay()('loyalty.use-value');
  const funds = useFunds(customer);
  const holds = useHolds(storeId, registerId, sending);
  const [pin, setPin] = useState('');
  const [card, setCard] = useState<ReadCard | null>(null);
  const { value, points, program } = funds;

  /** Whether the member's PIN is asked for so much of their stored value. */
  const needsPin = (amount: Minor) => value?.pinAbove !== null && value?.pinAbove !== undefined && amount > toMinor(value.pinAbove);
  const lookingUp = useMutation({
    mutationFn: async (code: string): Promise<ReadCard> => ({ code, found: await api.lookUpGiftCard({ code }) }),
    onMutate: () => setCard(null),
    onSuccess: setCard,
  });
  const taking = useMutation({
    mutationFn: async ({ tender, amount, onTaken }: Part) => {
      const payment = { tender, amount, reference: tender === 'GiftCard' && card ? nameOf(card.code) : null };
      if (tender === 'Points') onTaken(payment);
      else {
        const { holdId } = tender === 'StoredValue'
          ? await api.holdValue(storeId, { memberId: customer?.memberId ?? 0, amount: fromMinor(amount), pin: needsPin(amount) ? pin : null, holdId: null })
          : await api.holdGiftCard(storeId, { code: card?.code ?? '', amount: fromMinor(amount), holdId: null });
        holds.hold(holdId);
        onTaken({ ...payment, holdId });
      }
    },
    onSettled: () => setPin(''),
    onSuccess: (_, { tender }) => {
      if (tender === 'GiftCard') setCard(null);
    },
  });

  const taken = (payments: readonly Payment[], tender: Tender) => payments.some((payment) => payment.tender === tender);
  const offered: readonly BalanceTender[] = [
    ...(points && program?.active && program.payRate > 0 && points.available > 0 ? ['Points'] as const : []),
    ...(mayUse && value && value.principal + value.bonus > 0 ? ['StoredValue'] as const : []),
    ...(mayUse ? ['GiftCard'] as const : []),
  ];

  return {
    funds, offered, pin, setPin, needsPin, card, lookingUp, taking,
    /** The most that a balance may pay of what is due. Points and stored value are used once on a ticket: to use more, what was taken is removed first. */
    most: (tender: Tender, due: Minor, payments: readonly Payment[]): Minor => {
      if (!isOfBalance(tender)) return due;
      const atMost = Math.min(due, leftForBalances(goods, payments));
      switch (tender) {
        case 'Points': return taken(payments, tender) || !points || !program ? 0 : mostByPoints(payingPoints(points), program, goods, atMost);
        case 'StoredValue': return taken(payments, tender) ? 0 : Math.min(atMost, freeValue(funds));
        case 'GiftCard': return card?.found.state === 'Active' && !payments.some((payment) => payment.reference === nameOf(card.code)) ? Math.min(atMost, toMinor(card.found.free)) : 0;
      }
    },
    release: (payment: Payment) => {
      if (payment.holdId !== undefined) holds.release(payment.holdId);
    },
    forget: () => {
      lookingUp.reset();
      taking.reset();
      setPin('');
      setCard(null);
    },
  };
}

export type Balances = ReturnType<typeof useBalances>;
