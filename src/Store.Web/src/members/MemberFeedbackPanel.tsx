import { Descriptions, Rate, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { useTimeText } from '../shell/time';
import { useStoreNames } from '../shell/useNames';
import { FeedbackDrawer } from './FeedbackDrawer';
import { type Feedback, type MemberDetail, satisfactionText } from './calls';
import './members.css';

/** What a member has said about the stores, and how content they are. */
export function MemberFeedbackPanel({ member }: { readonly member: MemberDetail }) {
  const { t } = useTranslation(['members', 'shell']);
  const timeText = useTimeText();
  const storeNames = useStoreNames();
  const [opened, setOpened] = useState<Feedback | null>(null);
  const feedback = useMore(['feedback', 'member', member.memberId], (after) => api.listFeedback(undefined, member.memberId, undefined, undefined, after === undefined ? undefined : Number(after), undefined));
  const columns: Column<Feedback>[] = [
    { key: 'body', title: t('feedback.body'), phone: 'title', render: (row) => <span className="member-text">{row.body === '' ? '–' : row.body}</span> },
    { key: 'kind', title: t('feedback.kind'), phone: 'aside', render: (row) => <Tag {...(row.kind === 'Complaint' ? { color: 'red' } : {})}>{t(`feedback.kinds.${row.kind as 'Complaint'}`)}</Tag> },
    { key: 'score', title: t('feedback.score'), render: (row) => (row.score === null ? '–' : <Rate disabled value={row.score} style={{ fontSize: 14 }} />) },
    { key: 'store', title: t('shell:store'), render: (row) => storeNames([row.storeId]) },
    { key: 'at', title: t('feedback.at'), render: (row) => timeText(row.saidAt) },
    { key: 'state', title: t('feedback.state'), render: (row) => t(`feedback.states.${row.state as 'Open'}`) },
  ];
  return (
    <>
      <Descriptions size="small" column={{ xs: 1, sm: 3 }} style={{ marginBottom: 16 }} items={[
        { key: 'average', label: t('feedback.average'), children: satisfactionText(member.satisfaction.average) },
        { key: 'scores', label: t('feedback.scores'), children: member.satisfaction.scores },
        { key: 'open', label: t('feedback.open'), children: member.satisfaction.open },
      ]} />
      <DataList columns={columns} list={feedback} rowKey={(row) => row.feedbackId} onOpen={setOpened} empty={t('feedback.none')} />
      {opened !== null && <FeedbackDrawer feedback={opened} onClose={() => setOpened(null)} />}
    </>
  );
}
