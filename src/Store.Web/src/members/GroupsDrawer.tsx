import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Switch, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { useSave } from '../shell/useSave';
import type { Group } from './calls';

interface Fields { name: string; hiddenFromCashiers: boolean }

/** The groups of customers; choose one to change it. */
export function GroupsDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  const [chosen, setChosen] = useState<Group | null>(null);
  const groups = useQuery({ queryKey: ['groups'], queryFn: () => api.listGroups() });
  const columns: Column<Group>[] = [
    { key: 'name', title: t('groups.name'), phone: 'title', render: (group) => group.name },
    { key: 'hidden', title: t('groups.hidden'), phone: 'aside', render: (group) => (group.hiddenFromCashiers ? <Tag>{t('groups.hidden')}</Tag> : '–') },
  ];
  return (
    <Drawer open size={480} title={t('groups.title')} onClose={onClose}>
      <GroupForm key={chosen ? `${chosen.groupId} ${chosen.version}` : 'new'} group={chosen} onSaved={() => setChosen(null)} />
      <DataList columns={columns} rowKey={(group) => group.groupId} onOpen={setChosen} empty={t('groups.none')}
        list={{ rows: groups.data?.items ?? [], loading: groups.isLoading, error: groups.error, retry: () => void groups.refetch() }} />
    </Drawer>
  );
}

function GroupForm({ group, onSaved }: { readonly group: Group | null; readonly onSaved: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  const [form] = Form.useForm<Fields>();
  const saving = useSave(async (fields: Fields) => {
    await (group ? api.changeGroup(group.groupId, { ...fields, version: group.version }) : api.createGroup(fields));
  }, [['groups']], () => {
    form.resetFields();
    onSaved();
  });
  return (
    <Form<Fields> name="group" form={form} layout="vertical" requiredMark={false} initialValues={group ?? { hiddenFromCashiers: false }} onFinish={saving.mutate} style={{ marginBottom: 20 }}>
      <Form.Item name="name" label={group ? t('groups.change', { name: group.name }) : t('groups.add')} rules={[{ required: true, message: t('shell:required') }]}><Input maxLength={50} autoFocus /></Form.Item>
      <Form.Item name="hiddenFromCashiers" label={t('groups.hidden')} extra={t('groups.hiddenHint')} valuePropName="checked"><Switch /></Form.Item>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
      {group && <Button type="link" onClick={onSaved}>{t('shell:cancel')}</Button>}
    </Form>
  );
}
