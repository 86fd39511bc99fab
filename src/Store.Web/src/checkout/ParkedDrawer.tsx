import { Alert, Button, Form, Space } from 'antd';
import { useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApproved } from '../access/useApproved';
import { api, withApprovals } from '../api';
import type { ListParkedSalesItem } from '../api/client';
import { useGoOn } from '../devices/useGoOn';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useStore } from '../shell/session';
import { ReasonForm, type ReasonFields } from './ReasonForm';
import { useQuestions } from './useQuestions';

interface Props {
  readonly registerId: number;
  readonly recall: (parkedSaleId: number) => Promise<void>;
  readonly onClose: () => void;
}

/** The baskets that wait in the store: whose, how long, how much; to take up or to give up. */
export function ParkedDrawer({ registerId, recall, onClose }: Props) {
  const { t, i18n } = useTranslation('checkout');
  const { storeId } = useStore();
  const queries = useQueryClient();
  const mayGoOn = useGoOn();
  const [busy, setBusy] = useState<number | null>(null);
  const [voiding, setVoiding] = useState<ListParkedSalesItem | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const list = useMore(['parked', storeId], (after) => api.listParkedSales(storeId, after === undefined ? undefined : Number(after), 50));
  const again = () => void queries.invalidateQueries({ queryKey: ['parked', storeId] });
  const take = async (parked: ListParkedSalesItem) => {
    if (!mayGoOn()) return;
    setBusy(parked.parkedSaleId);
    setRefusal(null);
    try {
      await recall(parked.parkedSaleId);
      onClose();
    } catch (error) {
      setRefusal(error);
    } finally {
      setBusy(null);
      again();
    }
  };
  const columns: Column<ListParkedSalesItem>[] = [
    { key: 'what', title: t('parking.what'), phone: 'title', render: (parked) => <>{parked.note && <strong>{parked.note} · </strong>}{parked.summary}</> },
    { key: 'age', title: t('parking.age'), render: (parked) => age(parked.parkedAt, now, i18n.language) },
    { key: 'who', title: t('sales.cashier'), render: (parked) => `${parked.parkedByName} · ${parked.registerCode}` },
    { key: 'total', title: t('sales.total'), align: 'right', phone: 'aside', render: (parked) => <Amount minor={toMinor(parked.total)} /> },
    { key: 'do', title: '', render: (parked) => (
      <Space>
        <Button type="primary" loading={busy === parked.parkedSaleId} disabled={busy !== null} onClick={() => void take(parked)}>{t('parking.recall')}</Button>
        <Button danger disabled={busy !== null} onClick={() => setVoiding(parked)}>{t('parking.void')}</Button>
      </Space>
    ) },
  ];
  return (
    <Drawer open className="touch" size={860} title={t('parking.title')} onClose={onClose}>
      {refusal !== null && <Alert type="error" showIcon title={problemText(refusal)} style={{ marginBottom: 12 }} />}
      <DataList columns={columns} list={list} rowKey={(parked) => parked.parkedSaleId} empty={t('parking.none')} />
      {voiding && <VoidParkedDialog parked={voiding} registerId={registerId} onDone={again} onClose={() => setVoiding(null)} />}
    </Drawer>
  );
}

function VoidParkedDialog({ parked, registerId, onDone, onClose }: { readonly parked: ListParkedSalesItem; readonly registerId: number; readonly onDone: () => void; readonly onClose: () => void }) {
  const { t } = useTranslation('checkout');
  const { storeId } = useStore();
  const { approved, dialog } = useApproved();
  const questions = useQuestions();
  const [form] = Form.useForm<ReasonFields>();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const giveUp = async (fields: ReasonFields) => {
    setBusy(true);
    setRefusal(null);
    try {
      const reasonCode = fields.reasonCode ?? 'other';
      const voided = await questions.around([{ event: 'VoidParked', reason: reasonCode }], (answers) =>
        approved((ids) => withApprovals(ids).voidParkedSale(storeId, parked.parkedSaleId, { registerId, reasonCode, note: fields.note ?? null, answers })));
      if (!voided) return;
      onDone();
      onClose();
    } catch (error) {
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open className="touch" title={t('parking.void')} okText={t('void.do')} okButtonProps={{ danger: true, size: 'large' }} cancelButtonProps={{ size: 'large' }} confirmLoading={busy} onOk={form.submit} onCancel={onClose}>
      <p>{parked.summary} · <strong><Amount minor={toMinor(parked.total)} /></strong></p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => void giveUp(fields)}><ReasonForm event="VoidParked" required /></Form>
      {dialog}
      {questions.dialog}
      {refusal !== null && <Alert type="error" showIcon title={problemText(refusal)} />}
    </Modal>
  );
}

function age(iso: string, now: number, language: string): string {
  const minutes = Math.max(0, Math.round((now - Date.parse(iso)) / 60_000));
  const format = new Intl.RelativeTimeFormat(language === 'en' ? 'en' : language, { numeric: minutes === 0 ? 'auto' : 'always' });
  return minutes < 60 ? format.format(-minutes, 'minute') : minutes < 60 * 48 ? format.format(-Math.round(minutes / 60), 'hour') : format.format(-Math.round(minutes / 1440), 'day');
}
