import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { problemText } from './ProblemAlert';

export interface Hit { readonly value: number; readonly label: string }

/** As many as a list shows that is searched rather than leafed through. */
export const hitsAtMost = 30;

/** What a form gives to a field. */
export interface FieldOfForm {
  readonly id?: string;
  readonly value?: number | null;
  readonly onChange?: (value: number | null) => void;
}

interface Props extends FieldOfForm {
  /** What is searched, as the first part of its queries' keys. */
  readonly what: string;
  readonly find: (text: string | undefined) => Promise<readonly Hit[]>;
  /** The name of what a form begins with. */
  readonly nameOf?: (value: number) => Promise<string>;
  /** Whether it may be read at all; if not, what is chosen stays so. */
  readonly readable?: boolean;
  readonly placeholder?: string | undefined;
  readonly none: string;
  readonly allowClear?: boolean;
}

/** A field for one of what may be many: found at the server by a part of its name. */
export function SearchSelect({ id, value = null, onChange, what, find, nameOf, readable = true, placeholder, none, allowClear = false }: Props) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Hit | null>(null);
  const asked = useDeferredValue(text.trim());
  const hits = useQuery({ queryKey: [what, 'hits', asked], queryFn: () => find(asked === '' ? undefined : asked), placeholderData: keepPreviousData, enabled: readable });
  const named = useQuery({ queryKey: [what, 'name', value], queryFn: () => nameOf?.(value ?? 0) ?? '', enabled: readable && nameOf !== undefined && value !== null && chosen?.value !== value, staleTime: 60_000 });
  const found = hits.data ?? [];
  const own = value === null ? [] : [{ value, label: chosen?.value === value ? chosen.label : named.data ?? '…' }];
  return (
    <Select<number> {...(id !== undefined && { id })} value={value} placeholder={placeholder} allowClear={allowClear} loading={hits.isFetching} style={{ width: '100%' }}
      showSearch={{ filterOption: false, searchValue: text, onSearch: setText }} notFoundContent={hits.error ? problemText(hits.error) : hits.isFetching ? '…' : none}
      onChange={(picked: number | undefined) => {
        setText('');
        setChosen(found.find((hit) => hit.value === picked) ?? null);
        onChange?.(picked ?? null);
      }}
      options={[...own, ...found.filter((hit) => hit.value !== value)]} />
  );
}
