import { useTranslation } from 'react-i18next';
import { useSession } from './session';

/** Several names in one text, as the language has it. */
export function useNames(): (names: readonly string[]) => string {
  const { i18n } = useTranslation();
  const format = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  return (names) => format.format(names);
}

/** Where something holds: the names of its stores, or that it is the whole chain. Stores that the user does not work in have no name here. */
export function useStoreNames(): (storeIds: readonly number[]) => string {
  const { t } = useTranslation();
  const { stores } = useSession();
  const names = useNames();
  return (storeIds) => (storeIds.length === 0 ? t('wholeChain') : names([...new Set(storeIds.map((id) => stores.find((each) => each.storeId === id)?.name ?? t('otherStore')))]));
}
