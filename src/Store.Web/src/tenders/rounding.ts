import type { Minor } from '../shell/money';

/** How a store rounds what is paid in cash: to which coins, and which way. */
export interface CashRounding {
  /** The smallest coin; 0 where cash is not rounded. */
  readonly step: Minor;
  readonly mode: string;
}

export const noRounding: CashRounding = { step: 0, mode: 'Nearest' };

/** What is due in the store's own cash beside foreign notes, in coins; below zero it is their change. */
export function roundEitherWay(amount: Minor, { step, mode }: CashRounding): Minor {
  if (step <= 0) return amount;
  const rest = ((amount % step) + step) % step;
  const up = mode === 'Up' ? rest > 0 : mode === 'Down' ? false : rest * 2 >= step;
  return amount - rest + (up ? step : 0);
}

/** The cash to ask for, as the server rounds it: never less than the smallest coin. */
export function cashDue(amount: Minor, { step, mode }: CashRounding): Minor {
  if (step <= 0 || amount <= 0) return amount;
  const rest = amount % step;
  const up = mode === 'Up' ? rest > 0 : mode === 'Down' ? false : rest * 2 >= step;
  return Math.max(step, amount - rest + (up ? step : 0));
}
