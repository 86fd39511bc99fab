import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';

const hitsAtMost = 30;

/** The names of products that are known by their ids only. */
export function useProductNames(productIds: readonly number[]): (productId: number) => string {
  const products = useQueries({ queries: productIds.map((productId) => ({ queryKey: ['product-name', productId], queryFn: () => api.getProduct(productId).then((product) => product.name), staleTime: Infinity })) });
  return (productId) => products[productIds.indexOf(productId)]?.data ?? `#${productId}`;
}

function useHits(text: string) {
  const asked = useDeferredValue(text.trim());
  return useQuery({ queryKey: ['goods-hits', asked], queryFn: () => api.browseProducts(asked === '' ? undefined : asked, undefined, undefined, undefined, hitsAtMost), placeholderData: keepPreviousData });
}

interface SomeProps { readonly id?: string; readonly value?: readonly number[]; readonly onChange?: (productIds: number[]) => void; readonly placeholder?: string }

/** A field for some products, found by name, pinyin, code or barcode. */
export function ProductsSelect({ id, value = [], onChange, placeholder }: SomeProps) {
  const { t } = useTranslation('marketing');
  const [text, setText] = useState('');
  const hits = useHits(text);
  const name = useProductNames(value);
  const found = hits.data?.items.filter((hit) => !value.includes(hit.productId)) ?? [];
  return (
    <Select<number[]> {...(id !== undefined && { id })} mode="multiple" value={[...value]} placeholder={placeholder ?? t('findGoods')} loading={hits.isFetching} maxTagCount="responsive" style={{ width: '100%' }}
      showSearch={{ filterOption: false, searchValue: text, onSearch: setText }} notFoundContent={hits.isFetching ? '…' : t('noGoodsFound')}
      onChange={(productIds) => { setText(''); onChange?.(productIds); }}
      options={[...value.map((productId) => ({ value: productId, label: name(productId) })), ...found.map((hit) => ({ value: hit.productId, label: [hit.name, hit.code].join(' · ') }))]} />
  );
}

interface OneProps { readonly id?: string; readonly value?: number | null; readonly onChange?: (productId: number) => void; readonly placeholder?: string }

/** A field for one product. */
export function ProductSelect({ id, value = null, onChange, placeholder }: OneProps) {
  const { t } = useTranslation('marketing');
  const [text, setText] = useState('');
  const hits = useHits(text);
  const name = useProductNames(value === null ? [] : [value]);
  const found = hits.data?.items.filter((hit) => hit.productId !== value) ?? [];
  return (
    <Select<number | null> {...(id !== undefined && { id })} value={value} placeholder={placeholder ?? t('findGoods')} loading={hits.isFetching} style={{ width: '100%' }}
      showSearch={{ filterOption: false, searchValue: text, onSearch: setText }} notFoundContent={hits.isFetching ? '…' : t('noGoodsFound')}
      onChange={(productId) => { setText(''); if (productId !== null) onChange?.(productId); }}
      options={[...(value === null ? [] : [{ value, label: name(value) }]), ...found.map((hit) => ({ value: hit.productId, label: [hit.name, hit.code].join(' · ') }))]} />
  );
}
