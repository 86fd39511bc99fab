import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Drawer } from '../shell/Drawer';
import { useMore } from '../shell/lists';
import { SessionList } from './SessionList';

/** Where one is signed in oneself. */
export function MySessionsDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('access');
  const sessions = useMore(['sessions', 'mine'], (after) => api.listMySessions(after === undefined ? undefined : Number(after), undefined));
  return <Drawer open size={860} title={t('sessions.mine')} onClose={onClose}><SessionList sessions={sessions} withUser={false} end={(sessionId) => api.endMySession(sessionId)} /></Drawer>;
}
