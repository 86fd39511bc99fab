import { useCallback, useRef, useState } from 'react';
import { type Basket, type BasketLine, emptyBasket } from './basket';
import { hasCode } from './cardCodes';

export interface BasketBox {
  readonly basket: Basket;
  /** Changes the basket; it is kept in the browser before this returns. */
  readonly change: (change: (basket: Basket) => Basket) => void;
  /** The basket as it is now, also inside of work that began earlier. */
  readonly current: () => Basket;
}

const keyOf = (storeId: number, registerId: number) => `store.basket.${storeId}.${registerId}`;

function load(key: string): Basket {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<Basket> | null;
    // Lines without a key are of an older version of the page.
    if (!kept || !Array.isArray(kept.lines) || !(kept.lines as readonly Partial<BasketLine>[]).every((line) => line.key)) return emptyBasket;
    // A card that was read before the page was loaded again is read once more.
    const lines = (kept.lines as readonly BasketLine[]).map((line) => (line.cardCode && !hasCode(line.cardCode) ? { ...line, cardCode: null } : line));
    return { ...emptyBasket, ...kept, lines };
  } catch {
    return emptyBasket;
  }
}

/** The basket of a register; it survives a reload, together with what has been sent and not answered. */
export function useBasket(storeId: number, registerId: number): BasketBox {
  const key = keyOf(storeId, registerId);
  const [basket, setBasket] = useState(() => load(key));
  const latest = useRef(basket);
  const change = useCallback((make: (basket: Basket) => Basket) => {
    latest.current = make(latest.current);
    localStorage.setItem(key, JSON.stringify(latest.current));
    setBasket(latest.current);
  }, [key]);
  const current = useCallback(() => latest.current, []);
  return { basket, change, current };
}
