import { DeleteOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Empty, Input, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { MoneyInput } from '../shell/MoneyInput';
import type { Minor } from '../shell/money';
import { useStore } from '../shell/session';
import './documents.css';

/** A line of a stock document in the making. */
export interface DocumentLine {
  readonly productId: number;
  readonly name: string;
  readonly unit: string;
  /** As typed. */
  readonly quantity: string;
  readonly cost: Minor | null;
}

interface Props { readonly lines: readonly DocumentLine[]; readonly withCost: boolean; readonly onChange: (lines: readonly DocumentLine[]) => void; readonly wrong: (line: DocumentLine) => boolean }

/** The lines of a stock document: find goods, enter quantities. */
export function DocumentLines({ lines, withCost, onChange, wrong }: Props) {
  const { t } = useTranslation('inventory');
  const { storeId } = useStore();
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const hits = useQuery({ queryKey: ['till-search', storeId, asked], queryFn: () => api.searchProducts(storeId, asked, 20), placeholderData: keepPreviousData, enabled: asked !== '' });
  const found = asked === '' ? [] : hits.data?.items ?? [];
  const add = (productId: number) => {
    const hit = found.find((each) => each.productId === productId);
    if (hit && !lines.some((line) => line.productId === productId)) onChange([...lines, { productId, name: hit.name, unit: hit.unit, quantity: '1', cost: null }]);
    setText('');
  };
  const change = (line: DocumentLine, part: Partial<DocumentLine>) => onChange(lines.map((each) => (each === line ? { ...line, ...part } : each)));
  return (
    <>
      <Select<number | null> style={{ width: '100%' }} size="large" value={null} placeholder={t('lines.find')} onChange={(productId) => productId !== null && add(productId)}
        showSearch={{ filterOption: false, searchValue: text, onSearch: setText }} loading={hits.isFetching} aria-label={t('lines.find')}
        notFoundContent={asked === '' ? null : hits.isFetching ? '…' : t('lines.nothing')} options={found.map((hit) => ({ value: hit.productId, label: [hit.name, hit.spec, hit.code].filter(Boolean).join(' · ') }))} />
      <div className="panel document-lines">
        {lines.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('lines.none')} />}
        {lines.map((line) => (
          <div key={line.productId} className="document-line">
            <span className="document-line-name">{line.name}</span>
            <Input className="document-line-field" value={line.quantity} suffix={line.unit} inputMode="decimal" status={wrong(line) ? 'error' : ''} aria-label={`${t('moved')} ${line.name}`} onFocus={(event) => event.target.select()} onChange={(event) => change(line, { quantity: event.target.value })} />
            {withCost && <span className="document-line-field"><MoneyInput value={line.cost} placeholder={t('receive.cost')} aria-label={`${t('receive.cost')} ${line.name}`} onChange={(cost) => change(line, { cost })} /></span>}
            <Button type="text" icon={<DeleteOutlined />} aria-label={t('lines.remove')} onClick={() => onChange(lines.filter((each) => each !== line))} />
          </div>
        ))}
      </div>
    </>
  );
}
