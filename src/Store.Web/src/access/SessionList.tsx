import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SessionItem } from '../api/client';
import { type Column, DataList } from '../shell/DataList';
import { problemText } from '../shell/ProblemAlert';
import type { MoreRows } from '../shell/lists';
import { useSession } from '../shell/session';
import { useTimeText } from '../shell/time';

interface Props {
  readonly sessions: MoreRows<SessionItem>;
  readonly withUser: boolean;
  readonly end: (sessionId: number) => Promise<unknown>;
}

/** Places where people are signed in, each to be ended. */
export function SessionList({ sessions, withUser, end }: Props) {
  const { t } = useTranslation(['access', 'shell']);
  const { store } = useSession();
  const timeText = useTimeText(store?.timeZone);
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const ask = (session: SessionItem) => modal.confirm({
    title: t('sessions.endQuestion'), content: t('sessions.endHint'), okText: t('sessions.end'), okButtonProps: { danger: true },
    onOk: async () => {
      try {
        await end(session.sessionId);
        message.success(t('sessions.ended'));
      } catch (error) {
        message.error(problemText(error));
      }
      await queries.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  const device = (session: SessionItem) => session.device || t('sessions.unknownDevice');
  const columns: Column<SessionItem>[] = [
    ...(withUser ? [{ key: 'user', title: t('sessions.user'), phone: 'title' as const, render: (session: SessionItem) => session.name }] : []),
    { key: 'device', title: t('sessions.device'), phone: withUser ? 'detail' : 'title', render: (session) => <>{device(session)} {session.current && <Tag color="green">{t('sessions.current')}</Tag>}</> },
    { key: 'kind', title: t('sessions.kind'), render: (session) => t(`sessions.kinds.${session.kind}`) },
    { key: 'address', title: t('sessions.address'), render: (session) => session.address },
    { key: 'since', title: t('sessions.since'), render: (session) => timeText(session.createdAt) },
    { key: 'seen', title: t('sessions.lastSeen'), render: (session) => timeText(session.lastSeenAt) },
    { key: 'end', title: '', phone: 'aside', render: (session) => !session.current && <Button size="small" danger onClick={() => ask(session)}>{t('sessions.end')}</Button> },
  ];
  return <DataList columns={columns} list={sessions} rowKey={(session) => session.sessionId} />;
}
