import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListGiftCardBatchesItem } from '../api/client';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useTimeText } from '../shell/time';
import { GiftCardBatchDrawer } from './GiftCardBatchDrawer';
import { GiftCardLookUp } from './GiftCardLookUp';
import { NewGiftCardsDrawer } from './NewGiftCardsDrawer';

/** Gift cards: batches to be printed, what is on them, and one card by its code. */
export default function GiftCardsPage() {
  const { t } = useTranslation(['loyalty', 'shell']);
  const timeText = useTimeText();
  const [opened, setOpened] = useState<ListGiftCardBatchesItem | 'new' | null>(null);
  const batches = useMore(['gift-card-batches'], (after) => api.listGiftCardBatches(after === undefined ? undefined : Number(after), undefined));
  const columns: Column<ListGiftCardBatchesItem>[] = [
    { key: 'name', title: t('value.name'), phone: 'title', render: (batch) => batch.name },
    { key: 'sold', title: t('cards.soldOf'), align: 'right', render: (batch) => `${batch.sold} / ${batch.cards}` },
    { key: 'balance', title: t('cards.balance'), align: 'right', phone: 'aside', render: (batch) => <Amount minor={toMinor(batch.balance)} /> },
    { key: 'made', title: t('cards.made'), render: (batch) => `${timeText(batch.madeAt)} · ${batch.madeByName}` },
  ];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('shell:pages.giftCards')}</h1>
        <Button type="primary" onClick={() => setOpened('new')}>{t('cards.make')}</Button>
      </div>
      <GiftCardLookUp />
      <DataList columns={columns} list={batches} rowKey={(batch) => batch.batchId} onOpen={setOpened} empty={t('cards.none')} />
      {opened === 'new' && <NewGiftCardsDrawer onClose={() => setOpened(null)} />}
      {opened !== null && opened !== 'new' && <GiftCardBatchDrawer batch={opened} onClose={() => setOpened(null)} />}
    </div>
  );
}
