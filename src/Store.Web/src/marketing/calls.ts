import type { GetPromotionResult, ListPromotionsItem, TryBasketResult } from '../api/client';

export type PromotionItem = ListPromotionsItem;
export type PromotionDetail = GetPromotionResult;
export type Definition = PromotionDetail['promotion'];
export type Terms = Definition['terms'];
export type Goods = NonNullable<Definition['goods']>;
export type Kind = Definition['kind'];
export type Stacking = Definition['stacking'];
export type State = PromotionItem['state'];
export type Weekday = NonNullable<Definition['weekdays']>[number];
export type Tried = TryBasketResult;

export const kinds = ['Percent', 'AmountOff', 'SpecialPrice', 'SpendAndSave', 'SpendAndGift', 'BuyXGetY', 'NthItem', 'MixAndMatch', 'AddOnPrice', 'Bundle'] as const satisfies readonly Kind[];
export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const satisfies readonly Weekday[];
export const states = ['Draft', 'Active', 'Paused', 'Ended'] as const satisfies readonly State[];
export const stackings = ['Best', 'Exclusive', 'Compound'] as const satisfies readonly Stacking[];
