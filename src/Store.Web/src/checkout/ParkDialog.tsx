import { Alert, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { Amount } from '../shell/Amount';
import type { Minor } from '../shell/money';
import type { ParkSaleResult } from '../api/client';

interface Props {
  readonly total: Minor;
  readonly park: (note: string | null, total: Minor) => Promise<ParkSaleResult>;
  readonly onParked: (parked: ParkSaleResult) => void;
  readonly onClose: () => void;
}

/** Puts the basket away, with a word to find it by. */
export function ParkDialog({ total, park, onParked, onClose }: Props) {
  const { t } = useTranslation('checkout');
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const doPark = async () => {
    setBusy(true);
    setRefusal(null);
    try {
      onParked(await park(note.trim() === '' ? null : note.trim(), total));
    } catch (error) {
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open className="touch" title={t('parking.park')} okText={t('parking.do')} okButtonProps={{ size: 'large' }} cancelButtonProps={{ size: 'large' }} confirmLoading={busy} onOk={() => void doPark()} onCancel={onClose}>
      <p>{t('parking.hint')} <strong><Amount minor={total} /></strong></p>
      <Form.Item label={t('parking.note')} layout="vertical">
        <Input autoFocus size="large" maxLength={100} value={note} placeholder={t('parking.noteHint')} onChange={(event) => setNote(event.target.value)} onPressEnter={() => void doPark()} />
      </Form.Item>
      {refusal !== null && <Alert type="error" showIcon title={problemText(refusal)} />}
    </Modal>
  );
}
