import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { useSession } from '../shell/session';
import { type Product, wholeChain } from './calls';

/** Finds goods by name, pinyin, code or barcode and hands on the one that is chosen. */
export function GoodsSelect({ onPick }: { readonly onPick: (product: Product) => void }) {
  const { t } = useTranslation('catalog');
  const { store } = useSession();
  const storeId = store?.storeId ?? wholeChain;
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const hits = useQuery({ queryKey: ['goods-select', storeId, asked], queryFn: () => api.browseProducts(asked, undefined, storeId, undefined, 20), placeholderData: keepPreviousData, enabled: asked !== '' });
  const found = asked === '' ? [] : hits.data?.items ?? [];
  return (
    <Select<number | null> style={{ width: '100%' }} value={null} placeholder={t('search')} aria-label={t('search')} loading={hits.isFetching}
      showSearch={{ filterOption: false, searchValue: text, onSearch: setText }} notFoundContent={asked === '' ? null : hits.isFetching ? '…' : t('none')}
      options={found.map((hit) => ({ value: hit.productId, label: [hit.name, hit.spec, hit.code].filter(Boolean).join(' · ') }))}
      onChange={(productId) => {
        const hit = found.find((each) => each.productId === productId);
        if (hit) onPick(hit);
        setText('');
      }} />
  );
}
