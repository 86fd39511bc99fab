import { App } from 'antd';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type PriceNews, usePriceChanges } from '../catalog/usePriceChanges';
import { type Minor, currencyText } from '../shell/money';
import { useStore } from '../shell/session';
import type { BasketBox } from './useBasket';
import type { Pricing } from './usePricing';

/** Has the basket priced again when prices change, and tells the cashier plainly which lines cost something else now. */
export function useFreshPrices({ basket, current }: BasketBox, { priced, refresh }: Pricing): void {
  const { t } = useTranslation('checkout');
  const { storeId, currency } = useStore();
  const { notification } = App.useApp();
  /** What the lines cost before the news, by their keys; null when there is none. */
  const before = useRef<ReadonlyMap<string, Minor> | null>(null);
  const hear = useCallback((news: PriceNews) => {
    const { lines } = current();
    if (!lines.some((line) => news.all || news.productIds.includes(line.productId))) return;
    before.current ??= new Map(lines.map((line) => [line.key, line.price]));
    refresh();
  }, [current, refresh]);
  usePriceChanges(storeId, hear);

  const asked = useRef(priced);
  useEffect(() => {
    // The answer from before the news stays in place until the new one is there.
    if (priced === null || priced === asked.current) return;
    asked.current = priced;
    const old = before.current;
    before.current = null;
    for (const line of basket.lines) {
      const was = old?.get(line.key);
      if (was === undefined || was === line.price || line.priceReason) continue;
      notification.warning({
        key: `price ${line.key}`, title: t('priceChanged.title'), duration: 15,
        description: t('priceChanged.text', { name: line.name, old: currencyText(was, currency), now: currencyText(line.price, currency) }),
      });
    }
  }, [priced, basket.lines, notification, t, currency]);
}
