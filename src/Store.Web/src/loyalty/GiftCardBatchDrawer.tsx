import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListGiftCardBatchesItem, ListGiftCardsItem } from '../api/client';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useTimeText } from '../shell/time';
import { BlockGiftCardButton } from './BlockGiftCardButton';
import { type CardState, cardColours } from './cardStates';

/** The cards of a batch, by the ends of their codes. */
export function GiftCardBatchDrawer({ batch, onClose }: { readonly batch: ListGiftCardBatchesItem; readonly onClose: () => void }) {
  const { t } = useTranslation('loyalty');
  const timeText = useTimeText();
  const cards = useMore(['gift-cards', batch.batchId], (after) => api.listGiftCards(batch.batchId, after === undefined ? undefined : Number(after), undefined));
  const columns: Column<ListGiftCardsItem>[] = [
    { key: 'code', title: t('cards.code'), phone: 'title', render: (card) => `**** ${card.codeEnd}` },
    { key: 'state', title: t('cards.state'), render: (card) => <Tag color={cardColours[card.state as CardState]}>{t(`cards.states.${card.state as CardState}`)}</Tag> },
    { key: 'balance', title: t('cards.balance'), align: 'right', phone: 'aside', render: (card) => <Amount minor={toMinor(card.balance)} /> },
    { key: 'expires', title: t('cards.expires'), render: (card) => (card.expiresAt ? timeText(card.expiresAt) : '–') },
    { key: 'block', title: '', render: (card) => <BlockGiftCardButton cardId={card.cardId} blocked={card.state === 'Blocked'} /> },
  ];
  return (
    <Drawer open size={720} title={batch.name} onClose={onClose}>
      <DataList columns={columns} list={cards} rowKey={(card) => card.cardId} />
    </Drawer>
  );
}
