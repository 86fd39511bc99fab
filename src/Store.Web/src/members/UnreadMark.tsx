import { useQuery } from '@tanstack/react-query';
import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';

const askEvery = 30_000;

/** In how many conversations members have written what no one of the staff has read, beside the menu's word for them; nothing where there is none. */
export function UnreadMark() {
  const { t } = useTranslation('members');
  const count = useQuery({ queryKey: ['feedback', 'unread'], queryFn: () => api.countUnreadFeedback(), refetchInterval: askEvery }).data?.conversations ?? 0;
  return <Badge count={count} size="small" title={t('talk.unreadCount', { count })} style={{ marginInlineStart: 8 }} />;
}
