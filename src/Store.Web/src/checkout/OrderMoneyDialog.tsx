import { Alert, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount } from '../shell/Amount';
import { Modal } from '../shell/Modal';
import { MoneyInput } from '../shell/MoneyInput';
import { problemText } from '../shell/ProblemAlert';
import { type Minor, fromMinor } from '../shell/money';
import type { CompleteSalePayment } from '../api/client';
import type { Tender } from './calls';
import { tenders } from './payment';

interface Props {
  readonly title: string;
  /** What is proposed, and the most that is taken. */
  readonly proposed: Minor;
  readonly most: Minor;
  /** Whether another amount than the proposed one may be taken. */
  readonly free: boolean;
  readonly take: (amount: Minor, payments: CompleteSalePayment[]) => Promise<void>;
  readonly onClose: () => void;
}

/** Takes one payment for an order: by which tender, how much, and what was handed over. */
export function OrderMoneyDialog({ title, proposed, most, free, take, onClose }: Props) {
  const { t } = useTranslation('checkout');
  const [tender, setTender] = useState<Tender>('Cash');
  const [amount, setAmount] = useState<Minor | null>(proposed);
  const [handed, setHanded] = useState<Minor | null>(null);
  const [reference, setReference] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const given = tender === 'Cash' ? handed ?? amount ?? 0 : amount ?? 0;
  const wrong = amount === null || amount < 0 || amount > most || given < amount;
  const doTake = async () => {
    if (wrong || busy) return;
    setBusy(true);
    setRefusal(null);
    try {
      await take(amount, amount === 0 ? [] : [{ tender, amount: fromMinor(given), reference: tender === 'Cash' || reference.trim() === '' ? null : reference.trim() }]);
      onClose();
    } catch (error) {
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open className="touch" title={title} okText={t('pay.complete')} okButtonProps={{ size: 'large', disabled: wrong }} cancelButtonProps={{ size: 'large' }} confirmLoading={busy} onOk={() => void doTake()} onCancel={busy ? undefined : onClose}>
      <Form layout="vertical">
        {amount !== 0 && <Form.Item label={t('order.tender')}><Segmented block size="large" value={tender} onChange={setTender} options={tenders.map((each) => ({ value: each, label: t(`tender.${each}`) }))} /></Form.Item>}
        <Form.Item label={t('pay.amount')} extra={free ? <>{t('order.atMost')} <Amount minor={most} /></> : undefined}><MoneyInput size="large" autoFocus={free} disabled={!free} value={amount} onChange={setAmount} aria-label={t('pay.amount')} /></Form.Item>
        {amount !== 0 && (tender === 'Cash'
          ? <Form.Item label={t('order.handed')}><MoneyInput size="large" autoFocus={!free} value={handed ?? amount} onChange={setHanded} onPressEnter={() => void doTake()} aria-label={t('order.handed')} /></Form.Item>
          : <Form.Item label={t('pay.reference')}><Input size="large" maxLength={100} data-scan="own" value={reference} onChange={(event) => setReference(event.target.value)} onPressEnter={() => void doTake()} /></Form.Item>)}
      </Form>
      {tender === 'Cash' && amount !== null && given > amount && <p style={{ fontSize: 18 }}>{t('pay.change')} <strong><Amount minor={given - amount} /></strong></p>}
      {refusal !== null && <Alert type="error" showIcon title={problemText(refusal)} />}
    </Modal>
  );
}
