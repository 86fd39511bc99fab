import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { useMore } from '../shell/lists';
import { SessionList } from './SessionList';

/** Who is signed in where; for those who manage users. */
export default function SessionsPage() {
  const { t } = useTranslation(['access', 'shell']);
  const [userId, setUserId] = useState<number | undefined>(undefined);
  const [text, setText] = useState('');
  const users = useQuery({ queryKey: ['users', 'choice', text], queryFn: () => api.listUsers(text === '' ? undefined : text, undefined, 20) });
  const sessions = useMore(['sessions', 'all', userId], (after) => api.listSessions(userId, after === undefined ? undefined : Number(after), undefined));
  return (
    <div className="page">
      <div className="page-head"><h1>{t('shell:pages.sessions')}</h1></div>
      <div className="tools">
        <Select
          allowClear placeholder={t('sessions.all')} value={userId} onChange={setUserId} style={{ minWidth: 220 }} showSearch={{ filterOption: false, onSearch: setText }}
          options={users.data?.items.map((user) => ({ value: user.userId, label: `${user.displayName} · ${user.userName}` })) ?? []}
        />
      </div>
      <SessionList sessions={sessions} withUser end={(sessionId) => api.endSession(sessionId)} />
    </div>
  );
}
