import { UploadOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Form, Input, Popconfirm, Segmented, Space, Tabs, Tag, Upload } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, send } from '../api';
import type { ImportPaymentBillResult, ListPaymentBillsItem, ListPaymentDifferencesItem, ListUnrecordedRefundsItem } from '../api/client';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useStore, useToday } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useSave } from '../shell/useSave';

const provider = 'Test';

const numberOf = (after: string | undefined) => (after === undefined ? undefined : Number(after));

/** The bills of payment providers: what they and the sales do not agree on, and refunds that no return names. */
export default function ReconcilePage() {
  const { t } = useTranslation('tenders');
  return (
    <div className="page">
      <div className="page-head"><h1>{t('bills.title')}</h1></div>
      <p style={{ color: '#5b6770' }}>{t('bills.hint')}</p>
      <ImportBill />
      <Tabs items={[
        { key: 'differences', label: t('bills.differences'), children: <Differences /> },
        { key: 'refunds', label: t('bills.unrecorded'), children: <UnrecordedRefunds /> },
        { key: 'bills', label: t('bills.imported'), children: <Bills /> },
      ]} />
    </div>
  );
}

function ImportBill() {
  const { t } = useTranslation('tenders');
  const { storeId } = useStore();
  const today = useToday();
  const queries = useQueryClient();
  const [day, setDay] = useState(() => today.subtract(1, 'day'));
  const importing = useMutation({
    // The generated client would send a file as JSON.
    mutationFn: async (file: File) => {
      const answer = await send(`/api/checkout/stores/${storeId}/payment-bills/${provider}/${day.format('YYYY-MM-DD')}`, { method: 'POST', body: file, headers: { 'Content-Type': 'text/csv' } });
      return await answer.json() as ImportPaymentBillResult;
    },
    onSuccess: () => Promise.all([['payment-differences', storeId], ['payment-bills', storeId], ['payment-attempts', storeId]].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  return (
    <>
      <Space wrap style={{ marginBottom: 12 }}>
        <DatePicker value={day} allowClear={false} disabledDate={(date) => !date.isBefore(today, 'day')} onChange={(date: Dayjs | null) => date && setDay(date)} aria-label={t('bills.day')} />
        <Upload accept=".csv,text/csv" maxCount={1} showUploadList={false} beforeUpload={(file) => {
          importing.mutate(file);
          return false;
        }}><Button type="primary" icon={<UploadOutlined />} loading={importing.isPending}>{t('bills.import')}</Button></Upload>
        <small style={{ color: '#5b6770' }}>{t('bills.columns')}</small>
      </Space>
      {importing.error && <Alert type="error" showIcon style={{ marginBottom: 12 }} title={problemText(importing.error)} />}
      {importing.data && <Alert type={importing.data.differences > 0 ? 'warning' : 'success'} showIcon style={{ marginBottom: 12 }} title={t('bills.done', { ...importing.data })} />}
    </>
  );
}

function Differences() {
  const { t } = useTranslation(['tenders', 'shell']);
  const { storeId } = useStore();
  const queries = useQueryClient();
  const [which, setWhich] = useState<'open' | 'all'>('open');
  const [settling, setSettling] = useState<ListPaymentDifferencesItem | null>(null);
  const list = useMore(['payment-differences', storeId, which], (after) => api.listPaymentDifferences(storeId, which === 'open', numberOf(after), 50));
  const givingBack = useMutation({
    mutationFn: (attemptId: number) => api.cancelAttempt(storeId, attemptId),
    onSettled: () => queries.invalidateQueries({ queryKey: ['payment-differences', storeId] }),
  });
  const columns: Column<ListPaymentDifferencesItem>[] = [
    { key: 'kind', title: t('bills.kind'), phone: 'title', render: (row) => <><Tag color={row.state !== 'Open' ? 'default' : row.kind === 'OursOnly' ? 'red' : 'orange'}>{t(`bills.kinds.${row.kind as 'OursOnly'}`)}</Tag>{row.about === 'Refund' && <Tag>{t('bills.refund')}</Tag>}</> },
    { key: 'day', title: t('bills.day'), render: (row) => `${row.day} · ${row.provider}` },
    { key: 'number', title: t('payments.number'), render: (row) => row.number },
    { key: 'ours', title: t('bills.ours'), align: 'right', render: (row) => <Amount minor={toMinor(row.ours)} /> },
    { key: 'theirs', title: t('bills.theirs'), align: 'right', phone: 'aside', render: (row) => <Amount minor={toMinor(row.theirs)} /> },
    { key: 'note', title: t('bills.note'), render: (row) => (row.state === 'Explained' ? t('bills.explained') : row.note ? `${row.settledByName ?? ''}：${row.note}` : row.giveBack ? t('bills.propose') : '–') },
    {
      key: 'actions', title: '', render: (row) => row.state === 'Open' && (
        <Space wrap>
          {row.giveBack && row.attemptId !== null && row.attemptState === 'Succeeded' && row.saleId === null && (
            <Popconfirm title={t('bills.giveBackQuestion')} onConfirm={() => givingBack.mutate(row.attemptId ?? 0)}><Button size="small" danger loading={givingBack.isPending && givingBack.variables === row.attemptId}>{t('payments.giveBack')}</Button></Popconfirm>
          )}
          <Button size="small" onClick={() => setSettling(row)}>{t('bills.settle')}</Button>
        </Space>
      ),
    },
  ];
  return (
    <>
      <Segmented value={which} onChange={setWhich} style={{ marginBottom: 12 }} options={[{ value: 'open', label: t('payments.open') }, { value: 'all', label: t('shell:all') }]} />
      {givingBack.error && <Alert type="error" showIcon style={{ marginBottom: 12 }} title={problemText(givingBack.error)} />}
      <DataList columns={columns} rowKey={(row) => row.differenceId} empty={t(which === 'open' ? 'bills.noneOpen' : 'bills.none')} list={list} />
      {settling && <SettleDialog difference={settling} onClose={() => setSettling(null)} />}
    </>
  );
}

function SettleDialog({ difference, onClose }: { readonly difference: ListPaymentDifferencesItem; readonly onClose: () => void }) {
  const { t } = useTranslation(['tenders', 'shell']);
  const { storeId } = useStore();
  const [form] = Form.useForm<{ note: string }>();
  const saving = useSave(({ note }: { readonly note: string }) => api.settlePaymentDifference(storeId, difference.differenceId, { note: note.trim() }), [['payment-differences', storeId]], onClose);
  return (
    <Modal open title={t('bills.settle')} okText={t('bills.settle')} confirmLoading={saving.isPending} onOk={form.submit} onCancel={onClose}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={saving.mutate}>
        <Form.Item name="note" label={t('bills.note')} rules={[{ required: true, whitespace: true, message: t('shell:required') }]}><Input.TextArea rows={3} maxLength={500} autoFocus /></Form.Item>
      </Form>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} />}
    </Modal>
  );
}

function UnrecordedRefunds() {
  const { t } = useTranslation('tenders');
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const list = useMore(['unrecorded-refunds', storeId], (after) => api.listUnrecordedRefunds(storeId, numberOf(after), 50));
  const columns: Column<ListUnrecordedRefundsItem>[] = [
    { key: 'number', title: t('bills.refund'), phone: 'title', render: (row) => row.refundId },
    { key: 'time', title: t('payments.time'), render: (row) => timeText(row.changedAt) },
    { key: 'receipt', title: t('bills.receipt'), render: (row) => (row.receiptNumber === null ? '–' : String(row.receiptNumber).padStart(6, '0')) },
    { key: 'by', title: t('payments.by'), render: (row) => row.startedByName },
    { key: 'amount', title: t('payments.amount'), align: 'right', phone: 'aside', render: (row) => <Amount minor={toMinor(row.amount)} /> },
  ];
  return <DataList columns={columns} rowKey={(row) => row.refundId} empty={t('bills.noneUnrecorded')} list={list} />;
}

function Bills() {
  const { t } = useTranslation('tenders');
  const { storeId, timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const list = useMore(['payment-bills', storeId], (after) => api.listPaymentBills(storeId, numberOf(after), 50));
  const columns: Column<ListPaymentBillsItem>[] = [
    { key: 'day', title: t('bills.day'), phone: 'title', render: (row) => `${row.day} · ${row.provider}` },
    { key: 'lines', title: t('bills.lines'), align: 'right', render: (row) => row.lines },
    { key: 'matched', title: t('bills.matched'), align: 'right', render: (row) => row.matched + row.reversed },
    { key: 'differences', title: t('bills.differences'), align: 'right', phone: 'aside', render: (row) => (row.differences > 0 ? <Tag color="orange">{row.differences}</Tag> : 0) },
    { key: 'paid', title: t('bills.paid'), align: 'right', render: (row) => <Amount minor={toMinor(row.paid)} /> },
    { key: 'refunded', title: t('bills.refunded'), align: 'right', render: (row) => <Amount minor={toMinor(row.refunded)} /> },
    { key: 'by', title: t('currencies.by'), render: (row) => `${row.importedByName} ${timeText(row.importedAt)}` },
  ];
  return <DataList columns={columns} rowKey={(row) => row.billId} empty={t('bills.noneImported')} list={list} />;
}
