import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Divider, Form, Input, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { useSession } from '../shell/session';
import { useSave } from '../shell/useSave';
import { TillAccess } from './TillAccess';
import { type Role, type RoleGrant, type User, wholeChain } from './calls';
import { useNames } from './names';
import { passwordRules } from './passwords';

interface Fields { userName: string; displayName: string; password: string; active: boolean; grants: RoleGrant[] }

/** Makes an account or changes it: name, roles per store, whether it is active, a new password. */
export function UserDrawer({ user, roles, onClose }: { readonly user: User | null; readonly roles: readonly Role[]; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'shell']);
  const { stores } = useSession();
  const names = useNames();
  const saving = useSave(async ({ userName, displayName, password, active, grants }: Fields) => {
    if (user) await api.changeUser(user.userId, { displayName, active, grants, version: user.version });
    else await api.createUser({ userName, displayName, password, grants });
  }, [['users'], ['me']], onClose);
  const required = { required: true, message: t('shell:required') };
  const roleOptions = roles.map((role) => ({ value: role.roleId, label: names.role(role.name) }));
  const storeOptions = [{ value: wholeChain, label: t('shell:wholeChain') }, ...stores.map((store) => ({ value: store.storeId, label: store.name }))];
  const first: Partial<Fields> = user ? { ...user } : { active: true, grants: [{ roleId: undefined as unknown as number, storeId: stores[0]?.storeId ?? wholeChain }] };
  return (
    <Drawer open size={520} title={user ? user.displayName : t('users.add')} onClose={onClose}>
      <Form<Fields> layout="vertical" requiredMark={false} initialValues={first} onFinish={saving.mutate}>
        <Form.Item name="userName" label={t('userName')} rules={[required]}><Input disabled={user !== null} maxLength={50} autoComplete="off" autoCapitalize="none" /></Form.Item>
        <Form.Item name="displayName" label={t('displayName')} rules={[required]}><Input maxLength={100} autoComplete="off" /></Form.Item>
        {!user && <Form.Item name="password" label={t('password')} rules={passwordRules(t)}><Input.Password autoComplete="new-password" /></Form.Item>}
        {user && <Form.Item name="active" label={t('users.active')} valuePropName="checked"><Switch /></Form.Item>}
        <Form.List name="grants">
          {(fields, { add, remove }) => (
            <Form.Item label={t('users.grants')} extra={t('users.grantsHint')}>
              {fields.map(({ key, name }) => (
                <div key={key} style={{ display: 'flex', gap: 8, marginBottom: 8 }}>
                  <Form.Item noStyle name={[name, 'roleId']} rules={[required]}><Select placeholder={t('users.role')} options={roleOptions} style={{ flex: 1 }} /></Form.Item>
                  <Form.Item noStyle name={[name, 'storeId']} rules={[required]}><Select options={storeOptions} style={{ flex: 1 }} /></Form.Item>
                  <Button type="text" icon={<DeleteOutlined />} aria-label={t('users.removeGrant')} onClick={() => remove(name)} />
                </div>
              ))}
              <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ storeId: stores[0]?.storeId ?? wholeChain })}>{t('users.addGrant')}</Button>
            </Form.Item>
          )}
        </Form.List>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
        <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
      </Form>
      {user && <NewPassword user={user} />}
      {user && <TillAccess user={user} />}
    </Drawer>
  );
}

function NewPassword({ user }: { readonly user: User }) {
  const { t } = useTranslation(['access', 'shell']);
  const [form] = Form.useForm<{ password: string }>();
  const saving = useSave(({ password }: { password: string }) => api.setPassword(user.userId, { password }), [['users']], () => form.resetFields());
  return (
    <>
      <Divider />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={saving.mutate}>
        <Form.Item name="password" label={t('newPassword')} extra={t('users.passwordHint')} rules={passwordRules(t)}><Input.Password autoComplete="new-password" /></Form.Item>
        {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
        <Button htmlType="submit" loading={saving.isPending}>{t('users.setPassword')}</Button>
      </Form>
    </>
  );
}
