import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { type Scale, useScale } from '../devices/useScale';
import type { Milli } from '../shell/money';
import { QuantityDialog } from './QuantityDialog';
import { WeighDialog } from './WeighDialog';
import { type BasketLine, type Goods, addGoods } from './basket';
import type { BasketBox } from './useBasket';

interface Weighing {
  /** Asks how much of these goods there is: the scale, or the cashier where there is none. They come onto the ticket once that is known. */
  readonly begin: (goods: Goods) => void;
  /** Weighs a line anew, in place of what was asked; undefined where there is no scale, or the goods are not sold by weight. */
  readonly instead: (line: BasketLine, close: () => void) => (() => void) | undefined;
  readonly open: boolean;
  readonly dialog: ReactNode;
}

/** What is weighed: goods that are not on the ticket yet, or a line of it; without a scale it is typed. */
interface Asked { readonly goods: Goods; readonly line: BasketLine | null; readonly scale: Scale | null }

/** Goods sold by weight take it from the scale. */
export function useWeighing({ change }: BasketBox, changeQuantity: (key: string, quantity: Milli) => void): Weighing {
  const scale = useScale();
  const latest = useRef(scale);
  useEffect(() => {
    latest.current = scale;
  });
  const [asked, setAsked] = useState<Asked | null>(null);
  const begin = useCallback((goods: Goods) => setAsked({ goods, line: null, scale: latest.current }), []);
  const close = () => setAsked(null);
  const take = ({ goods, line }: Asked, quantity: Milli) => {
    close();
    if (line) changeQuantity(line.key, quantity);
    else if (quantity > 0) change((basket) => addGoods(basket, goods, quantity));
  };
  return {
    begin,
    instead: (line, leave) => (scale && line.weighed ? () => {
      leave();
      setAsked({ goods: line, line, scale });
    } : undefined),
    open: asked !== null,
    dialog: asked && (asked.scale
      ? <WeighDialog scale={asked.scale} name={asked.goods.name} unit={asked.goods.unit} onClose={close} onWeighed={(quantity) => take(asked, quantity)} onType={() => setAsked({ ...asked, scale: null })} />
      : <QuantityDialog name={asked.goods.name} unit={asked.goods.unit} quantity={asked.line?.quantity ?? null} onClose={close} onEnter={(quantity) => take(asked, quantity)} onWeigh={scale ? () => setAsked({ ...asked, scale }) : undefined} />),
  };
}
