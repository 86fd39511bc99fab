import { useQuery } from '@tanstack/react-query';
import { Button, Input, Tag } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Amount } from '../shell/Amount';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { toMinor } from '../shell/money';
import { useMay } from '../shell/session';
import { useStoreNames } from '../shell/useNames';
import { GroupsDrawer } from './GroupsDrawer';
import { ImportMembersDrawer } from './ImportMembersDrawer';
import { LevelsDrawer } from './LevelsDrawer';
import { MemberDrawer } from './MemberDrawer';
import { MemberLabel } from './MemberLabel';
import type { Member } from './calls';
import './members.css';

/** The chain's members, their levels and groups. */
export default function MembersPage() {
  const { t } = useTranslation(['members', 'shell']);
  const mayDo = useMay();
  const storeNames = useStoreNames();
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const [opened, setOpened] = useState<number | 'new' | null>(null);
  const [drawer, setDrawer] = useState<'levels' | 'groups' | 'import' | null>(null);
  const members = useMore(['members', asked], (after) => (asked === '' ? api.listMembers(undefined, after, undefined) : api.searchMembers({ text: asked, after: after ?? null })));
  const levels = useQuery({ queryKey: ['levels'], queryFn: () => api.listLevels(), staleTime: 60_000 });
  const levelName = (levelId: number | null) => levels.data?.items.find((level) => level.levelId === levelId)?.name;
  const columns: Column<Member>[] = [
    { key: 'member', title: t('member'), phone: 'title', render: (member) => <MemberLabel number={member.number} name={member.name} /> },
    { key: 'level', title: t('level'), phone: 'aside', render: (member) => (member.levelId === null ? '–' : <Tag color="gold">{levelName(member.levelId) ?? '…'}</Tag>) },
    { key: 'phone', title: t('contact.phone'), render: (member) => member.phone ?? '–' },
    { key: 'home', title: t('profile.homeStore'), render: (member) => (member.homeStoreId === null ? '–' : <span className="member-home">{storeNames([member.homeStoreId])}</span>) },
    { key: 'last', title: t('lastVisit'), render: (member) => member.lastVisit ?? '–' },
    { key: 'spent', title: t('purchases.spent'), align: 'right', render: (member) => <Amount minor={toMinor(member.spent)} /> },
    ...(mayDo('loyalty.view-points') ? [{ key: 'points', title: t('shell:pages.points'), align: 'right' as const, render: (member: Member) => member.points ?? 0 }] : []),
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
      <div className="tools"><Input.Search allowClear placeholder={t('search')} value={text} onChange={(event) => setText(event.target.value)} style={{ maxWidth: 440 }} /></div>
      <DataList columns={columns} list={members} rowKey={(member) => member.memberId} onOpen={(member) => setOpened(member.memberId)} empty={t('none')} />
      {opened !== null && <MemberDrawer memberId={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
      {drawer === 'levels' && <LevelsDrawer onClose={() => setDrawer(null)} />}
      {drawer === 'import' && <ImportMembersDrawer onClose={() => setDrawer(null)} />}
      {drawer === 'groups' && <GroupsDrawer onClose={() => setDrawer(null)} />}
    </div>
  );
}
