import { api } from '../api';
import type { CheckReceiptsFinding, CheckReceiptsOfRegister, CloseShiftResult, CompleteSaleBody, CountShiftBody, GetReturnableLine, GetSaleResult, ListCashMovementsItem, ListCashOnItsWayItem, ListReceiptNumbersItem, ListRegistersOpenShift, ListRegistersRegister, ListSalesItem, ListShiftsItem, ListUnfinishedShiftsItem, ListWatchAlertsItem, ListWatchFactsItem, ListWatchScoresItem, ManualDiscount, PriceBasketBody, PriceBasketResult, RecordReturnBody, RecordReturnLine, ReturnWithoutReceiptBody, SaleResult, ShiftReport, SummarizeDayResult, TicketLine as TicketLineBody } from '../api/client';
import type { Paper } from '../devices/printouts';

export type Tender = 'Cash' | 'Card' | 'Wallet' | 'ForeignCash' | 'Points' | 'StoredValue' | 'GiftCard';
export type OpenShift = ListRegistersOpenShift;
export type Register = ListRegistersRegister;
export type SaleRow = ListSalesItem;
export type SaleBody = CompleteSaleBody;
export type TicketLine = TicketLineBody;
export type Discount = ManualDiscount;
export type PriceRequest = PriceBasketBody;
export type PricedBasket = PriceBasketResult;
export type ReturnBody = RecordReturnBody;
export type UnverifiedReturnBody = ReturnWithoutReceiptBody;
export type ReturnLine = RecordReturnLine;
export type ReturnableLine = GetReturnableLine;
export type SaleDone = SaleResult;
export type SaleDetail = GetSaleResult;
export type Summary = SummarizeDayResult;
export type ShiftKind = 'Fixed' | 'Floating' | 'Shared';
export type CountBody = CountShiftBody;
export type CloseDone = CloseShiftResult;
export type ShiftRow = ListShiftsItem;
export type UnfinishedShift = ListUnfinishedShiftsItem;
export type CashMovement = ListCashMovementsItem;
export type CashOnItsWay = ListCashOnItsWayItem;
export type Report = ShiftReport;

export const cashKinds = ['SafeDrop', 'BankDrop', 'CashOut', 'PettyCash', 'FloatIn', 'CashIn', 'Income'] as const;
export type CashKind = (typeof cashKinds)[number];

export const listShifts = (storeId: number, registerId?: number, after?: string) => api.listShifts(storeId, registerId, after === undefined ? undefined : Number(after));

export const listCashMovements = (storeId: number, shiftId: number, after?: string) => api.listCashMovements(storeId, shiftId, after === undefined ? undefined : Number(after));

export type ReceiptFinding = CheckReceiptsFinding;
export type ReceiptsOfRegister = CheckReceiptsOfRegister;
export type ReceiptNumber = ListReceiptNumbersItem;
export type WatchAlert = ListWatchAlertsItem;
export type WatchFact = ListWatchFactsItem;
export type WatchScore = ListWatchScoresItem;
export type WatchKind = 'VoidedLine' | 'VoidedSale' | 'NoSale' | 'OwnRefund' | 'UnverifiedRefund' | 'CopyThenCashRefund' | 'RoundCashRefund' | 'DiscountNearLimit' | 'PriceOverride';

export const listReceiptNumbers = (storeId: number, registerId: number, date: string, after?: string) => api.listReceiptNumbers(storeId, registerId, date, after === undefined ? undefined : Number(after));

export const listWatchAlerts = (storeId: number, state: string, after?: string) => api.listWatchAlerts(storeId, state, after === undefined ? undefined : Number(after));

export const listWatchScores = (storeId: number, after?: string) => api.listWatchScores(storeId, undefined, undefined, after === undefined ? undefined : Number(after));

/** A paper that is a page of the browser as well. */
export type Page = Exclude<Paper, { readonly saleId: number }>;

/** Where the page of a paper is. */
export function pageOf(storeId: number, paper: Page, language: string): string {
  const page = paper.kind === 'X' ? `shifts/${paper.shiftId}/report.html` : paper.kind === 'Z' ? `z-reports/${paper.zReportId}/report.html`
    : paper.kind === 'Parked' ? `parked-sales/${paper.parkedSaleId}/slip.html` : `orders/${paper.orderId}/paper.html`;
  return `/api/checkout/stores/${storeId}/${page}?language=${language}`;
}

export const listRegisters = async (storeId: number) => (await api.listRegisters(storeId)).registers;

export interface SalesFilter { readonly date?: string; readonly registerId?: number; readonly receiptNumber?: number; readonly code?: string }

export const listSales = (storeId: number, { date, registerId, receiptNumber, code }: SalesFilter, after?: string, limit?: number) =>
  api.listSales(storeId, date, registerId, receiptNumber, after === undefined ? undefined : Number(after), limit, code);
