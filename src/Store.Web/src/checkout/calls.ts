import { api } from '../api';
import type { CompleteSaleBody, GetReturnableLine, ListRegistersOpenShift, ListRegistersRegister, ListSalesItem, ManualDiscount, PriceBasketBody, PriceBasketResult, RecordReturnBody, RecordReturnLine, SaleResult, GetSaleResult, SummarizeDayResult, TicketLine as TicketLineBody } from '../api/client';

export type Tender = 'Cash' | 'Card' | 'Wallet';
export type OpenShift = ListRegistersOpenShift;
export type Register = ListRegistersRegister;
export type SaleRow = ListSalesItem;
export type SaleBody = CompleteSaleBody;
export type TicketLine = TicketLineBody;
export type Discount = ManualDiscount;
export type PriceRequest = PriceBasketBody;
export type PricedBasket = PriceBasketResult;
export type ReturnBody = RecordReturnBody;
export type ReturnLine = RecordReturnLine;
export type ReturnableLine = GetReturnableLine;
export type SaleDone = SaleResult;
export type SaleDetail = GetSaleResult;
export type Summary = SummarizeDayResult;

export const listRegisters = async (storeId: number) => (await api.listRegisters(storeId)).registers;

export interface SalesFilter { readonly date?: string; readonly registerId?: number; readonly receiptNumber?: number; readonly code?: string }

export const listSales = (storeId: number, { date, registerId, receiptNumber, code }: SalesFilter, after?: string, limit?: number) =>
  api.listSales(storeId, date, registerId, receiptNumber, after === undefined ? undefined : Number(after), limit, code);
