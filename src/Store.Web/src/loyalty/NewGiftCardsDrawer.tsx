import { Alert, Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { saveFile } from '../shell/files';
import { useSave } from '../shell/useSave';

interface Fields { name: string; cards: number }

/** A new batch of gift cards; its codes are given out here once, as a file for the printer. */
export function NewGiftCardsDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['loyalty', 'shell']);
  const [made, setMade] = useState<{ readonly name: string; readonly codes: readonly string[] } | null>(null);
  const [fetched, setFetched] = useState(false);
  const making = useSave(async (fields: Fields) => ({ name: fields.name, codes: (await api.createGiftCards(fields)).codes }), [['gift-card-batches']], setMade);
  return (
    <Drawer open size={480} title={t('cards.make')} onClose={onClose} closable={made === null || fetched} mask={{ closable: made === null }} keyboard={made === null || fetched}>
      {made ? (
        <>
          <Alert type="warning" showIcon title={t('cards.once', { count: made.codes.length })} style={{ marginBottom: 16 }} />
          <Button type="primary" onClick={() => { saveFile(`${made.name}.csv`, `code\r\n${made.codes.join('\r\n')}\r\n`); setFetched(true); }}>{t('cards.download')}</Button>
          {fetched && <Button style={{ marginInlineStart: 8 }} onClick={onClose}>{t('cards.done')}</Button>}
        </>
      ) : (
        <Form<Fields> name="gift-cards" layout="vertical" requiredMark={false} initialValues={{ cards: 100 }} onFinish={making.mutate}>
          <Form.Item name="name" label={t('value.name')} rules={[{ required: true, message: t('shell:required') }]}><Input maxLength={100} autoComplete="off" autoFocus /></Form.Item>
          <Form.Item name="cards" label={t('cards.howMany')} extra={t('cards.makeHint')} rules={[{ required: true, message: t('shell:required') }]}><InputNumber min={1} max={10_000} precision={0} style={{ width: '100%' }} /></Form.Item>
          {making.error && <Alert type="error" showIcon title={problemText(making.error)} style={{ marginBottom: 16 }} />}
          <Button type="primary" htmlType="submit" loading={making.isPending}>{t('cards.make')}</Button>
        </Form>
      )}
    </Drawer>
  );
}
