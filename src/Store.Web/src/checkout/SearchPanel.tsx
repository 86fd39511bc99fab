import { SearchOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input, type InputRef } from 'antd';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '../shell/Amount';
import { ProblemAlert } from '../shell/ProblemAlert';
import { toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { api } from '../api';
import type { SearchProductsItem } from '../api/client';

interface Props { readonly focusRequest: number; readonly onPick: (code: string) => void }

/** Finds goods without a barcode: by name, pinyin initials, item code or the last digits of the barcode. */
export function SearchPanel({ focusRequest, onPick }: Props) {
  const { t } = useTranslation('checkout');
  const { storeId } = useStore();
  const field = useRef<InputRef>(null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const asked = useDeferredValue(text.trim());
  const hits = useQuery({ queryKey: ['till-search', storeId, asked], queryFn: () => api.searchProducts(storeId, asked, 30), placeholderData: keepPreviousData, enabled: asked !== '' });
  const rows = asked === '' ? [] : hits.data?.items ?? [];

  useEffect(() => {
    if (focusRequest > 0) field.current?.focus({ cursor: 'all' });
  }, [focusRequest]);

  const pick = (hit: SearchProductsItem | undefined) => {
    if (hit?.price === undefined || hit.price === null) return;
    onPick(hit.code);
    setText('');
    setChosen(0);
    field.current?.blur();
  };
  return (
    <>
      <div className="till-search-field">
        <Input
          ref={field} size="large" allowClear value={text} autoComplete="off" prefix={<SearchOutlined />} aria-label={t('search.title')}
          placeholder={t('search.placeholder')} suffix={<span className="key" style={{ margin: 0 }} aria-hidden>F2</span>}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(0);
          }}
          onPressEnter={() => pick(rows[chosen])}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') setChosen((at) => Math.min(rows.length - 1, at + 1));
            else if (event.key === 'ArrowUp') setChosen((at) => Math.max(0, at - 1));
            else if (event.key === 'Escape') {
              setText('');
              field.current?.blur();
            } else return;
            event.preventDefault();
          }}
        />
      </div>
      <div className="till-hits">
        {hits.error && asked !== '' && <ProblemAlert error={hits.error} retry={() => void hits.refetch()} />}
        {asked === '' && <div className="till-empty" style={{ fontSize: 14, height: '100%', boxSizing: 'border-box' }}>{t('search.hint')}</div>}
        {asked !== '' && hits.data && rows.length === 0 && <div className="till-empty" style={{ fontSize: 14 }}>{t('search.nothing', { text: asked })}</div>}
        {rows.map((hit, index) => (
          <button key={`${hit.productId}`} type="button" className={index === chosen ? 'till-hit chosen' : 'till-hit'} disabled={hit.price === null} onClick={() => pick(hit)}>
            <span>{hit.pictureId !== null && <img src={`/api/catalog/pictures/${hit.pictureId}`} alt="" loading="lazy" width={32} height={32} style={{ objectFit: 'cover', borderRadius: 4, float: 'inline-start', marginInlineEnd: 8 }} />}{hit.name}<small>{[hit.code, hit.spec, hit.barcode].filter(Boolean).join(' · ')}</small></span>
            {hit.price === null ? <small>{t('search.noPrice')}</small> : <Amount minor={toMinor(hit.price)} />}
          </button>
        ))}
      </div>
    </>
  );
}
