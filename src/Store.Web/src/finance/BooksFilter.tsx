import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useSession } from '../shell/session';

/** Which books: a store's or all, of which business dates. */
export interface Books { readonly storeId: number | undefined; readonly from: string | undefined; readonly to: string | undefined }

export const wholeBooks: Books = { storeId: undefined, from: undefined, to: undefined };

export function BooksFilter({ books, onChange }: { readonly books: Books; readonly onChange: (books: Books) => void }) {
  const { t } = useTranslation(['finance', 'shell']);
  const { stores } = useSession();
  const dates = [books.from ? dayjs(books.from) : null, books.to ? dayjs(books.to) : null] as const;
  return (
    <div className="tools">
      <Select allowClear placeholder={t('allStores')} aria-label={t('shell:store')} value={books.storeId} style={{ minWidth: 160 }} options={stores.map((store) => ({ value: store.storeId, label: store.name }))} onChange={(storeId?: number) => onChange({ ...books, storeId })} />
      <DatePicker.RangePicker allowEmpty={[true, true]} value={[dates[0], dates[1]]} onChange={(range) => onChange({ ...books, from: range?.[0]?.format('YYYY-MM-DD'), to: range?.[1]?.format('YYYY-MM-DD') })} />
    </div>
  );
}

/** Names accounts in the user's language; one that is not known by its own name. */
export function useAccountName(): (code: string, name: string) => string {
  const { t, i18n } = useTranslation('finance');
  return (code, name) => (i18n.exists(`finance:accounts.${code}`) ? t(`accounts.${code as '1001'}`) : name);
}
