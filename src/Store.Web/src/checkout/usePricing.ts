import { useCallback, useEffect, useRef, useState } from 'react';
import { NoAnswer, Problem, api } from '../api';
import { toMinor } from '../shell/money';
import { priceRequest, takePrices } from './basket';
import type { PricedBasket } from './calls';
import type { BasketBox } from './useBasket';

export interface Pricing {
  /** The basket as the server prices it; null until it has answered for the basket as it is. */
  readonly priced: PricedBasket | null;
  /** Why it cannot be priced, such as a discount that is more than there is. */
  readonly refusal: Problem | null;
  /** Asks again: prices have changed. */
  readonly refresh: () => void;
}

/** Has the server price the basket after each change; the latest basket wins, and the till shows its own sum until the answer is there. */
export function usePricing(storeId: number, box: BasketBox): Pricing {
  const { basket, change, current } = box;
  const asked = basket.lines.length === 0 ? '' : JSON.stringify(priceRequest(basket));
  const [answer, setAnswer] = useState<{ readonly asked: string; readonly priced: PricedBasket | null; readonly refusal: Problem | null }>({ asked: '', priced: null, refusal: null });
  const [round, setRound] = useState(0);
  const pricedRound = useRef(-1);

  useEffect(() => {
    if (asked === '' || (answer.asked === asked && pricedRound.current === round)) return;
    const gone = new AbortController();
    const ask = async () => {
      try {
        const priced = await api.priceBasket(storeId, JSON.parse(asked) as ReturnType<typeof priceRequest>, gone.signal);
        if (gone.signal.aborted) return;
        pricedRound.current = round;
        const prices = priced.lines.map((line) => toMinor(line.unitPrice));
        const before = current();
        // Something has been scanned meanwhile: the next answer is for that.
        if (JSON.stringify(priceRequest(before)) !== asked) return;
        const after = takePrices(before, prices);
        // The request carries the prices; with the new ones in it, this answer is the answer to it.
        setAnswer({ asked: JSON.stringify(priceRequest(after)), priced, refusal: null });
        if (after !== before) change(() => after);
      } catch (error) {
        if (gone.signal.aborted) return;
        if (error instanceof Problem && error.status !== 401) {
          pricedRound.current = round;
          setAnswer({ asked, priced: null, refusal: error });
        } else if (error instanceof NoAnswer) {
          setTimeout(() => !gone.signal.aborted && setRound((times) => times + 1), 2000);
        }
      }
    };
    void ask();
    return () => gone.abort();
  }, [asked, answer.asked, round, storeId, change, current]);

  const refresh = useCallback(() => setRound((times) => times + 1), []);
  const fits = answer.asked === asked;
  return { priced: fits ? answer.priced : null, refusal: fits ? answer.refusal : null, refresh };
}
