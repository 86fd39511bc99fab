import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { fromMilli, fromMinor, parseQuantity } from '../shell/money';
import { useStore } from '../shell/session';
import { useSave } from '../shell/useSave';
import { newUuid } from '../shell/uuid';
import { type DocumentLine, DocumentLines } from './DocumentLines';

const wrongQuantity = (line: DocumentLine) => (parseQuantity(line.quantity) ?? 0) <= 0;

/** Takes in goods at what they cost. Sent again after a failure it is the same document, recorded once. */
export function ReceiveDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['inventory', 'shell']);
  const { storeId } = useStore();
  const [documentUuid] = useState(newUuid);
  const [supplier, setSupplier] = useState('');
  const [number, setNumber] = useState('');
  const [lines, setLines] = useState<readonly DocumentLine[]>([]);
  const saving = useSave(() => api.receiveStock(storeId, {
    documentUuid, supplier: supplier.trim() || null, number: number.trim() || null,
    lines: lines.map((line) => ({ productId: line.productId, quantity: fromMilli(parseQuantity(line.quantity) ?? 0), cost: fromMinor(line.cost ?? 0) })),
  }), [['stock', storeId], ['stock-of', storeId], ['movements', storeId]], onClose);
  const ready = lines.length > 0 && !lines.some((line) => wrongQuantity(line) || line.cost === null || line.cost < 0);
  return (
    <Drawer open size={720} title={t('receive.title')} onClose={onClose}>
      <Form layout="vertical">
        <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))', gap: '0 12px' }}>
          <Form.Item label={t('receive.supplier')}><Input value={supplier} maxLength={100} onChange={(event) => setSupplier(event.target.value)} /></Form.Item>
          <Form.Item label={t('receive.number')}><Input value={number} maxLength={50} onChange={(event) => setNumber(event.target.value)} /></Form.Item>
        </div>
        <DocumentLines lines={lines} withCost onChange={setLines} wrong={wrongQuantity} />
        <p>{t('receive.total')} <strong><Amount minor={lines.reduce((sum, line) => sum + (line.cost ?? 0), 0)} /></strong></p>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
        <Button type="primary" disabled={!ready} loading={saving.isPending} onClick={() => saving.mutate(undefined)}>{t('receive.do')}</Button>
      </Form>
    </Drawer>
  );
}
