import { Badge, Button, DatePicker, Rate, Segmented, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { ExportButton } from '../shell/ExportButton';
import { readAll, useMore } from '../shell/lists';
import { useMay } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useStoreNames } from '../shell/useNames';
import { FeedbackDrawer } from './FeedbackDrawer';
import { MemberLabel } from './MemberLabel';
import { RemindersPanel } from './RemindersPanel';
import { RepliesDrawer } from './RepliesDrawer';
import { UnreadMark } from './UnreadMark';
import { type Feedback, feedbackStates, satisfactionText } from './calls';
import './members.css';

const askEvery = 15_000;

/** What customers think of the stores, how content they are, and whom I wanted to come back to. */
export default function FeedbackPage() {
  const { t } = useTranslation(['members', 'shell']);
  return (
    <div className="page">
      <div className="page-head"><h1>{t('shell:pages.feedback')}</h1></div>
      <Tabs items={[
        { key: 'feedback', label: t('feedback.title'), children: <FeedbackList /> },
        { key: 'satisfaction', label: t('feedback.satisfaction'), children: <Satisfaction /> },
        { key: 'reminders', label: t('notes.reminders'), children: <RemindersPanel /> },
      ]} />
    </div>
  );
}

function FeedbackList() {
  const { t } = useTranslation(['members', 'shell']);
  const mayDo = useMay();
  const timeText = useTimeText();
  const storeNames = useStoreNames();
  const [state, setState] = useState<string>('Open');
  const [opened, setOpened] = useState<Feedback | 'new' | 'replies' | null>(null);
  const page = (after: string | undefined, limit?: number) => api.listFeedback(state === 'all' || state === 'unread' ? undefined : state, undefined, undefined, state === 'unread', after === undefined ? undefined : Number(after), limit);
  const feedback = useMore(['feedback', state], (after) => page(after), true, askEvery);
  const columns: Column<Feedback>[] = [
    { key: 'body', title: t('feedback.body'), phone: 'title', render: (row) => <span className="member-text">{row.unread > 0 && <Badge count={row.unread} size="small" title={t('talk.unreadCount', { count: row.unread })} style={{ marginInlineEnd: 8 }} />}{row.body === '' ? '–' : row.body}</span> },
    { key: 'kind', title: t('feedback.kind'), phone: 'aside', render: (row) => <Tag {...(row.kind === 'Complaint' ? { color: 'red' } : {})}>{t(`feedback.kinds.${row.kind as 'Complaint'}`)}</Tag> },
    { key: 'score', title: t('feedback.score'), render: (row) => (row.score === null ? '–' : <Rate disabled value={row.score} style={{ fontSize: 14 }} />) },
    { key: 'member', title: t('feedback.member'), render: (row) => (row.memberId === null ? '–' : <span className="member-cell"><MemberLabel number={row.memberNumber} name={row.memberName} />{row.levelName !== null && <Tag color="gold">{row.levelName}</Tag>}</span>) },
    { key: 'store', title: t('shell:store'), render: (row) => storeNames([row.storeId]) },
    { key: 'at', title: t('feedback.at'), render: (row) => timeText(row.saidAt) },
    { key: 'state', title: t('feedback.state'), render: (row) => t(`feedback.states.${row.state as 'Open'}`) },
  ];
  return (
    <>
      <div className="tools">
        <Segmented value={state} onChange={setState} style={{ maxWidth: '100%', overflowX: 'auto' }} options={[...feedbackStates.map((one) => ({ value: one, label: t(`feedback.states.${one}`) })), { value: 'unread', label: <>{t('talk.unread')}<UnreadMark /></> }, { value: 'all', label: t('shell:all') }]} />
        {mayDo('members.register') && <Button type="primary" onClick={() => setOpened('new')}>{t('feedback.add')}</Button>}
        {mayDo('members.manage-replies') && <Button onClick={() => setOpened('replies')}>{t('replies.titleOfAll')}</Button>}
        {feedback.rows.length > 0 && (
          <ExportButton<Feedback> name={t('feedback.title')} rows={() => readAll((after) => page(after, 500))} columns={[
            [t('feedback.at'), (row) => timeText(row.saidAt)], [t('shell:store'), (row) => storeNames([row.storeId])], [t('feedback.kind'), (row) => t(`feedback.kinds.${row.kind as 'Complaint'}`)],
            [t('feedback.score'), (row) => row.score ?? ''], [t('feedback.body'), (row) => row.body], [t('feedback.member'), (row) => row.memberName],
            [t('feedback.state'), (row) => t(`feedback.states.${row.state as 'Open'}`)], [t('feedback.answer'), (row) => row.answer],
          ]} />
        )}
      </div>
      <DataList columns={columns} list={feedback} rowKey={(row) => row.feedbackId} onOpen={setOpened} empty={t('feedback.none')} />
      {opened === 'replies' && <RepliesDrawer onClose={() => setOpened(null)} />}
      {opened !== null && opened !== 'replies' && <FeedbackDrawer feedback={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
    </>
  );
}

function Satisfaction() {
  const { t } = useTranslation(['members', 'shell']);
  const storeNames = useStoreNames();
  const [days, setDays] = useState<readonly [string, string] | null>(null);
  const stores = useMore(['satisfaction', ...(days ?? [])], (after) => api.getSatisfaction(days?.[0], days?.[1], after === undefined ? undefined : Number(after), undefined));
  return (
    <>
      <div className="tools">
        <DatePicker.RangePicker aria-label={t('feedback.days')} placeholder={[t('shell:from'), t('shell:to')]}
          onChange={(chosen) => setDays(chosen?.[0] && chosen[1] ? [chosen[0].format('YYYY-MM-DD'), chosen[1].format('YYYY-MM-DD')] : null)} />
      </div>
      <DataList rowKey={(row) => row.storeId} empty={t('feedback.none')} list={stores} columns={[
        { key: 'store', title: t('shell:store'), phone: 'title', render: (row) => storeNames([row.storeId]) },
        { key: 'average', title: t('feedback.average'), align: 'right', phone: 'aside', render: (row) => satisfactionText(row.average) },
        { key: 'scores', title: t('feedback.scores'), align: 'right', render: (row) => row.scores },
        { key: 'complaints', title: t('feedback.complaints'), align: 'right', render: (row) => row.complaints },
        { key: 'open', title: t('feedback.open'), align: 'right', render: (row) => row.open },
      ]} />
    </>
  );
}
