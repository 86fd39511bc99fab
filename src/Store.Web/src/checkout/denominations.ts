import type { Minor } from '../shell/money';

/** The notes and coins that a drawer holds, in minor units, greatest first. */
const known: Readonly<Record<string, readonly Minor[]>> = {
  CNY: [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10],
  TWD: [200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 1_000, 500, 100],
  HKD: [100_000, 50_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10],
  MOP: [100_000, 50_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10],
  USD: [10_000, 5_000, 2_000, 1_000, 500, 100, 25, 10, 5, 1],
  EUR: [20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  SGD: [100_000, 10_000, 5_000, 1_000, 500, 200, 100, 50, 20, 10, 5],
  MYR: [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 20, 10, 5],
};

const usual: readonly Minor[] = [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 1];

export const denominationsOf = (currency: string): readonly Minor[] => known[currency] ?? usual;

/** How many pieces of each denomination. */
export type Pieces = Readonly<Record<number, number>>;

export const sumOf = (pieces: Pieces): Minor => Object.entries(pieces).reduce((sum, [denomination, count]) => sum + Number(denomination) * count, 0);
