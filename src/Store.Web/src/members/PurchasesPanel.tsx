import { useQuery } from '@tanstack/react-query';
import { Descriptions, Rate, Skeleton, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { ProblemAlert } from '../shell/ProblemAlert';
import { localeOf } from '../shell/languages';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useMay } from '../shell/session';
import { useStoreNames } from '../shell/useNames';
import type { MemberSale, UsualGoods } from './calls';

/** What a member buys: how often, for how much, when and where, the scores, the usual goods and the receipts. */
export function PurchasesPanel({ memberId }: { readonly memberId: number }) {
  const { t, i18n } = useTranslation(['members', 'shell']);
  const mayDo = useMay();
  const storeNames = useStoreNames();
  const known = useQuery({ queryKey: ['member-purchases', memberId], queryFn: () => api.getMemberPurchases(memberId) });
  const sales = useMore(['member-sales', memberId], (after) => api.listMemberSales(memberId, after === undefined ? undefined : Number(after), 20), mayDo('checkout.view-sales'));
  if (known.error) return <ProblemAlert error={known.error} retry={() => void known.refetch()} />;
  if (!known.data) return <Skeleton active />;
  const facts = known.data;
  const weekday = (day: number) => new Intl.DateTimeFormat(localeOf(i18n.language), { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));
  const score = (value: number) => (value === 0 ? '–' : <Rate disabled value={value} style={{ fontSize: 14 }} />);
  const goods: Column<UsualGoods>[] = [
    { key: 'name', title: t('purchases.product'), phone: 'title', render: (row) => row.name },
    { key: 'times', title: t('purchases.times'), align: 'right', phone: 'aside', render: (row) => row.times },
    { key: 'quantity', title: t('purchases.quantity'), align: 'right', render: (row) => `${row.quantity} ${row.unit}` },
    { key: 'spent', title: t('purchases.spent'), align: 'right', render: (row) => <Amount minor={toMinor(row.spent)} /> },
    { key: 'last', title: t('purchases.last'), render: (row) => row.lastBought },
  ];
  const receipts: Column<MemberSale>[] = [
    { key: 'date', title: t('purchases.date'), phone: 'title', render: (row) => row.businessDate },
    { key: 'store', title: t('shell:store'), render: (row) => storeNames([row.storeId]) },
    { key: 'receipt', title: t('purchases.receipt'), render: (row) => `${row.registerCode}-${row.receiptNumber}` },
    { key: 'kind', title: t('purchases.kind'), render: (row) => <Tag {...(row.kind === 'Sale' ? {} : { color: 'orange' })}>{t(`purchases.kinds.${row.kind as 'Sale'}`)}</Tag> },
    { key: 'total', title: t('purchases.total'), align: 'right', phone: 'aside', render: (row) => <Amount minor={toMinor(row.total)} /> },
  ];
  return (
    <>
      <Descriptions size="small" column={{ xs: 1, sm: 2 }} items={[
        { key: 'spent', label: t('purchases.spent'), children: <Amount minor={toMinor(facts.spent)} /> },
        { key: 'visits', label: t('purchases.visits'), children: t('purchases.visitsAndReturns', { visits: facts.visits, returns: facts.returns }) },
        { key: 'basket', label: t('purchases.basket'), children: <Amount minor={toMinor(facts.averageBasket)} /> },
        { key: 'growth', label: t('purchases.growth'), children: facts.growth },
        { key: 'first', label: t('purchases.first'), children: facts.firstVisit ?? '–' },
        { key: 'last', label: t('purchases.last'), children: facts.lastVisit ?? '–' },
        { key: 'recency', label: t('purchases.recency'), children: score(facts.recencyScore) },
        { key: 'frequency', label: t('purchases.frequency'), children: score(facts.frequencyScore) },
        { key: 'money', label: t('purchases.money'), children: score(facts.moneyScore) },
        { key: 'category', label: t('purchases.category'), children: facts.favouriteCategory ?? '–' },
        { key: 'when', label: t('purchases.when'), children: facts.weekday === null || facts.hour === null ? '–' : `${weekday(facts.weekday)} ${String(facts.hour).padStart(2, '0')}:00` },
        { key: 'where', label: t('purchases.where'), children: facts.mainStoreId === null ? '–' : storeNames([facts.mainStoreId]) },
      ]} />
      <h3>{t('purchases.usual')}</h3>
      <DataList columns={goods} list={{ rows: facts.goods }} rowKey={(row) => row.productId} empty={t('purchases.none')} />
      {mayDo('checkout.view-sales') && <h3>{t('purchases.receipts')}</h3>}
      {mayDo('checkout.view-sales') && <DataList columns={receipts} list={sales} rowKey={(row) => row.saleId} empty={t('purchases.none')} />}
    </>
  );
}
