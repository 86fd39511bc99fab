import type { NetContent } from '../api/client';

export const contentUnits = ['g', 'kg', 'ml', 'l', 'piece'] as const;

export type ContentUnit = typeof contentUnits[number];

/** What a price to compare can be given for. */
export type ContentPer = '100g' | 'kg' | '100ml' | 'l' | 'piece';

export const persOf: Readonly<Record<ContentUnit, readonly [ContentPer, ...ContentPer[]]>> = { g: ['kg', '100g'], kg: ['kg', '100g'], ml: ['l', '100ml'], l: ['l', '100ml'], piece: ['piece'] };

export interface ContentOfForm { readonly amount: number | null; readonly unit: ContentUnit; readonly per: ContentPer }

/** A product's content as its form has it; kilograms where nothing is said. */
export const contentFields = (content: NetContent | null): ContentOfForm =>
  (content === null ? { amount: null, unit: 'g', per: 'kg' } : { amount: content.amount, unit: content.unit as ContentUnit, per: (content.per ?? 'kg') as ContentPer });

/** Nothing is said of the content where its amount is left empty. */
export const contentBody = ({ amount, unit, per }: ContentOfForm): NetContent => (amount === null || amount === 0 ? { amount: 0, unit: '', per: null } : { amount, unit, per });
