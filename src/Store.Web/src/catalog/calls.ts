import type {
  BrowseProductsItem, ExplainPriceRival, GetImportResult, GetPriceChangeResult, GetProductResult, ListCategoriesItem, ListCodeMasksItem, ListImportRejectionsItem, ListLabelWorkItem, ListListPricesItem, ListPriceChangeLinesItem, ListPriceChangesItem, ListPriceFloorsItem, ListPriceHistoryItem, ListPriceListsItem, ListPricesItem, ListTaxCodesItem, PriceListKind, PrintLabelsLabel,
} from '../api/client';

export type Product = BrowseProductsItem;
export type ProductDetail = GetProductResult;
export type Category = ListCategoriesItem;
export type CodeMask = ListCodeMasksItem;
export type TaxCode = ListTaxCodesItem;
export type PriceOfProduct = ListPricesItem;
export type Import = GetImportResult;
export type Rejection = ListImportRejectionsItem;
export type PriceList = ListPriceListsItem;
export type PriceOnList = ListListPricesItem;
export type PriceFloor = ListPriceFloorsItem;
export type PriceInHistory = ListPriceHistoryItem;
export type PriceRival = ExplainPriceRival;
export type PriceChange = ListPriceChangesItem;
export type PriceChangeDetail = GetPriceChangeResult;
export type PriceChangeLineItem = ListPriceChangeLinesItem;
export type LabelToChange = ListLabelWorkItem;
export type PrintedLabel = PrintLabelsLabel;
export type { PriceChangeState, PriceListKind } from '../api/client';

export const priceListKinds: readonly PriceListKind[] = ['Special', 'Member', 'MemberSpecial', 'List'];

/** What may not be done with an item, or has to be asked when it is sold. */
export const itemFlags = ['NoDiscount', 'NoPriceChange', 'Weighed', 'Serial', 'Batch', 'Deposit', 'Value'] as const;

/** Where a picture is to be had. */
export const pictureUrl = (pictureId: number) => `/api/catalog/pictures/${pictureId}`;

/** A price of this store is one of the whole chain. */
export const wholeChain = 0;
