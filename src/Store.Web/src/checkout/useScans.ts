import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NoAnswer, Problem, api } from '../api';
import { milliPerUnit, toMinor } from '../shell/money';
import { problemText } from '../shell/ProblemAlert';
import { useMay } from '../shell/session';
import { type Goods, type SoldValue, addCoupon, addGoods } from './basket';
import { beep } from './beep';
import { refusedCard } from './magneticCard';
import { type ScanOutcome, ScanQueue } from './scanQueue';
import type { BasketBox } from './useBasket';

interface Scans {
  readonly queue: ScanQueue;
  /** Puts the member with this number on the ticket. */
  readonly greet: (number: string) => Promise<void>;
  /** How many scans are still to be looked up. */
  readonly waiting: number;
  /** How many of them belong to the ticket as it is; the others come after it. */
  readonly ahead: number;
  /** Whether the server gives no answer to them. */
  readonly cutOff: boolean;
}

interface Asks {
  /** Goods sold by weight, whose weight is not known: they are not on the ticket yet. */
  readonly onWeighed: (goods: Goods) => void;
  /** A gift card is on the ticket, and its code is not known. */
  readonly onCard: () => void;
}

/** The card that a member's page shows; it changes every minute. */
const pageCard = /^MQ-\d+-\w+$/i;

/** Looks scanned codes up and puts what they are on the ticket: goods, a member, a coupon. Held back, they wait. What it calls stays the same between renders. */
export function useScans(storeId: number, box: BasketBox, held: boolean, { onWeighed, onCard }: Asks): Scans {
  const { t } = useTranslation('checkout');
  const queries = useQueryClient();
  const mayDo = useMay();
  const maySeeMembers = mayDo('members.view');
  const maySeeValue = mayDo('loyalty.view');
  const { message } = App.useApp();
  const { change, current } = box;
  const [{ waiting, ahead }, setWaiting] = useState({ waiting: 0, ahead: 0 });
  const [cutOff, setCutOff] = useState(false);

  const take = useCallback(async (code: string) => {
    const member = await api.lookUpMember({ code });
    change((before) => ({ ...before, customer: { memberId: member.memberId, number: member.number, name: member.name, level: member.levelName } }));
    return member.name;
  }, [change]);
  const greet = useCallback(async (number: string) => {
    try {
      await take(number);
    } catch (error) {
      beep();
      message.error(problemText(error));
    }
  }, [take, message]);
  const greetScanned = useCallback(async (code: string) => {
    try {
      message.success(t('member.greeted', { name: await take(code) }));
      return true;
    } catch {
      return false;
    }
  }, [take, message, t]);

  /** What a product that sells value means. */
  const valueOf = useCallback(async (productId: number): Promise<SoldValue> => {
    if (!maySeeValue) return 'Other';
    const { items } = await queries.query({ queryKey: ['value-products'], queryFn: () => api.listValueProducts(), staleTime: 60_000 });
    const kind = items.find((one) => one.productId === productId)?.kind;
    return kind === 'TopUp' || kind === 'GiftCard' || kind === 'Pass' ? kind : 'Other';
  }, [queries, maySeeValue]);

  /** Takes a code that is no goods: a member's card or a coupon. */
  const takesCode = useCallback((kind: string, code: string) => {
    if (kind === 'Member') void greet(code);
    else if (kind === 'Coupon') {
      change((before) => addCoupon(before, code));
      message.success(t('coupon.added', { code }));
    } else return false;
    return true;
  }, [greet, change, message, t]);

  // The queue outlives renders; it asks for the basket as it is when a look-up comes back.
  const queue: ScanQueue = useMemo(() => new ScanQueue(async (code): Promise<ScanOutcome> => {
    try {
      if (pageCard.test(code) && maySeeMembers && await greetScanned(code)) return 'done';
      const found = await api.lookUpProduct(storeId, code);
      const value = found.flags.includes('Value') ? await valueOf(found.productId) : null;
      setCutOff(false);
      if (current().pending) return 'again';
      const price = toMinor(found.price);
      // A pack with a price of its own is sold as a pack; any other adds its pieces.
      const pack = found.packPrice !== null && toMinor(found.packPrice) !== Math.round(price * found.factor) ? toMinor(found.packPrice) : null;
      const goods = {
        ...found, price: pack ?? price, unit: pack === null ? found.unit : found.barcodeUnit, sellUnit: pack === null ? null : found.barcodeUnit, taxPpm: Math.round(found.taxRate * 10_000),
        labelAmount: found.labelAmount === null ? null : toMinor(found.labelAmount), value, weighed: found.flags.includes('Weighed'),
      };
      const toWeigh = found.flags.includes('Weighed') && found.quantity === null && pack === null;
      // What is scanned after it waits until the question is answered.
      if (toWeigh || value === 'GiftCard') queue.hold(true);
      if (toWeigh) onWeighed(goods);
      else change((before) => addGoods(before, goods, pack === null ? Math.round((found.quantity ?? found.factor) * milliPerUnit) : milliPerUnit));
      if (value === 'GiftCard') onCard();
      return 'done';
    } catch (error) {
      if (error instanceof NoAnswer) {
        setCutOff(true);
        return 'again';
      }
      if (error instanceof Problem && error.status === 401) return 'again';
      setCutOff(false);
      if (current().pending) return 'again';
      if (error instanceof Problem && error.code === 'code.other_kind' && takesCode(String(error.facts.kind), String(error.facts.ownCode))) return 'done';
      // What is no product may be a member's card of any kind.
      if (error instanceof Problem && error.code === 'product.not_found' && maySeeMembers && await greetScanned(code)) return 'done';
      beep();
      message.error({ content: error instanceof Problem && error.code === 'product.not_found' ? t('scan.unknown', { code }) : problemText(error), duration: 6 });
      return 'done';
    }
  }, (waitingNow, aheadNow) => setWaiting({ waiting: waitingNow, ahead: aheadNow })), [storeId, current, change, message, t, takesCode, greetScanned, maySeeMembers, valueOf, onWeighed, onCard]);
  useEffect(() => {
    queue.start();
    return () => queue.stop();
  }, [queue]);
  useEffect(() => queue.hold(held), [queue, held]);
  useEffect(() => {
    const refused = () => {
      beep();
      message.error({ content: t('scan.refusedCard'), duration: 6 });
    };
    window.addEventListener(refusedCard, refused);
    return () => window.removeEventListener(refusedCard, refused);
  }, [message, t]);

  return { queue, greet, waiting, ahead, cutOff };
}
