import { useQuery } from '@tanstack/react-query';
import { Button, Input, Tag } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { useSession } from '../shell/session';
import { UserDrawer } from './UserDrawer';
import { type User, wholeChain } from './calls';
import { useNames } from './names';

/** The accounts of the staff. */
export default function UsersPage() {
  const { t } = useTranslation(['access', 'shell']);
  const { stores } = useSession();
  const names = useNames();
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const [opened, setOpened] = useState<User | 'new' | null>(null);
  const users = useMore(['users', asked], (after) => api.listUsers(asked === '' ? undefined : asked, after, undefined));
  const roles = useQuery({ queryKey: ['roles'], queryFn: () => api.listRoles() });
  const roleName = (roleId: number) => names.role(roles.data?.roles.find((role) => role.roleId === roleId)?.name ?? '…');
  const storeName = (storeId: number) => (storeId === wholeChain ? t('shell:wholeChain') : stores.find((store) => store.storeId === storeId)?.name ?? storeId);
  const columns: Column<User>[] = [
    { key: 'name', title: t('displayName'), phone: 'title', render: (user) => user.displayName },
    { key: 'userName', title: t('userName'), render: (user) => user.userName },
    { key: 'grants', title: t('users.grants'), render: (user) => user.grants.map((grant) => <Tag key={`${grant.roleId} ${grant.storeId}`}>{roleName(grant.roleId)} · {storeName(grant.storeId)}</Tag>) },
    {
      key: 'till', title: t('users.till'),
      render: (user) => <>{user.hasPin && <Tag>{t('approval.pin')}</Tag>}{user.badgeIssuedAt && <Tag>{t('approval.badge')}</Tag>}{!user.hasPin && !user.badgeIssuedAt && '–'}</>,
    },
    { key: 'state', title: t('users.state'), phone: 'aside', render: (user) => (!user.active ? <Tag>{t('users.inactive')}</Tag> : user.lockedUntil ? <Tag color="orange">{t('users.locked')}</Tag> : <Tag color="green">{t('users.active')}</Tag>) },
  ];
  return (
    <div className="page">
      <div className="page-head"><h1>{t('shell:pages.users')}</h1><Button type="primary" onClick={() => setOpened('new')}>{t('users.add')}</Button></div>
      <div className="tools"><Input.Search allowClear placeholder={t('users.search')} value={text} onChange={(event) => setText(event.target.value)} style={{ maxWidth: 320 }} /></div>
      <DataList columns={columns} list={users} rowKey={(user) => user.userId} onOpen={setOpened} />
      {opened && <UserDrawer user={opened === 'new' ? null : opened} roles={roles.data?.roles ?? []} onClose={() => setOpened(null)} />}
    </div>
  );
}
