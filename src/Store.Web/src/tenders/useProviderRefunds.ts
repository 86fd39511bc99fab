import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ReturnBody } from '../checkout/calls';
import { type Minor, fromMinor, toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { newUuid } from '../shell/uuid';

type Refund = NonNullable<ReturnBody['refunds']>[number];

const asksAtMost = 60;

const pause = () => new Promise<void>((resolve) => {
  setTimeout(resolve, 1000);
});

/** Gives back through the provider what it has taken for a sale, before the return names it. Tried again, it is the same refund: nothing goes back twice. */
export function useProviderRefunds(saleId: number | null) {
  const { t } = useTranslation('tenders');
  const { storeId } = useStore();
  const begun = useRef(new Map<number, { readonly refundUuid: string; readonly amount: Minor }>());

  const giveBack = async (attemptId: number, amount: Minor): Promise<number> => {
    const refund = begun.current.get(attemptId) ?? { refundUuid: newUuid(), amount };
    begun.current.set(attemptId, refund);
    let view = await api.refundAttempt(storeId, attemptId, { refundUuid: refund.refundUuid, amount: fromMinor(refund.amount) });
    for (let asked = 0; asked < asksAtMost; asked++) {
      const row = view.refunds.find((each) => each.refundUuid === refund.refundUuid);
      if (row?.state === 'Refunded') return row.refundId;
      if (row?.state === 'Failed') {
        begun.current.delete(attemptId);
        throw new Error(t('refunds.failed'));
      }
      await pause();
      view = await api.getAttempt(storeId, attemptId);
    }
    throw new Error(t('refunds.pending'));
  };

  return useMutation({
    mutationFn: async (refunds: readonly Refund[]): Promise<Refund[]> => {
      if (saleId === null || !refunds.some(({ tender }) => tender === 'Card' || tender === 'Wallet')) return [...refunds];
      const sale = await api.getSale(storeId, saleId);
      const attempts = (await api.listAttempts(storeId, sale.saleUuid, false, undefined, 50)).items.filter((attempt) => attempt.saleId === saleId && attempt.state === 'Succeeded');
      const done: Refund[] = [];
      for (const refund of refunds) {
        let left = toMinor(refund.amount);
        for (const attempt of attempts.filter(({ tender }) => tender === refund.tender)) {
          const before = begun.current.get(attempt.attemptId);
          const part = before ? before.amount : Math.min(left, toMinor(attempt.approved) - toMinor(attempt.refunded));
          if (part <= 0 || part > left) continue;
          done.push({ ...refund, amount: fromMinor(part), refundId: await giveBack(attempt.attemptId, part) });
          left -= part;
        }
        if (left > 0) done.push({ ...refund, amount: fromMinor(left) });
      }
      return done;
    },
  });
}
