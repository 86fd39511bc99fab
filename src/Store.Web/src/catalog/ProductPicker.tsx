import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Product, wholeChain } from './calls';

/** Finds a product of the range by name, pinyin, code or barcode. */
export function ProductPicker({ onPick, placeholder, disabled }: { readonly onPick: (product: Product) => void; readonly placeholder?: string; readonly disabled?: boolean }) {
  const { t } = useTranslation('catalog');
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const hits = useQuery({ queryKey: ['goods', 'pick', asked], queryFn: () => api.browseProducts(asked, undefined, wholeChain, undefined, 20), placeholderData: keepPreviousData, enabled: asked !== '' });
  const found = asked === '' ? [] : hits.data?.items ?? [];
  return (
    <Select<number | null> style={{ width: '100%' }} value={null} placeholder={placeholder ?? t('pick')} aria-label={placeholder ?? t('pick')} disabled={disabled ?? false} loading={hits.isFetching}
      showSearch={{ filterOption: false, searchValue: text, onSearch: setText }} notFoundContent={asked === '' ? null : hits.isFetching ? '…' : t('none')}
      options={found.map((hit) => ({ value: hit.productId, label: [hit.name, hit.spec, hit.code].filter(Boolean).join(' · ') }))}
      onChange={(productId) => {
        const hit = found.find((each) => each.productId === productId);
        if (hit) onPick(hit);
        setText('');
      }}
    />
  );
}
