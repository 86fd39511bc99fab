import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Drawer, Form, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { useSave } from '../shell/useSave';
import { type Role, everything } from './calls';
import { useNames } from './names';

/** The roles: named sets of permissions. */
export default function RolesPage() {
  const { t } = useTranslation(['access', 'shell']);
  const names = useNames();
  const [opened, setOpened] = useState<Role | 'new' | null>(null);
  const roles = useQuery({ queryKey: ['roles'], queryFn: () => api.listRoles() });
  const columns: Column<Role>[] = [
    { key: 'name', title: t('roles.name'), phone: 'title', render: (role) => names.role(role.name) },
    { key: 'permissions', title: t('roles.permissions'), render: (role) => <span style={{ whiteSpace: 'normal', display: 'inline-block', maxWidth: 820 }}>{role.permissions.map(names.permission).join(t('roles.separator'))}</span> },
  ];
  return (
    <div className="page">
      <div className="page-head"><h1>{t('shell:pages.roles')}</h1><Button type="primary" onClick={() => setOpened('new')}>{t('roles.add')}</Button></div>
      <DataList columns={columns} rowKey={(role) => role.roleId} onOpen={setOpened} list={{ rows: roles.data?.roles ?? [], loading: roles.isLoading, error: roles.error, retry: () => void roles.refetch() }} />
      {opened && <RoleDrawer role={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </div>
  );
}

interface Fields { name: string; permissions: string[] }

function RoleDrawer({ role, onClose }: { readonly role: Role | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'shell']);
  const names = useNames();
  const permissions = useQuery({ queryKey: ['permissions'], queryFn: () => api.listPermissions(), staleTime: Infinity });
  const saving = useSave(async ({ name, permissions: chosen }: Fields) => {
    if (role) await api.changeRole(role.roleId, { name, permissions: chosen, version: role.version });
    else await api.createRole({ name, permissions: chosen });
  }, [['roles'], ['me']], onClose);
  const required = { required: true, message: t('shell:required') };
  return (
    <Drawer open size={560} title={role ? names.role(role.name) : t('roles.add')} onClose={onClose}>
      {permissions.error ? <ProblemAlert error={permissions.error} retry={() => void permissions.refetch()} /> : !permissions.data ? <Skeleton active /> : (
        <Form<Fields> layout="vertical" requiredMark={false} initialValues={role ?? { permissions: [] }} onFinish={saving.mutate}>
          <Form.Item name="name" label={t('roles.name')} rules={[required]}><Input maxLength={50} /></Form.Item>
          <Form.Item name="permissions" label={t('roles.permissions')} rules={[required]}>
            <Checkbox.Group style={{ display: 'flex', flexDirection: 'column', gap: 10 }}>
              <Checkbox value={everything}>{t('everything')}</Checkbox>
              {permissions.data.permissions.map(({ permission, slices }) => (
                <Checkbox key={permission} value={permission}>
                  {names.permission(permission)} <small style={{ color: '#76828a' }} title={slices.map((slice) => slice.summary).join('\n')}>{permission}</small>
                </Checkbox>
              ))}
            </Checkbox.Group>
          </Form.Item>
          {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
          <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
        </Form>
      )}
    </Drawer>
  );
}
