import { Alert, AutoComplete, Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { fromMilli, parseQuantity } from '../shell/money';
import { useStore } from '../shell/session';
import { useSave } from '../shell/useSave';
import { newUuid } from '../shell/uuid';
import { type DocumentLine, DocumentLines } from './DocumentLines';

const wrongQuantity = (line: DocumentLine) => (parseQuantity(line.quantity) ?? 0) === 0;

/** Puts stock right: more for what was found, less for what is broken or gone. */
export function AdjustDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['inventory', 'shell']);
  const { storeId } = useStore();
  const [documentUuid] = useState(newUuid);
  const [reason, setReason] = useState('');
  const [lines, setLines] = useState<readonly DocumentLine[]>([]);
  const saving = useSave(() => api.adjustStock(storeId, {
    documentUuid, reason: reason.trim(), lines: lines.map((line) => ({ productId: line.productId, quantity: fromMilli(parseQuantity(line.quantity) ?? 0) })),
  }), [['stock', storeId], ['stock-of', storeId], ['movements', storeId]], onClose);
  const ready = lines.length > 0 && reason.trim() !== '' && !lines.some(wrongQuantity);
  const reasons = (['broken', 'expired', 'lost', 'found', 'used'] as const).map((name) => ({ value: t(`adjust.reasons.${name}`) }));
  return (
    <Drawer open size={640} title={t('adjust.title')} onClose={onClose}>
      <Form layout="vertical">
        <Form.Item label={t('adjust.reason')}><AutoComplete value={reason} options={reasons} onChange={setReason} maxLength={200} /></Form.Item>
        <p style={{ color: '#5b6770' }}>{t('adjust.hint')}</p>
        <DocumentLines lines={lines} withCost={false} onChange={setLines} wrong={wrongQuantity} />
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
        <Button type="primary" disabled={!ready} loading={saving.isPending} onClick={() => saving.mutate(undefined)}>{t('adjust.do')}</Button>
      </Form>
    </Drawer>
  );
}
