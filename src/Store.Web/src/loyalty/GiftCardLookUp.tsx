import { useQuery } from '@tanstack/react-query';
import { Descriptions, Input, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { ProblemAlert } from '../shell/ProblemAlert';
import { toMinor } from '../shell/money';
import { useTimeText } from '../shell/time';
import { useStoreNames } from '../shell/useNames';
import { BlockGiftCardButton } from './BlockGiftCardButton';
import { type CardState, cardColours } from './cardStates';

/** What is on a gift card, for whoever has its whole code. */
export function GiftCardLookUp() {
  const { t } = useTranslation('loyalty');
  const [code, setCode] = useState('');
  const timeText = useTimeText();
  const storeNames = useStoreNames();
  const card = useQuery({ queryKey: ['gift-card', code], queryFn: () => api.lookUpGiftCard({ code }), enabled: code !== '', retry: false });
  const found = card.data;
  return (
    <>
      <div className="tools"><Input.Search allowClear enterButton placeholder={t('cards.lookUp')} aria-label={t('cards.lookUp')} maxLength={40} autoComplete="off" onSearch={(text) => setCode(text.trim())} style={{ maxWidth: 380 }} /></div>
      {code !== '' && (card.error ? <ProblemAlert error={card.error} /> : !found ? <Skeleton active /> : (
        <Descriptions bordered size="small" column={{ xs: 1, md: 3 }} style={{ marginBottom: 20 }} title={`**** ${found.codeEnd}`} extra={<BlockGiftCardButton cardId={found.cardId} blocked={found.state === 'Blocked'} />} items={[
          { key: 'state', label: t('cards.state'), children: <Tag color={cardColours[found.state as CardState]}>{t(`cards.states.${found.state as CardState}`)}</Tag> },
          { key: 'balance', label: t('cards.balance'), children: <Amount minor={toMinor(found.balance)} /> },
          { key: 'expires', label: t('cards.expires'), children: found.expiresAt ? timeText(found.expiresAt) : t('value.forEver') },
          ...found.entries.map((entry, index) => ({
            key: String(index), label: `${timeText(entry.occurredAt)} · ${storeNames([entry.storeId])}`, span: 'filled' as const,
            children: <>{t(`cards.kinds.${entry.kind as 'Sold'}`)} <Amount minor={toMinor(entry.amount)} /></>,
          })),
        ]} />
      ))}
    </>
  );
}
