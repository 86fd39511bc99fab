import type { ListStockMovementsItem, StockItem } from '../api/client';

export type Stock = StockItem;
export type Movement = ListStockMovementsItem;
