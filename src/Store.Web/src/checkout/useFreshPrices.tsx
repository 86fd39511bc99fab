import { App } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type PriceNews, usePriceChanges } from '../catalog/usePriceChanges';
import { currencyText, toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { reprice } from './basket';
import type { BasketBox } from './useBasket';

/** Keeps what lies on the counter at the prices of the moment, and tells the cashier plainly which have changed. */
export function useFreshPrices({ change, current }: BasketBox): void {
  const { t } = useTranslation('checkout');
  const { storeId, currency } = useStore();
  const { notification } = App.useApp();
  const refresh = useCallback(async (news: PriceNews) => {
    const lines = current().lines.filter((line) => news.all || news.productIds.includes(line.productId));
    for (const line of lines) {
      // A line that cannot be asked about keeps its price: the sale itself checks it again.
      const found = await api.lookUpProduct(storeId, line.code).catch(() => null);
      if (found === null || current().pending !== null) continue;
      const price = toMinor(found.price);
      if (price === line.price || !current().lines.some((each) => each.productId === line.productId)) continue;
      change((before) => ({ ...reprice(before, line.productId, price), touched: before.touched }));
      notification.warning({
        key: `price ${line.productId}`, title: t('priceChanged.title'), duration: 15,
        description: t('priceChanged.text', { name: line.name, old: currencyText(line.price, currency), now: currencyText(price, currency) }),
      });
    }
  }, [storeId, currency, change, current, notification, t]);
  usePriceChanges(storeId, (news) => void refresh(news));
}
