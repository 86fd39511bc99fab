import { BarcodeOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { GetStyleResult, GetStyleVariant } from '../api/client';
import { problemText } from '../shell/ProblemAlert';
import { useSave } from '../shell/useSave';

const cellClass = 'variant-barcode';

/** A scanner sends Enter behind the code: on to the next cell, at the end to the button that saves. */
function goOn(event: KeyboardEvent<HTMLInputElement>) {
  event.preventDefault();
  const cells = [...document.querySelectorAll<HTMLElement>(`.${cellClass}, .${cellClass}-save`)];
  cells[cells.indexOf(event.currentTarget) + 1]?.focus();
}

interface Barcodes {
  /** A variant's barcode: to be read or, while they are edited, to be scanned into. */
  readonly cell: (variant: GetStyleVariant) => ReactNode;
  /** The buttons for all of them. */
  readonly tools: ReactNode;
}

/** The barcodes of a style's variants, edited in its grid and saved all at once. */
export function useVariantBarcodes(style: GetStyleResult, mayChange: boolean): Barcodes {
  const { t } = useTranslation(['catalog', 'shell']);
  const [edited, setEdited] = useState<ReadonlyMap<number, string> | null>(null);
  const codeOf = (variant: GetStyleVariant) => edited?.get(variant.productId) ?? variant.barcode ?? '';
  const empty = style.variants.filter((variant) => codeOf(variant).trim() === '');
  const stop = () => setEdited(null);
  const saving = useSave(
    () => api.setVariantBarcodes(style.styleId, { lines: [...edited ?? []].map(([productId, barcode]) => ({ productId, barcode: barcode.trim() === '' ? null : barcode.trim() })) }),
    [['style'], ['goods'], ['product']], stop);
  const drawing = useMutation({
    mutationFn: () => api.listFreeBarcodes(empty.length),
    onSuccess: ({ barcodes }) => setEdited(new Map([...edited ?? [], ...empty.map((variant, index) => [variant.productId, barcodes[index] ?? ''] as const)])),
  });
  const error = saving.error ?? drawing.error;
  const cell = (variant: GetStyleVariant) => (edited === null
    ? <small style={{ color: '#76828a', whiteSpace: 'nowrap' }}>{variant.barcode ?? '–'}</small>
    : <Input size="small" className={cellClass} value={codeOf(variant)} maxLength={48} autoComplete="off" aria-label={`${t('barcode')} ${variant.code}`} style={{ minWidth: 130 }}
        onPressEnter={goOn} onFocus={(event) => event.target.select()} onChange={(event) => setEdited(new Map(edited).set(variant.productId, event.target.value))} />);
  const tools = mayChange && style.variants.length > 0 && (
    <div style={{ marginBottom: 12 }}>
      {edited === null ? <Button icon={<BarcodeOutlined />} onClick={() => setEdited(new Map())}>{t('styles.editBarcodes')}</Button> : (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          <Button type="primary" className={`${cellClass}-save`} disabled={edited.size === 0} loading={saving.isPending} onClick={() => saving.mutate(undefined)}>{t('shell:save')}</Button>
          <Button disabled={empty.length === 0} loading={drawing.isPending} onClick={() => drawing.mutate()}>{t('styles.drawBarcodes', { count: empty.length })}</Button>
          <Button onClick={stop}>{t('shell:cancel')}</Button>
        </div>
      )}
      {edited !== null && error && <Alert type="error" showIcon title={problemText(error)} style={{ marginTop: 8 }} />}
    </div>
  );
  return { cell, tools };
}
