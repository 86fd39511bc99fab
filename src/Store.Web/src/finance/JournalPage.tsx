import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListJournalItem } from '../api/client';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useSession } from '../shell/session';
import { useTimeText } from '../shell/time';
import { BooksFilter, type Books, useAccountName, wholeBooks } from './BooksFilter';
import './journal.css';

/** The journal: every entry with its lines, the latest first. */
export default function JournalPage() {
  const { t } = useTranslation(['finance', 'shell']);
  const { stores, store } = useSession();
  const timeText = useTimeText(store?.timeZone);
  const accountName = useAccountName();
  const [books, setBooks] = useState<Books>(wholeBooks);
  const entries = useMore(['journal', books], (after) => api.listJournal(books.storeId, books.from, books.to, after, undefined));
  const columns: Column<ListJournalItem>[] = [
    { key: 'date', title: t('businessDate'), phone: 'aside', render: (entry) => entry.businessDate },
    { key: 'kind', title: t('entry'), phone: 'title', render: (entry) => t(`entries.${entry.kind as 'Sale'}`) },
    { key: 'store', title: t('shell:store'), render: (entry) => stores.find((each) => each.storeId === entry.storeId)?.name ?? entry.storeId },
    { key: 'time', title: t('time'), phone: 'none', render: (entry) => timeText(entry.occurredAt) },
    {
      key: 'lines', title: '', render: (entry) => (
        <div className="journal-lines">
          <span /><small>{t('debit')}</small><small>{t('credit')}</small>
          {entry.lines.map((line) => [
            <span key={`${line.accountCode} name`}>{line.accountCode} {accountName(line.accountCode, line.name)}</span>,
            <span key={`${line.accountCode} debit`}>{line.debit !== 0 && <Amount minor={toMinor(line.debit)} />}</span>,
            <span key={`${line.accountCode} credit`}>{line.credit !== 0 && <Amount minor={toMinor(line.credit)} />}</span>,
          ])}
        </div>
      ),
    },
  ];
  return (
    <div className="page">
      <div className="page-head"><h1>{t('shell:pages.journal')}</h1></div>
      <BooksFilter books={books} onChange={setBooks} />
      <DataList columns={columns} list={entries} rowKey={(entry) => entry.entryId} empty={t('none')} />
    </div>
  );
}
