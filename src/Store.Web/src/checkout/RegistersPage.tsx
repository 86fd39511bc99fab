import './sales.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Space, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { useStore } from '../shell/session';
import { LetterheadDrawer } from './LetterheadDrawer';
import { type Register, listRegisters } from './calls';

/** The registers of the store. */
export default function RegistersPage() {
  const { t } = useTranslation(['checkout', 'shell']);
  const { storeId } = useStore();
  const [adding, setAdding] = useState(false);
  const [paper, setPaper] = useState(false);
  const registers = useQuery({ queryKey: ['registers', storeId], queryFn: () => listRegisters(storeId) });
  const columns: Column<Register>[] = [
    { key: 'code', title: t('registers.code'), phone: 'aside', render: (register) => register.code },
    { key: 'name', title: t('registers.name'), phone: 'title', render: (register) => register.name },
    { key: 'last', title: t('registers.lastNumber'), align: 'right', render: (register) => register.lastReceiptNumber },
    { key: 'state', title: t('registers.state'), render: ({ openShift }) => (openShift ? <Tag color="green">{t('register.openedBy', { name: openShift.openedByName })}</Tag> : <Tag>{t('register.closed')}</Tag>) },
  ];
  return (
    <div className="page">
      <div className="page-head"><h1>{t('registers.title')}</h1><Space><Button onClick={() => setPaper(true)}>{t('letterhead.title')}</Button><Button type="primary" onClick={() => setAdding(true)}>{t('registers.add')}</Button></Space></div>
      <DataList columns={columns} rowKey={(register) => register.registerId} empty={t('registers.none')} list={{ rows: registers.data ?? [], loading: registers.isLoading, error: registers.error, retry: () => void registers.refetch() }} />
      {paper && <LetterheadDrawer onClose={() => setPaper(false)} />}
      {adding && <AddRegister storeId={storeId} onClose={() => setAdding(false)} />}
    </div>
  );
}

function AddRegister({ storeId, onClose }: { readonly storeId: number; readonly onClose: () => void }) {
  const { t } = useTranslation(['checkout', 'shell']);
  const queries = useQueryClient();
  const [form] = Form.useForm<{ code: string; name: string }>();
  const adding = useMutation({
    mutationFn: (register: { code: string; name: string }) => api.createRegister(storeId, register),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['registers', storeId] });
      onClose();
    },
  });
  const required = { required: true, message: t('shell:required') };
  return (
    <Modal open title={t('registers.add')} okText={t('shell:save')} confirmLoading={adding.isPending} onOk={form.submit} onCancel={onClose}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={adding.mutate}>
        <Form.Item name="code" label={t('registers.code')} rules={[required]}><Input autoFocus maxLength={10} /></Form.Item>
        <Form.Item name="name" label={t('registers.name')} rules={[required]}><Input maxLength={50} /></Form.Item>
        {adding.error && <Alert type="error" showIcon title={problemText(adding.error)} />}
      </Form>
    </Modal>
  );
}
