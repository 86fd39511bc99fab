import { ThunderboltOutlined } from '@ant-design/icons';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Dropdown, Form, Input, Rate, Select, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { GetFeedbackResult } from '../api/client';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { useMay, useSession, useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useSave } from '../shell/useSave';
import { MemberCell } from './MemberCell';
import { Talk } from './Talk';
import { type Feedback, feedbackKinds } from './calls';
import { useMemberFile } from './useMemberFile';

/** What a customer said and how the conversation goes on, or something new to be written down. */
export function FeedbackDrawer({ feedback, onClose }: { readonly feedback: Feedback | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  return (
    <Drawer open size={520} title={feedback ? t(`feedback.kinds.${feedback.kind as 'Complaint'}`) : t('feedback.add')} onClose={onClose}>
      {feedback ? <Conversation said={feedback} /> : <NewFeedback onClose={onClose} />}
    </Drawer>
  );
}

interface Said { kind: string; score?: number; text?: string; storeId: number; member?: string }

function NewFeedback({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  const { stores } = useSession();
  const { storeId } = useStore();
  const saving = useSave(async ({ kind, score, text, storeId: about, member }: Said) => {
    const memberId = member === undefined || member.trim() === '' ? null : (await api.lookUpMember({ code: member.trim() })).memberId;
    return api.recordFeedback(about, { kind, score: score === undefined || score === 0 ? null : score, text: text ?? '', memberId });
  }, [['feedback'], ['satisfaction'], ['member']], onClose);
  return (
    <Form<Said> name="feedback" layout="vertical" requiredMark={false} initialValues={{ kind: 'Complaint', storeId }} onFinish={saving.mutate}>
      <Form.Item name="kind" label={t('feedback.kind')}><Select options={feedbackKinds.map((kind) => ({ value: kind, label: t(`feedback.kinds.${kind}`) }))} /></Form.Item>
      <Form.Item name="storeId" label={t('shell:store')}><Select options={stores.map((store) => ({ value: store.storeId, label: store.name }))} /></Form.Item>
      <Form.Item name="member" label={t('feedback.member')} extra={t('feedback.memberHint')}><Input maxLength={60} autoComplete="off" autoFocus /></Form.Item>
      <Form.Item name="score" label={t('feedback.score')}><Rate /></Form.Item>
      <Form.Item name="text" label={t('feedback.body')} rules={[({ getFieldValue }) => ({ required: !getFieldValue('score'), whitespace: true, message: t('shell:required') })]}><Input.TextArea maxLength={1000} autoSize={{ minRows: 3 }} /></Form.Item>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
    </Form>
  );
}

const changes = [['feedback'], ['satisfaction'], ['member']];

/** The conversation with a customer as it goes on, and whether it is in hand or closed. */
function Conversation({ said }: { readonly said: Feedback }) {
  const { t } = useTranslation(['members', 'shell']);
  const may = useMay()('members.manage');
  const timeText = useTimeText();
  const { openFile, file } = useMemberFile();
  const { feedbackId } = said;
  // How it stands comes with the newest messages, which the talk asks for again and again.
  const queries = useQueryClient();
  const standing = ['standing-feedback', feedbackId];
  const asked = useQuery<GetFeedbackResult>({ queryKey: standing, queryFn: skipToken });
  const fetchPage = async (after: string | undefined) => {
    if (after !== undefined) return api.listFeedbackMessages(feedbackId, Number(after), undefined);
    const now = await api.getFeedback(feedbackId);
    queries.setQueryData(standing, now);
    return now.latest;
  };
  const feedback = asked.data?.feedback ?? said;
  const note = asked.data?.note ?? '';
  const moving = useSave((state: string) => api.answerFeedback(feedbackId, { state, answer: feedback.answer, version: feedback.version }), changes, () => undefined);
  const states = feedback.state === 'Closed' || feedback.state === 'Open' ? ['InHand'] as const : [] as const;
  const moves = [...states, ...(feedback.state === 'Closed' ? [] : ['Closed' as const])];
  return (
    <>
      <Descriptions size="small" column={1} style={{ marginBottom: 12 }} items={[
        { key: 'member', label: t('feedback.member'), children: feedback.memberId === null ? '–' : <MemberCell memberId={feedback.memberId} number={feedback.memberNumber} name={feedback.memberName} level={feedback.levelName} onOpen={openFile} /> },
        ...(feedback.score === null ? [] : [{ key: 'score', label: t('feedback.score'), children: <Rate disabled value={feedback.score} style={{ fontSize: 14 }} /> }]),
        { key: 'at', label: t('feedback.at'), children: `${timeText(feedback.saidAt)} · ${feedback.takenByName === '' ? t('feedback.onPage') : feedback.takenByName}` },
        {
          key: 'state', label: t('feedback.state'), children: (
            <Space wrap>
              {t(`feedback.states.${feedback.state as 'Open'}`)}
              {may && moves.map((state) => <Button key={state} size="small" disabled={!asked.data} loading={moving.isPending && moving.variables === state} onClick={() => moving.mutate(state)}>{t(`feedback.moves.${state}`)}</Button>)}
            </Space>
          ),
        },
        ...(feedback.answeredAt === null ? [] : [{ key: 'answered', label: t('feedback.answeredBy'), children: `${feedback.answeredByName} · ${timeText(feedback.answeredAt)}` }]),
        ...(note === '' ? [] : [{ key: 'note', label: t('talk.note'), children: <span className="member-text">{note}</span> }]),
      ]} />
      {moving.error && <Alert type="error" showIcon title={problemText(moving.error)} style={{ marginBottom: 16 }} />}
      {feedback.memberId === null && <Alert type="info" title={t('talk.noPage')} style={{ marginBottom: 12 }} />}
      <Talk
        side="Staff" queryKey={['feedback', 'messages', feedbackId]} changes={changes} fetchPage={fetchPage}
        unread={asked.data?.feedback.unread ?? 0} memberName={feedback.memberName === '' ? t('feedback.member') : feedback.memberName} first={{ body: feedback.body, saidAt: feedback.saidAt }} time={timeText}
        send={may ? (messageUuid, text) => api.sendFeedbackMessage(feedbackId, { messageUuid, text }) : undefined}
        read={may ? (upTo) => api.readFeedback(feedbackId, { upTo }) : undefined}
        help={(insert) => <ReplyHelp fittingIds={asked.data?.fittingReplyIds ?? []} insert={insert} />}
      />
      {file}
    </>
  );
}

/** Prepared answers: those that fit what the member has just said at once, all in a list. */
function ReplyHelp({ fittingIds, insert }: { readonly fittingIds: readonly number[]; readonly insert: (text: string) => void }) {
  const { t } = useTranslation('members');
  const replies = useQuery({ queryKey: ['replies'], queryFn: () => api.listQuickReplies(), staleTime: 60_000 }).data?.items ?? [];
  if (replies.length === 0) return null;
  const fitting = fittingIds.flatMap((replyId) => replies.filter((reply) => reply.replyId === replyId));
  return (
    <div className="talk-help">
      {fitting.map((reply) => <Button key={reply.replyId} size="small" onClick={() => insert(reply.body)}>{reply.title}</Button>)}
      <Dropdown trigger={['click']} menu={{ items: replies.map((reply) => ({ key: String(reply.replyId), label: reply.title, onClick: () => insert(reply.body) })), style: { maxHeight: 320, overflowY: 'auto' } }}>
        <Button size="small" type="dashed" icon={<ThunderboltOutlined />}>{t('talk.insert')}</Button>
      </Dropdown>
    </div>
  );
}
