import { type Minor, currencyText } from './money';
import { useSession } from './session';

/** An amount in the chosen store's currency; red when it is negative. */
export function Amount({ minor }: { readonly minor: Minor | null | undefined }) {
  const { store } = useSession();
  if (minor === null || minor === undefined) return <span className="amount">–</span>;
  return <span className={minor < 0 ? 'amount negative' : 'amount'}>{currencyText(minor, store?.currency ?? 'CNY')}</span>;
}
