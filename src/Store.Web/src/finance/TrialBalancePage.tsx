import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ShowTrialBalanceRow } from '../api/client';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { toMinor } from '../shell/money';
import { BooksFilter, type Books, useAccountName, wholeBooks } from './BooksFilter';

/** Every account with its debits, credits and balance. */
export default function TrialBalancePage() {
  const { t } = useTranslation(['finance', 'shell']);
  const [books, setBooks] = useState<Books>(wholeBooks);
  const accountName = useAccountName();
  const balance = useQuery({ queryKey: ['trial-balance', books], queryFn: () => api.showTrialBalance(books.storeId, books.from, books.to) });
  const columns: Column<ShowTrialBalanceRow>[] = [
    { key: 'account', title: t('account'), phone: 'title', render: (row) => <>{row.accountCode} {accountName(row.accountCode, row.name)}</> },
    { key: 'kind', title: t('kind'), phone: 'none', render: (row) => t(`kinds.${row.kind as 'Asset'}`) },
    { key: 'debit', title: t('debit'), align: 'right', render: (row) => <Amount minor={toMinor(row.debit)} /> },
    { key: 'credit', title: t('credit'), align: 'right', render: (row) => <Amount minor={toMinor(row.credit)} /> },
    { key: 'balance', title: t('balance'), align: 'right', phone: 'aside', render: (row) => <>{row.balance !== 0 && <small style={{ color: '#8a949b' }}>{t(row.balance > 0 ? 'onDebit' : 'onCredit')} </small>}<Amount minor={Math.abs(toMinor(row.balance))} /></> },
  ];
  return (
    <div className="page">
      <div className="page-head"><h1>{t('shell:pages.trialBalance')}</h1></div>
      <BooksFilter books={books} onChange={setBooks} />
      {balance.data && balance.data.difference !== 0 && <Alert type="error" showIcon title={t('difference')} description={<Amount minor={toMinor(balance.data.difference)} />} style={{ marginBottom: 12 }} />}
      <DataList columns={columns} rowKey={(row) => row.accountCode} empty={t('none')} list={{ rows: balance.data?.rows ?? [], loading: balance.isLoading, error: balance.error, retry: () => void balance.refetch() }} />
      {balance.data && (
        <div className="panel" style={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: '4px 28px', padding: '12px 16px', marginTop: 12 }}>
          <span>{t('debitTotal')} <strong><Amount minor={toMinor(balance.data.debit)} /></strong></span>
          <span>{t('creditTotal')} <strong><Amount minor={toMinor(balance.data.credit)} /></strong></span>
        </div>
      )}
    </div>
  );
}
