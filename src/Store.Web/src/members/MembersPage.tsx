import { useQuery } from '@tanstack/react-query';
import { Button, Input, Tag } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { useMay } from '../shell/session';
import { GroupsDrawer } from './GroupsDrawer';
import { ImportMembersDrawer } from './ImportMembersDrawer';
import { LevelsDrawer } from './LevelsDrawer';
import { MemberDrawer } from './MemberDrawer';
import type { Member } from './calls';

/** The chain's members, their levels and groups. */
export default function MembersPage() {
  const { t } = useTranslation(['members', 'shell']);
  const mayDo = useMay();
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const [opened, setOpened] = useState<number | 'new' | null>(null);
  const [drawer, setDrawer] = useState<'levels' | 'groups' | 'import' | null>(null);
  const members = useMore(['members', asked], (after) => api.listMembers(asked === '' ? undefined : asked, after, undefined));
  const levels = useQuery({ queryKey: ['levels'], queryFn: () => api.listLevels(), staleTime: 60_000 });
  const levelName = (levelId: number | null) => levels.data?.items.find((level) => level.levelId === levelId)?.name;
  const columns: Column<Member>[] = [
    { key: 'number', title: t('number'), render: (member) => member.number },
    { key: 'name', title: t('name'), phone: 'title', render: (member) => member.name },
    { key: 'level', title: t('level'), phone: 'aside', render: (member) => (member.levelId === null ? '–' : <Tag color="gold">{levelName(member.levelId) ?? '…'}</Tag>) },
  ];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('shell:pages.members')}</h1>
        {mayDo('members.manage-levels') && <Button onClick={() => setDrawer('levels')}>{t('levels.title')}</Button>}
        {mayDo('members.manage-levels') && <Button onClick={() => setDrawer('groups')}>{t('groups.title')}</Button>}
        {mayDo('members.import') && <Button onClick={() => setDrawer('import')}>{t('import.title')}</Button>}
        {mayDo('members.export') && <Button href="/api/members/members/export?format=xlsx">{t('export')}</Button>}
        {mayDo('members.manage') && <Button type="primary" onClick={() => setOpened('new')}>{t('add')}</Button>}
      </div>
      <div className="tools"><Input.Search allowClear placeholder={t('search')} value={text} onChange={(event) => setText(event.target.value)} style={{ maxWidth: 320 }} /></div>
      <DataList columns={columns} list={members} rowKey={(member) => member.memberId} onOpen={(member) => setOpened(member.memberId)} empty={t('none')} />
      {opened !== null && <MemberDrawer memberId={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
      {drawer === 'levels' && <LevelsDrawer onClose={() => setDrawer(null)} />}
      {drawer === 'import' && <ImportMembersDrawer onClose={() => setDrawer(null)} />}
      {drawer === 'groups' && <GroupsDrawer onClose={() => setDrawer(null)} />}
    </div>
  );
}
