import type { BrowseProductsItem, GetImportResult, GetProductResult, ListCategoriesItem, ListCodeMasksItem, ListImportRejectionsItem, ListPricesItem, ListTaxCodesItem } from '../api/client';

export type Product = BrowseProductsItem;
export type ProductDetail = GetProductResult;
export type Category = ListCategoriesItem;
export type CodeMask = ListCodeMasksItem;
export type TaxCode = ListTaxCodesItem;
export type PriceOfProduct = ListPricesItem;
export type Import = GetImportResult;
export type Rejection = ListImportRejectionsItem;

/** What may not be done with an item, or has to be asked when it is sold. */
export const itemFlags = ['NoDiscount', 'NoPriceChange', 'Weighed', 'Serial', 'Batch', 'Deposit'] as const;

/** Where a picture is to be had. */
export const pictureUrl = (pictureId: number) => `/api/catalog/pictures/${pictureId}`;

/** A price of this store is one of the whole chain. */
export const wholeChain = 0;
