import { Alert, Button, Descriptions, Form, Input, Rate, Select, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { useMay, useSession, useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useSave } from '../shell/useSave';
import { MemberCell } from './MemberCell';
import { type Feedback, feedbackKinds } from './calls';
import { useMemberFile } from './useMemberFile';

/** What a customer said: to be answered, or to be written down. */
export function FeedbackDrawer({ feedback, onClose }: { readonly feedback: Feedback | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  return (
    <Drawer open size={520} title={feedback ? t(`feedback.kinds.${feedback.kind as 'Complaint'}`) : t('feedback.add')} onClose={onClose}>
      {feedback ? <Answer feedback={feedback} onClose={onClose} /> : <NewFeedback onClose={onClose} />}
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

function Answer({ feedback, onClose }: { readonly feedback: Feedback; readonly onClose: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  const may = useMay()('members.manage');
  const timeText = useTimeText();
  const { openFile, file } = useMemberFile();
  const [form] = Form.useForm<{ answer: string }>();
  const saving = useSave((state: string) => api.answerFeedback(feedback.feedbackId, { state, answer: form.getFieldValue('answer') as string, version: feedback.version }), [['feedback'], ['satisfaction'], ['member']], onClose);
  const states = feedback.state === 'Closed' ? ['InHand'] as const : ['InHand', 'Answered', 'Closed'] as const;
  return (
    <>
      <Descriptions size="small" column={1} items={[
        { key: 'member', label: t('feedback.member'), children: feedback.memberId === null ? '–' : <MemberCell memberId={feedback.memberId} number={feedback.memberNumber} name={feedback.memberName} level={feedback.levelName} onOpen={openFile} /> },
        { key: 'score', label: t('feedback.score'), children: feedback.score === null ? '–' : <Rate disabled value={feedback.score} style={{ fontSize: 14 }} /> },
        { key: 'at', label: t('feedback.at'), children: `${timeText(feedback.saidAt)} · ${feedback.takenByName === '' ? t('feedback.onPage') : feedback.takenByName}` },
        { key: 'state', label: t('feedback.state'), children: t(`feedback.states.${feedback.state as 'Open'}`) },
        ...(feedback.answeredAt === null ? [] : [{ key: 'answered', label: t('feedback.answeredBy'), children: `${feedback.answeredByName} · ${timeText(feedback.answeredAt)}` }]),
      ]} />
      <p className="member-text">{feedback.body}</p>
      <Form name="answer" form={form} layout="vertical" disabled={!may} initialValues={{ answer: feedback.answer }}>
        <Form.Item name="answer" label={t('feedback.answer')}><Input.TextArea maxLength={1000} autoSize={{ minRows: 3 }} autoFocus /></Form.Item>
      </Form>
      {saving.error && <Alert type="error" showIcon title={problemText(saving.error)} style={{ marginBottom: 16 }} />}
      {may && <Space wrap>{states.map((state) => <Button key={state} {...(state === 'Answered' ? { type: 'primary' as const } : {})} loading={saving.isPending && saving.variables === state} onClick={() => saving.mutate(state)}>{t(`feedback.moves.${state}`)}</Button>)}</Space>}
      {file}
    </>
  );
}
