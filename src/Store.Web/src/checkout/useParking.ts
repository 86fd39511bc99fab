import { useCallback, useEffect, useRef } from 'react';
import { NoAnswer, Problem, api } from '../api';
import type { ParkSaleBody, ParkSaleResult } from '../api/client';
import { fromMilli, fromMinor, lineTotal, toMilli, toMinor } from '../shell/money';
import { newUuid } from '../shell/uuid';
import { type Basket, type BasketLine, type Customer, emptyBasket, withoutCodes } from './basket';
import { customerNow } from './customers';
import type { BasketBox } from './useBasket';

/** The format of the basket as this till writes it; another one is built up again from its lines. */
const basketFormat = 2;

export interface Parking {
  /** Puts the basket away. Pressed again after no answer, it is the same parked sale. */
  readonly park: (note: string | null, total: number) => Promise<ParkSaleResult>;
  /** Takes a parked basket up; it goes on after a reload until the server has said whether this till has it. */
  readonly recall: (parkedSaleId: number) => Promise<void>;
}

interface Kept { readonly recall?: { readonly parkedSaleId: number; readonly recallUuid: string } | null; readonly park?: { readonly parkUuid: string; readonly basket: string } | null }

const keyOf = (storeId: number, registerId: number) => `store.parking.${storeId}.${registerId}`;

function load(key: string): Kept {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Kept;
  } catch {
    return {};
  }
}

/** Parks the basket of a register and takes parked ones up again. */
export function useParking(storeId: number, registerId: number, box: BasketBox, onRecalled: (note: string | null) => void, onFailed: (error: unknown) => void): Parking {
  const key = keyOf(storeId, registerId);
  const { change, current } = box;
  const told = useRef({ onRecalled, onFailed });
  useEffect(() => {
    told.current = { onRecalled, onFailed };
  });

  const fetchRecalled = useCallback(async () => {
    const asked = load(key).recall;
    if (!asked) return;
    try {
      const parked = await api.recallParkedSale(storeId, asked.parkedSaleId, { recallUuid: asked.recallUuid, registerId });
      const lines = await linesOf(storeId, parked.basket);
      const customer = await customerOf(parked.basket);
      // What is in the basket already stays: the recalled goods are put to it.
      change((before) => ({ ...emptyBasket, ...rest(parked.basket), customer, lines: [...before.lines, ...lines.filter((line) => !before.lines.some((other) => other.key === line.key))], touched: lines.at(-1)?.key ?? null }));
      localStorage.setItem(key, JSON.stringify({ ...load(key), recall: null }));
      told.current.onRecalled(parked.note ?? null);
    } catch (error) {
      if (error instanceof Problem && !(error instanceof NoAnswer) && error.status >= 400 && error.status < 500 && error.status !== 401) localStorage.setItem(key, JSON.stringify({ ...load(key), recall: null }));
      throw error;
    }
  }, [key, storeId, registerId, change]);

  useEffect(() => {
    fetchRecalled().catch((error: unknown) => told.current.onFailed(error));
  }, [fetchRecalled]);

  return {
    park: async (note, total) => {
      const before = current();
      const state = JSON.stringify({ ...withoutCodes(before), pending: null, removed: null, saleUuid: null } satisfies Basket);
      const kept = load(key).park;
      const parkUuid = kept?.basket === state ? kept.parkUuid : newUuid();
      localStorage.setItem(key, JSON.stringify({ ...load(key), park: { parkUuid, basket: state } }));
      const body: ParkSaleBody = {
        parkUuid, registerId, total: fromMinor(total), note, saleUuid: before.saleUuid,
        basket: { format: basketFormat, lines: before.lines.map(parkedLine), memberId: before.customer?.memberId ?? null, coupons: [...before.coupons], discountPercent: before.discount?.percent ?? null,
          discountAmount: before.discount?.amount ?? null, tillState: state },
      };
      const parked = await api.parkSale(storeId, body);
      localStorage.setItem(key, JSON.stringify({ ...load(key), park: null }));
      change(() => emptyBasket);
      return parked;
    },
    recall: async (parkedSaleId) => {
      localStorage.setItem(key, JSON.stringify({ ...load(key), recall: { parkedSaleId, recallUuid: newUuid() } }));
      await fetchRecalled();
    },
  };
}

const parkedLine = (line: BasketLine): ParkSaleBody['basket']['lines'][number] => ({
  productId: line.productId, productCode: line.code, productName: line.name, unit: line.unit, quantity: fromMilli(line.quantity), unitPrice: fromMinor(line.price),
  amount: fromMinor(lineTotal(line.price, line.quantity)), barcode: line.barcode, discountPercent: line.discount?.percent ?? null,
  discountAmount: line.discount?.amount ?? null, overridePrice: line.priceReason ? fromMinor(line.price) : null, reasonCode: null, sellerId: line.seller?.userId ?? null,
});

/** What the basket holds besides its lines, of a till of the same format. */
function rest(parked: ParkSaleBody['basket']): Partial<Basket> {
  if (parked.format !== basketFormat || !parked.tillState) return {};
  const others = JSON.parse(parked.tillState) as Partial<Basket>;
  return { ...others, lines: [] };
}

/** Who buys, as they are today; the file may have been merged since. Where that cannot be asked, as they were. */
async function customerOf(parked: ParkSaleBody['basket']): Promise<Customer | null> {
  if (!parked.memberId) return null;
  try {
    return await customerNow(parked.memberId);
  } catch {
    const { customer } = rest(parked);
    return customer?.memberId === parked.memberId ? customer : null;
  }
}

async function linesOf(storeId: number, parked: ParkSaleBody['basket']): Promise<readonly BasketLine[]> {
  if (parked.format === basketFormat && parked.tillState) return (JSON.parse(parked.tillState) as Basket).lines;
  return Promise.all(parked.lines.map(async (line) => {
    const found = await api.lookUpProduct(storeId, line.barcode ?? line.productCode);
    return { ...found, key: newUuid(), price: toMinor(found.price), taxPpm: Math.round(found.taxRate * 10_000), weighed: found.flags.includes('Weighed'), quantity: toMilli(line.quantity) };
  }));
}
