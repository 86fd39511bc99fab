import { useQuery } from '@tanstack/react-query';
import { Alert, Segmented, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ShowListingItem } from '../api/client';
import { type Column, DataList } from '../shell/DataList';
import { problemText } from '../shell/ProblemAlert';
import { may, useSession } from '../shell/session';
import { useSave } from '../shell/useSave';

type Rule = 'inherit' | 'yes' | 'no';

const ruleOf = (own: boolean | null): Rule => (own === null ? 'inherit' : own ? 'yes' : 'no');
const listedOf: Readonly<Record<Rule, boolean | null>> = { inherit: null, yes: true, no: false };

/** In which stores a product is listed. */
export function ListingPanel({ productId }: { readonly productId: number }) {
  const { t } = useTranslation('catalog');
  const { me, stores } = useSession();
  const listing = useQuery({ queryKey: ['listing', productId], queryFn: () => api.showListing(productId) });
  const saving = useSave(({ storeId, rule }: { storeId: number; rule: Rule }) => api.setAssortment(storeId, { rules: [{ categoryId: null, productId, listed: listedOf[rule] }] }), [['listing', productId], ['assortment'], ['till-search']], () => undefined);
  const columns: Column<ShowListingItem>[] = [
    { key: 'store', title: t('prices.where'), phone: 'title', render: (row) => stores.find((store) => store.storeId === row.storeId)?.name ?? row.storeId },
    { key: 'listed', title: t('assortment.listed'), phone: 'aside', render: (row) => (row.listed ? <Tag color="green">{t('assortment.yes')}</Tag> : <Tag>{t('assortment.no')}</Tag>) },
    {
      key: 'rule', title: t('assortment.rule'), render: (row) => (
        <Segmented<Rule> size="small" disabled={!may(me, 'catalog.manage-assortment', row.storeId) || saving.isPending} value={ruleOf(row.ownRule)} onChange={(rule) => saving.mutate({ storeId: row.storeId, rule })}
          options={(['inherit', 'yes', 'no'] as const).map((value) => ({ value, label: t(`assortment.${value}`) }))} />
      ),
    },
  ];
  return (
    <>
      <p style={{ color: '#5b6770', marginTop: 0 }}>{t('assortment.hint')}</p>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 12 }} />}
      <DataList columns={columns} rowKey={(row) => row.storeId} list={{ rows: listing.data?.items ?? [], loading: listing.isLoading, error: listing.error, retry: () => void listing.refetch() }} />
    </>
  );
}
