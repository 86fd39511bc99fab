import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, DatePicker, Form, Input, Select, Tag, Typography } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { Modal } from '../shell/Modal';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { useSession } from '../shell/session';
import { useTimeText } from '../shell/time';
import type { ApiKey } from './calls';
import { useNames } from './names';

/** The keys with which programs use the API. */
export default function ApiKeysPage() {
  const { t } = useTranslation(['access', 'shell']);
  const { stores, store } = useSession();
  const timeText = useTimeText(store?.timeZone);
  const names = useNames();
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const keys = useMore(['api-keys'], (after) => api.listApiKeys(after === undefined ? undefined : Number(after), undefined));
  const revoke = (key: ApiKey) => modal.confirm({
    title: t('apiKeys.revokeQuestion', { name: key.name }), content: t('apiKeys.revokeHint'), okText: t('apiKeys.revoke'), okButtonProps: { danger: true },
    onOk: async () => {
      try {
        await api.revokeApiKey(key.apiKeyId);
        await queries.invalidateQueries({ queryKey: ['api-keys'] });
      } catch (error) {
        message.error(problemText(error));
      }
    },
  });
  const state = (key: ApiKey) => {
    if (key.revokedAt) return <Tag>{t('apiKeys.revoked')}</Tag>;
    return key.expiresAt && dayjs(key.expiresAt).isBefore(dayjs()) ? <Tag>{t('apiKeys.expired')}</Tag> : <Tag color="green">{t('apiKeys.valid')}</Tag>;
  };
  const columns: Column<ApiKey>[] = [
    { key: 'name', title: t('apiKeys.name'), phone: 'title', render: (key) => key.name },
    { key: 'stores', title: t('apiKeys.stores'), render: (key) => key.storeIds.map((storeId) => stores.find((each) => each.storeId === storeId)?.name ?? storeId).join(t('roles.separator')) },
    { key: 'scopes', title: t('apiKeys.scopes'), render: (key) => key.scopes.map(names.permission).join(t('roles.separator')) },
    { key: 'made', title: t('apiKeys.made'), render: (key) => `${key.createdByName} · ${timeText(key.createdAt)}` },
    { key: 'expires', title: t('apiKeys.expires'), render: (key) => (key.expiresAt ? timeText(key.expiresAt) : t('apiKeys.never')) },
    { key: 'state', title: t('apiKeys.state'), phone: 'aside', render: state },
    { key: 'revoke', title: '', render: (key) => !key.revokedAt && <Button size="small" danger onClick={() => revoke(key)}>{t('apiKeys.revoke')}</Button> },
  ];
  return (
    <div className="page">
      <div className="page-head"><h1>{t('shell:pages.apiKeys')}</h1><Button type="primary" onClick={() => setAdding(true)}>{t('apiKeys.add')}</Button></div>
      <DataList columns={columns} list={keys} rowKey={(key) => key.apiKeyId} empty={t('apiKeys.none')} />
      {adding && <AddKey onClose={() => setAdding(false)} />}
    </div>
  );
}

interface Fields { name: string; storeIds: number[]; scopes: string[]; expiresAt: Dayjs | null }

function AddKey({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'shell']);
  const { stores } = useSession();
  const names = useNames();
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const permissions = useQuery({ queryKey: ['permissions'], queryFn: () => api.listPermissions(), staleTime: Infinity });
  const making = useMutation({
    mutationFn: ({ expiresAt, ...rest }: Fields) => api.createApiKey({ ...rest, expiresAt: expiresAt?.endOf('day').toISOString() ?? null }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  const required = { required: true, message: t('shell:required') };
  if (making.data) {
    return (
      <Modal open title={t('apiKeys.madeTitle')} onOk={onClose} onCancel={onClose} mask={{ closable: false }} okText={t('apiKeys.copied')} cancelButtonProps={{ style: { display: 'none' } }}>
        <Alert type="warning" showIcon title={t('apiKeys.shownOnce')} style={{ marginBottom: 12 }} />
        <Typography.Paragraph copyable code style={{ overflowWrap: 'anywhere' }}>{making.data.key}</Typography.Paragraph>
      </Modal>
    );
  }
  return (
    <Modal open title={t('apiKeys.add')} okText={t('apiKeys.make')} confirmLoading={making.isPending} onOk={form.submit} onCancel={onClose}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={making.mutate} initialValues={{ storeIds: stores.map((store) => store.storeId), scopes: [], expiresAt: null }}>
        <Form.Item name="name" label={t('apiKeys.name')} extra={t('apiKeys.nameHint')} rules={[required]}><Input autoFocus maxLength={100} /></Form.Item>
        <Form.Item name="storeIds" label={t('apiKeys.stores')} rules={[required]}><Select mode="multiple" options={stores.map((store) => ({ value: store.storeId, label: store.name }))} /></Form.Item>
        <Form.Item name="scopes" label={t('apiKeys.scopes')} rules={[required]}>
          <Select mode="multiple" loading={permissions.isLoading} options={permissions.data?.permissions.map(({ permission }) => ({ value: permission, label: names.permission(permission) })) ?? []} />
        </Form.Item>
        <Form.Item name="expiresAt" label={t('apiKeys.expires')}><DatePicker placeholder={t('apiKeys.never')} minDate={dayjs()} style={{ width: '100%' }} /></Form.Item>
        {making.error && <Alert type="error" showIcon title={problemText(making.error)} />}
      </Form>
    </Modal>
  );
}
