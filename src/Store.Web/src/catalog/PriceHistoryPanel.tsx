import { useQuery } from '@tanstack/react-query';
import { Select, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { ProblemAlert } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useMay, useSession } from '../shell/session';
import { useTimeText } from '../shell/time';
import { FloorForm } from './PriceFloorsDrawer';
import { type PriceInHistory, type PriceRival, type ProductDetail, wholeChain } from './calls';
import { wallText } from './wallTime';

/** What a product costs here now and why, its lowest price, and every price it has had, on every list. */
export function PriceHistoryPanel({ product }: { readonly product: ProductDetail }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const { stores, store } = useSession();
  const mayDo = useMay();
  const timeText = useTimeText(store?.timeZone);
  const history = useMore(['prices', product.productId, 'history'], (after) => api.listPriceHistory(product.productId, after === undefined ? undefined : Number(after), undefined));
  const storeName = (storeId: number) => (storeId === wholeChain ? t('shell:wholeChain') : stores.find((each) => each.storeId === storeId)?.name ?? storeId);
  const columns: Column<PriceInHistory>[] = [
    { key: 'price', title: t('price'), phone: 'title', render: (price) => <strong><Amount minor={toMinor(price.price)} /><small>/{price.unit ?? product.unit}</small></strong> },
    { key: 'list', title: t('history.list'), phone: 'aside', render: (price) => <>{price.listName === null ? t('history.retail') : <Tag color="blue">{price.listName}</Tag>} {price.ofStyle && <Tag>{t('styles.ofStyle')}</Tag>}</> },
    { key: 'store', title: t('prices.where'), render: (price) => storeName(price.storeId) },
    { key: 'from', title: t('shell:from'), render: (price) => wallText(price.from) },
    { key: 'until', title: t('shell:to'), render: (price) => <>{wallText(price.until)} {price.withdrawn && <Tag>{t('history.withdrawn')}</Tag>}</> },
    { key: 'reason', title: t('prices.reason'), render: (price) => [price.change, price.reason].filter(Boolean).join(' · ') },
    { key: 'by', title: t('prices.by'), render: (price) => `${price.setBy} · ${timeText(price.setAt)}` },
  ];
  return (
    <>
      {store && <PriceNow productId={product.productId} storeId={store.storeId} />}
      {mayDo('catalog.change-price') && <><h3 style={{ fontSize: 15 }}>{t('floors.ofProduct')}</h3><FloorForm kind="Product" targetId={product.productId} /></>}
      <h3 style={{ fontSize: 15 }}>{t('history.all')}</h3>
      <DataList columns={columns} list={history} rowKey={(price) => price.priceId} empty={t('prices.none')} />
    </>
  );
}

function PriceNow({ productId, storeId }: { readonly productId: number; readonly storeId: number }) {
  const { t } = useTranslation(['catalog', 'shell']);
  const [member, setMember] = useState(false);
  const explained = useQuery({ queryKey: ['prices', productId, 'why', storeId, member], queryFn: () => api.explainPrice(storeId, productId, undefined, member, undefined, undefined) });
  const columns: Column<PriceRival>[] = [
    { key: 'price', title: t('price'), phone: 'title', render: (rival) => <Amount minor={toMinor(rival.price)} /> },
    { key: 'source', title: t('history.list'), render: (rival) => <>{rival.listName ?? t(`history.sources.${rival.source}`)} {rival.ofStyle && <Tag>{t('styles.ofStyle')}</Tag>}</> },
    { key: 'verdict', title: t('history.verdict'), phone: 'aside', render: (rival) => <Tag color={rival.verdict === 'Counts' ? 'green' : rival.verdict === 'AwaitsLabel' ? 'orange' : 'default'}>{t(`history.verdicts.${rival.verdict}`)}</Tag> },
    { key: 'priority', title: t('lists.priority'), align: 'right', render: (rival) => (rival.priority === 0 ? '–' : rival.priority) },
    { key: 'since', title: t('shell:from'), render: (rival) => wallText(rival.from.startsWith('2000-01-01') ? null : rival.from) },
  ];
  return (
    <>
      <div className="tools">
        <h3 style={{ fontSize: 15, margin: 0, flex: 1 }}>{t('history.now')}</h3>
        <Select value={member} onChange={setMember} options={[{ value: false, label: t('history.passerby') }, { value: true, label: t('history.member') }]} />
      </div>
      {explained.error ? <ProblemAlert error={explained.error} retry={() => void explained.refetch()} /> : !explained.data ? <Skeleton active paragraph={{ rows: 2 }} /> : (
        <>
          <p style={{ marginTop: 0 }}>
            <strong style={{ fontSize: 20 }}><Amount minor={explained.data.price === null ? null : toMinor(explained.data.price)} /></strong>{' '}
            {explained.data.price !== null && <Tag color={explained.data.source === 'AwaitingLabel' ? 'orange' : 'green'}>{explained.data.sourceName ?? t(`history.sources.${explained.data.source}`)}</Tag>}
          </p>
          <DataList columns={columns} list={{ rows: explained.data.rivals }} rowKey={(rival) => rival.priceId} empty={t('prices.none')} />
        </>
      )}
    </>
  );
}
