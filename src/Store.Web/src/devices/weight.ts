import { type Milli, milliPerUnit } from '../shell/money';

/** How much of a unit a kilogram is; goods in another unit are priced by the kilogram. */
const inKilogram: Readonly<Record<string, number>> = { kg: 1, 公斤: 1, 千克: 1, g: 1000, 克: 1000, 斤: 2, 市斤: 2, '500g': 2, 两: 20, 兩: 20, '100g': 10 };

/** A weight in the unit that goods are priced in, to the thousandth. */
export const quantityOf = (grams: number, unit: string): Milli => Math.round((grams * (inKilogram[unit.trim().toLowerCase()] ?? 1) * milliPerUnit) / 1000);

/** Grams as a scale shows them. */
export const kilogramText = (grams: number): string => `${(grams / 1000).toFixed(3)} kg`;
