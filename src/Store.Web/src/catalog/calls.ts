import type { BrowseProductsItem, GetImportResult, GetProductResult, ListCategoriesItem, ListImportRejectionsItem, ListPricesItem, ListTaxCodesItem } from '../api/client';

export type Product = BrowseProductsItem;
export type ProductDetail = GetProductResult;
export type Category = ListCategoriesItem;
export type TaxCode = ListTaxCodesItem;
export type PriceOfProduct = ListPricesItem;
export type Import = GetImportResult;
export type Rejection = ListImportRejectionsItem;

/** A price of this store is one of the whole chain. */
export const wholeChain = 0;
