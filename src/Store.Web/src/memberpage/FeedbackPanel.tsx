import { MessageOutlined } from '@ant-design/icons';
import { Alert, Badge, Button, Form, Input, Rate, Select, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListMyFeedbackItem } from '../api/client';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { useSave } from '../shell/useSave';
import { MyList } from './MyList';
import { TalkDrawer } from './TalkDrawer';
import { memberApi } from './phone';
import { useMyStores } from './useMyStores';

const askEvery = 5_000;

/** What the member thinks of a store or wants of it, and what was answered before; each goes on as a conversation. */
export function FeedbackPanel() {
  const { t } = useTranslation('memberpage');
  const [opened, setOpened] = useState<number | null>(null);
  // An open conversation asks for itself.
  const said = useMore(['my', 'feedback'], (after) => memberApi.listMyFeedback(after === undefined ? undefined : Number(after), 20), true, opened === null ? askEvery : undefined);
  const open = said.rows.find((one) => one.feedbackId === opened);
  return (
    <>
      <NewFeedback />
      <h3>{t('feedback.earlier')}</h3>
      <MyList list={said} rowKey={(one) => one.feedbackId} empty={t('feedback.none')} row={(one) => <Said said={one} onOpen={() => setOpened(one.feedbackId)} />} />
      {open && <TalkDrawer said={open} onClose={() => setOpened(null)} />}
    </>
  );
}

const kinds = ['Question', 'Praise', 'Suggestion', 'Complaint'] as const;

interface Fields { storeId: number; kind: string; score?: number; text?: string }

function NewFeedback() {
  const { t } = useTranslation(['memberpage', 'members', 'shell']);
  const { stores } = useMyStores();
  const [form] = Form.useForm<Fields>();
  const sending = useSave(({ storeId, kind, score, text }: Fields) => {
    const words = text?.trim() ?? '';
    return memberApi.giveFeedback({ storeId, kind: words === '' ? 'Survey' : kind, score: score === undefined || score === 0 ? null : score, text: words });
  }, [['my', 'feedback'], ['my', 'unread']], () => form.resetFields(['score', 'text']));
  const [first] = stores;
  if (!first) return null;
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ storeId: first.storeId, kind: 'Question' }} onFinish={sending.mutate}>
      <Form.Item name="storeId" label={t('shell:store')}><Select showSearch={{ optionFilterProp: 'label' }} options={stores.map((store) => ({ value: store.storeId, label: store.name }))} /></Form.Item>
      <Form.Item name="score" label={t('members:feedback.score')}><Rate style={{ fontSize: 32 }} /></Form.Item>
      <Form.Item name="kind" label={t('members:feedback.kind')}><Select options={kinds.map((kind) => ({ value: kind, label: t(`members:feedback.kinds.${kind}`) }))} /></Form.Item>
      <Form.Item name="text" label={t('feedback.words')} dependencies={['score']} rules={[({ getFieldValue }) => ({ required: !getFieldValue('score'), whitespace: true, message: t('feedback.needed') })]}>
        <Input.TextArea maxLength={1000} autoSize={{ minRows: 3 }} />
      </Form.Item>
      {sending.error && <Alert type="error" showIcon title={problemText(sending.error)} style={{ marginBottom: 16 }} />}
      <Button type="primary" size="large" block htmlType="submit" loading={sending.isPending}>{t('feedback.send')}</Button>
    </Form>
  );
}

function Said({ said, onOpen }: { readonly said: ListMyFeedbackItem; readonly onOpen: () => void }) {
  const { t } = useTranslation(['memberpage', 'members']);
  const stores = useMyStores();
  return (
    <div className="row-card">
      <div className="row-card-head"><span>{t(`members:feedback.kinds.${said.kind as 'Praise'}`)} {said.score !== null && <Rate disabled value={said.score} style={{ fontSize: 13 }} />}</span>{said.body !== '' && <Tag>{t(`members:feedback.states.${said.state as 'Open'}`)}</Tag>}</div>
      {said.body !== '' && <div className="member-words">{said.body}</div>}
      <div className="row-card-details"><span>{stores.time(said.saidAt, said.storeId)}</span><span>{stores.name(said.storeId)}</span></div>
      {said.answer !== '' && <Alert type="info" title={said.answer} description={said.answeredAt !== null && stores.time(said.answeredAt, said.storeId)} style={{ marginTop: 8 }} />}
      <Badge count={said.unread} size="small" title={t('feedback.unread', { count: said.unread })} style={{ marginTop: 8 }}><Button icon={<MessageOutlined />} onClick={onOpen} style={{ marginTop: 8 }}>{t('feedback.open')}</Button></Badge>
    </div>
  );
}
