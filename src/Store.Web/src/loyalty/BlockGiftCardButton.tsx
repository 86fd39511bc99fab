import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { useMay } from '../shell/session';
import { useSave } from '../shell/useSave';

/** Stops a card, or lets it be used again; asks why. */
export function BlockGiftCardButton({ cardId, blocked }: { readonly cardId: number; readonly blocked: boolean }) {
  const { t } = useTranslation('loyalty');
  const may = useMay()('loyalty.manage-cards');
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const saving = useSave(() => api.blockGiftCard(cardId, { blocked: !blocked, reason: reason.trim() }), [['gift-cards'], ['gift-card']], () => setAsking(false));
  const title = t(blocked ? 'cards.unblock' : 'cards.block');
  if (!may) return null;
  return (
    <>
      <Button size="small" type="text" danger={!blocked} onClick={() => setAsking(true)}>{title}</Button>
      <Modal open={asking} title={title} okText={title} okButtonProps={{ disabled: reason.trim() === '', loading: saving.isPending }} onOk={() => saving.mutate(undefined)} onCancel={() => setAsking(false)}>
        <Input value={reason} maxLength={200} autoFocus placeholder={t('cards.reason')} aria-label={t('cards.reason')} onChange={(event) => setReason(event.target.value)} onPressEnter={() => reason.trim() !== '' && saving.mutate(undefined)} />
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginTop: 12 }} />}
      </Modal>
    </>
  );
}
