import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { type Scale, useScale } from '../devices/useScale';
import { type Milli, milliPerUnit } from '../shell/money';
import { WeighDialog } from './WeighDialog';
import { type BasketLine, setQuantity } from './basket';
import type { BasketBox } from './useBasket';

interface Weighing {
  /** Weighs the goods that have just been added; typed where there is no scale. */
  readonly begin: () => void;
  /** Weighs a line anew; undefined where there is no scale. */
  readonly instead: ((line: BasketLine) => void) | undefined;
  readonly open: boolean;
  readonly dialog: ReactNode;
}

/** Goods sold by weight take it from the scale. What it does when asked to type stays the same between renders. */
export function useWeighing(box: BasketBox, type: () => void): Weighing {
  const { change, current } = box;
  const scale = useScale();
  const latest = useRef(scale);
  useEffect(() => {
    latest.current = scale;
  });
  const [weighed, setWeighed] = useState<{ readonly line: BasketLine; readonly before: Milli; readonly scale: Scale } | null>(null);
  const begin = useCallback(() => {
    const { lines, touched } = current();
    const line = lines.find((each) => each.key === touched);
    // One unit stands there for what is not known yet; what was on the line before stays.
    if (line && latest.current) setWeighed({ line, before: Math.max(0, line.quantity - milliPerUnit), scale: latest.current });
    else type();
  }, [current, type]);
  const close = () => setWeighed(null);
  return {
    begin,
    instead: scale ? (line) => setWeighed({ line, before: 0, scale }) : undefined,
    open: weighed !== null,
    dialog: weighed && (
      <WeighDialog
        scale={weighed.scale} name={weighed.line.name} unit={weighed.line.unit} onClose={close}
        onType={() => {
          close();
          type();
        }}
        onWeighed={(quantity) => {
          change((basket) => setQuantity(basket, weighed.line.key, weighed.before + quantity));
          close();
        }}
      />
    ),
  };
}
