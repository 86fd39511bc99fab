import dayjs, { type Dayjs } from 'dayjs';
import { type Minor, fromMinor, toMinor } from '../shell/money';
import type { Definition, Goods, Kind, Stacking, Terms, Weekday } from './calls';

/** How a deal says what it gives: a price, an amount off, percent off. */
export type By = 'price' | 'amountOff' | 'percentOff';

export interface TierFields { spend: Minor | null; by: 'save' | 'percentOff'; save: Minor | null; percentOff: number | null }

/** The form's fields for what a promotion gives; which of them are shown and sent depends on the kind. */
export interface TermsFields {
  by: By; percentOff: number | null; amountOff: Minor | null; price: Minor | null; pieces: number | null; rewardPieces: number | null; spend: Minor | null; every: boolean;
  tiers: TierFields[]; otherReward: boolean; rewardProductIds: number[]; each: boolean; prices: { productId: number | null; price: Minor | null }[]; parts: { productIds: number[]; pieces: number | null }[];
}

export interface GoodsFields { some: boolean; categoryIds: number[]; brands: string[]; productIds: number[]; excludedProductIds: number[]; unit: string }

export interface Fields {
  name: string; kind: Kind; stacking: Stacking; priority: number; limit: number | null; storeIds: number[]; from: Dayjs; to: Dayjs | null; hours: [Dayjs, Dayjs] | null; weekdays: Weekday[];
  goods: GoodsFields; levelIds: number[]; groupIds: number[]; coupon: string; tender: string; terms: TermsFields;
}

const minutesOfDay = 1440;

const noTerms: TermsFields = {
  by: 'percentOff', percentOff: null, amountOff: null, price: null, pieces: null, rewardPieces: 1, spend: null, every: false, tiers: [{ spend: null, by: 'save', save: null, percentOff: null }],
  otherReward: false, rewardProductIds: [], each: false, prices: [{ productId: null, price: null }], parts: [{ productIds: [], pieces: 1 }, { productIds: [], pieces: 1 }],
};

/** A promotion that nobody has written yet: in the person's stores, from a day on. */
export const emptyFields = (storeIds: number[], from: Dayjs): Fields => ({
  name: '', kind: 'Percent', stacking: 'Best', priority: 0, limit: null, storeIds, from, to: null, hours: null, weekdays: [],
  goods: { some: false, categoryIds: [], brands: [], productIds: [], excludedProductIds: [], unit: '' }, levelIds: [], groupIds: [], coupon: '', tender: '', terms: noTerms,
});

/** Which of the ways to say it a kind has; none where there is only one. */
export const waysOf = (kind: Kind): readonly By[] =>
  kind === 'MixAndMatch' || kind === 'Bundle' ? ['price', 'amountOff', 'percentOff'] : kind === 'NthItem' ? ['percentOff', 'price'] : [];

const minuteTime = (minute: number): Dayjs => dayjs().startOf('day').add(minute % minutesOfDay, 'minute');

const minuteOf = (time: Dayjs): number => time.hour() * 60 + time.minute();

const amount = (value: number | null | undefined): Minor | null => (value === null || value === undefined ? null : toMinor(value));

const decimal = (value: Minor | null): number | null => (value === null ? null : fromMinor(value));

export function toFields(definition: Definition): Fields {
  const { goods, terms } = definition;
  return {
    ...emptyFields([...(definition.storeIds ?? [])], dayjs(definition.from)),
    name: definition.name, kind: definition.kind, stacking: definition.stacking, priority: definition.priority, limit: definition.limit, to: definition.to ? dayjs(definition.to) : null,
    hours: definition.fromMinute === null || definition.toMinute === null ? null : [minuteTime(definition.fromMinute), minuteTime(definition.toMinute)],
    weekdays: [...(definition.weekdays ?? [])],
    goods: {
      some: [goods?.categoryIds, goods?.brands, goods?.productIds].some((named) => named !== null && named !== undefined && named.length > 0), categoryIds: [...(goods?.categoryIds ?? [])], brands: [...(goods?.brands ?? [])],
      productIds: [...(goods?.productIds ?? [])], excludedProductIds: [...(goods?.excludedProductIds ?? [])], unit: goods?.unit ?? '',
    },
    levelIds: [...(definition.levelIds ?? [])], groupIds: [...(definition.groupIds ?? [])], coupon: definition.coupon ?? '', tender: definition.tender ?? '',
    terms: {
      ...noTerms,
      by: terms.price !== null && terms.price !== undefined ? 'price' : terms.amountOff !== null && terms.amountOff !== undefined ? 'amountOff' : 'percentOff',
      percentOff: terms.percentOff ?? null, amountOff: amount(terms.amountOff), price: amount(terms.price), pieces: terms.pieces ?? null, rewardPieces: terms.rewardPieces ?? 1, spend: amount(terms.spend), every: terms.every ?? false,
      tiers: terms.tiers?.map((tier) => ({ spend: toMinor(tier.spend), by: tier.save === null ? 'percentOff' : 'save', save: amount(tier.save), percentOff: tier.percentOff })) ?? noTerms.tiers,
      otherReward: Boolean(terms.reward), rewardProductIds: [...(terms.reward?.productIds ?? [])], each: Boolean(terms.prices?.length) && definition.kind === 'SpecialPrice',
      prices: terms.prices?.map((one) => ({ productId: one.productId, price: toMinor(one.price) })) ?? noTerms.prices,
      parts: terms.parts?.map((part) => ({ productIds: [...part.productIds], pieces: part.pieces })) ?? noTerms.parts,
    },
  };
}

const noneSent: Terms = { percentOff: null, amountOff: null, price: null, pieces: null, rewardPieces: null, spend: null, every: false, tiers: null, reward: null, prices: null, parts: null };

const productsOnly = (productIds: number[]): Goods => ({ categoryIds: null, brands: null, productIds, excludedProductIds: null, unit: null });

/** Only what the kind asks for: a figure typed before the kind was changed is not sent. */
function termsOf(kind: Kind, terms: TermsFields): Terms {
  const prices = terms.prices.flatMap((one) => (one.productId === null || one.price === null ? [] : [{ productId: one.productId, price: fromMinor(one.price) }]));
  const by = waysOf(kind).length === 0 ? null : terms.by;
  const said: Terms = {
    ...noneSent, ...(by === 'price' && { price: decimal(terms.price) }), ...(by === 'amountOff' && { amountOff: decimal(terms.amountOff) }), ...(by === 'percentOff' && { percentOff: terms.percentOff }),
  };
  switch (kind) {
    case 'Percent': return { ...said, percentOff: terms.percentOff };
    case 'AmountOff': return { ...said, amountOff: decimal(terms.amountOff) };
    case 'SpecialPrice': return terms.each ? { ...said, prices } : { ...said, price: decimal(terms.price) };
    case 'SpendAndSave': return {
      ...said, every: terms.every && terms.tiers.length === 1,
      tiers: terms.tiers.map((tier) => ({ spend: decimal(tier.spend) ?? 0, save: tier.by === 'save' ? decimal(tier.save) : null, percentOff: tier.by === 'percentOff' ? tier.percentOff : null })),
    };
    case 'SpendAndGift': return { ...said, spend: decimal(terms.spend), every: terms.every, rewardPieces: terms.rewardPieces, reward: productsOnly(terms.rewardProductIds) };
    case 'BuyXGetY': return { ...said, pieces: terms.pieces, rewardPieces: terms.rewardPieces, percentOff: terms.percentOff, reward: terms.otherReward ? productsOnly(terms.rewardProductIds) : null };
    case 'NthItem': case 'MixAndMatch': return { ...said, pieces: terms.pieces };
    case 'AddOnPrice': return { ...said, spend: decimal(terms.spend) ?? 0, every: terms.every, rewardPieces: terms.rewardPieces, prices };
    case 'Bundle': return { ...said, parts: terms.parts.map((part) => ({ productIds: part.productIds, pieces: part.pieces ?? 1 })) };
  }
}

export function toDefinition(fields: Fields): Definition {
  const { goods } = fields;
  const namesGoods = goods.some || goods.excludedProductIds.length > 0 || goods.unit.trim() !== '';
  return {
    name: fields.name.trim(), kind: fields.kind, stacking: fields.stacking, priority: fields.priority, limit: fields.limit ?? null, storeIds: fields.storeIds,
    from: fields.from.format('YYYY-MM-DDTHH:mm:ss'), to: fields.to?.format('YYYY-MM-DDTHH:mm:ss') ?? null,
    fromMinute: fields.hours ? minuteOf(fields.hours[0]) : null, toMinute: fields.hours ? minuteOf(fields.hours[1]) || minutesOfDay : null, weekdays: fields.weekdays,
    goods: !namesGoods ? null : {
      categoryIds: goods.some ? goods.categoryIds : [], brands: goods.some ? goods.brands : [], productIds: goods.some ? goods.productIds : [],
      excludedProductIds: goods.excludedProductIds, unit: goods.unit.trim() === '' ? null : goods.unit.trim(),
    },
    levelIds: fields.levelIds, groupIds: fields.groupIds, coupon: fields.coupon.trim() === '' ? null : fields.coupon.trim(), tender: fields.tender.trim() === '' ? null : fields.tender.trim(),
    terms: termsOf(fields.kind, fields.terms),
  };
}

/** Where a promotion stands today: an active one may still be to come, or be over by its dates. */
export function standing(state: string, from: string, to: string | null, wallTime: string): 'Draft' | 'Coming' | 'Running' | 'Paused' | 'Over' | 'Ended' {
  if (state !== 'Active') return state as 'Draft' | 'Paused' | 'Ended';
  return wallTime < from ? 'Coming' : to !== null && wallTime >= to ? 'Over' : 'Running';
}
