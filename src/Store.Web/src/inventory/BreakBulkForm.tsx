import { useQuery } from '@tanstack/react-query';
import { Alert, Button, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { problemText } from '../shell/ProblemAlert';
import { quantityText, toMilli } from '../shell/money';
import { useMay, useStore } from '../shell/session';
import { useSave } from '../shell/useSave';
import { newUuid } from '../shell/uuid';

/** Opens packs to sell what is in them; not shown for what is no pack. */
export function BreakBulkForm({ productId }: { readonly productId: number }) {
  const { t } = useTranslation('inventory');
  const { storeId } = useStore();
  const mayDo = useMay();
  const allowed = mayDo('inventory.adjust') && mayDo('catalog.view');
  const [packs, setPacks] = useState<number | null>(1);
  const [documentUuid, setDocumentUuid] = useState(newUuid);
  const links = useQuery({ queryKey: ['links', productId], queryFn: () => api.showLinks(productId), enabled: allowed });
  const saving = useSave(() => api.breakBulk(storeId, { documentUuid, packId: productId, packs: packs ?? 0 }), [['stock', storeId], ['stock-of', storeId], ['movements', storeId]], () => {
    setDocumentUuid(newUuid());
    setPacks(1);
  });
  const content = links.data?.packOf;
  if (!content) return null;
  return (
    <div className="panel" style={{ padding: 12, marginBottom: 16 }}>
      <div className="tools" style={{ margin: 0 }}>
        <strong>{t('breakBulk.title')}</strong>
        <InputNumber min={1} max={10_000} precision={0} value={packs} onChange={setPacks} aria-label={t('breakBulk.packs')} style={{ width: 90 }} />
        <span>→ {quantityText(toMilli(content.quantity * (packs ?? 0)))} {content.unit} {content.name}</span>
        <Button type="primary" disabled={!packs} loading={saving.isPending} onClick={() => saving.mutate(undefined)}>{t('breakBulk.do')}</Button>
      </div>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginTop: 12 }} />}
    </div>
  );
}
