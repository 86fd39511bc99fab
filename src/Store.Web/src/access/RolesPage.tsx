import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Divider, Form, Input, InputNumber, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { useSave } from '../shell/useSave';
import { LimitValue } from './LimitValue';
import { isPercent } from './approving';
import { type Role, everything } from './calls';
import { type LimitFields, fieldsOfLimits, limitsOfFields } from './limits';
import { useNames } from './names';

/** The roles: named sets of permissions, and how far they go. */
export default function RolesPage() {
  const { t } = useTranslation(['access', 'shell']);
  const names = useNames();
  const [opened, setOpened] = useState<Role | 'new' | null>(null);
  const roles = useQuery({ queryKey: ['roles'], queryFn: () => api.listRoles() });
  const columns: Column<Role>[] = [
    { key: 'name', title: t('roles.name'), phone: 'title', render: (role) => names.role(role.name) },
    { key: 'permissions', title: t('roles.permissions'), render: (role) => <span style={{ whiteSpace: 'normal', display: 'inline-block', maxWidth: 560 }}>{role.permissions.map(names.permission).join(t('roles.separator'))}</span> },
    { key: 'limits', title: t('roles.limits'), render: (role) => <RoleLimits role={role} /> },
  ];
  return (
    <div className="page">
      <div className="page-head"><h1>{t('shell:pages.roles')}</h1><Button type="primary" onClick={() => setOpened('new')}>{t('roles.add')}</Button></div>
      <DataList columns={columns} rowKey={(role) => role.roleId} onOpen={setOpened} list={{ rows: roles.data?.roles ?? [], loading: roles.isLoading, error: roles.error, retry: () => void roles.refetch() }} />
      {opened && <RoleDrawer role={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </div>
  );
}

function RoleLimits({ role }: { readonly role: Role }) {
  const { t } = useTranslation('access');
  const names = useNames();
  if (role.permissions.includes(everything)) return <>{t('roles.unlimited')}</>;
  const limits = role.limits.filter(({ value }) => value > 0);
  if (limits.length === 0) return '–';
  return <>{limits.map(({ limit, value }) => <div key={limit}>{names.limit(limit)} <LimitValue limit={limit} value={value} /></div>)}</>;
}

interface Fields { name: string; permissions: string[]; limits: LimitFields }

function RoleDrawer({ role, onClose }: { readonly role: Role | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'shell']);
  const names = useNames();
  const permissions = useQuery({ queryKey: ['permissions'], queryFn: () => api.listPermissions(), staleTime: Infinity });
  const saving = useSave(async ({ name, permissions: chosen, limits: typed }: Fields) => {
    const fields = { name, permissions: chosen, limits: limitsOfFields(permissions.data?.limits ?? [], typed) };
    if (role) await api.changeRole(role.roleId, { ...fields, version: role.version });
    else await api.createRole(fields);
  }, [['roles'], ['me']], onClose);
  const [form] = Form.useForm<Fields>();
  const chosenNow = Form.useWatch((values: Partial<Fields>) => values.permissions, form);
  const unlimited = (chosenNow ?? role?.permissions ?? []).includes(everything);
  const required = { required: true, message: t('shell:required') };
  return (
    <Drawer open size={560} title={role ? names.role(role.name) : t('roles.add')} onClose={onClose}>
      {permissions.error ? <ProblemAlert error={permissions.error} retry={() => void permissions.refetch()} /> : !permissions.data ? <Skeleton active /> : (
        <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ name: role?.name, permissions: role?.permissions ?? [], limits: fieldsOfLimits(role?.limits ?? []) }} onFinish={saving.mutate}>
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
          <Divider titlePlacement="start">{t('roles.limits')}</Divider>
          {unlimited ? <Alert type="info" title={t('roles.unlimited')} style={{ marginBottom: 16 }} /> : (
            <>
              <p style={{ color: '#5b6770', marginTop: 0 }}>{t('roles.limitsHint')}</p>
              <div className="form-grid">
                {permissions.data.limits.map((limit) => (
                  <Form.Item key={limit} name={['limits', limit]} label={names.limit(limit)}>
                    <InputNumber<number> min={0} max={isPercent(limit) ? 100 : 1_000_000_000} precision={2} controls={false} placeholder="0" suffix={isPercent(limit) ? '%' : null} style={{ width: '100%' }} />
                  </Form.Item>
                ))}
              </div>
            </>
          )}
          {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
          <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
        </Form>
      )}
    </Drawer>
  );
}
