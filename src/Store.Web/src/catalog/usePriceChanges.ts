import { useEffect, useRef } from 'react';

/** Of which products the prices have changed. */
export interface PriceNews {
  /** Any of them may have. */
  readonly all: boolean;
  readonly productIds: readonly number[];
}

const tryAgainAfter = 30_000;

/** Hears from the server, while the page is open, that prices of the store have changed; the browser takes up a broken line by itself, from where it broke. */
export function usePriceChanges(storeId: number, onChanged: (news: PriceNews) => void): void {
  const handler = useRef(onChanged);
  useEffect(() => {
    handler.current = onChanged;
  });
  useEffect(() => {
    let source: EventSource;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let refused = false;
    const open = () => {
      source = new EventSource(`/api/catalog/stores/${storeId}/price-changes/stream`);
      source.addEventListener('prices', (event: MessageEvent<string>) => handler.current(JSON.parse(event.data) as PriceNews));
      source.addEventListener('hello', () => {
        // A line that had to be opened anew does not know what was missed.
        if (refused) handler.current({ all: true, productIds: [] });
        refused = false;
      });
      source.onerror = () => {
        if (source.readyState !== EventSource.CLOSED) return;
        refused = true;
        timer = setTimeout(open, tryAgainAfter);
      };
    };
    open();
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [storeId]);
}
