import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Popconfirm, Space, Switch, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { Drawer } from '../shell/Drawer';
import { problemText } from '../shell/ProblemAlert';
import { useSave } from '../shell/useSave';
import type { Reply } from './calls';

/** The prepared answers; choose one to change it. */
export function RepliesDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  const [chosen, setChosen] = useState<Reply | null>(null);
  const replies = useQuery({ queryKey: ['replies'], queryFn: () => api.listQuickReplies() });
  const columns: Column<Reply>[] = [
    { key: 'title', title: t('replies.title'), phone: 'title', render: (reply) => reply.title },
    { key: 'body', title: t('replies.body'), render: (reply) => <span className="member-text">{reply.body}</span> },
    { key: 'keywords', title: t('replies.keywords'), render: (reply) => (reply.keywords.length === 0 ? '–' : reply.keywords.join(' · ')) },
    { key: 'bySelf', title: t('replies.bySelf'), phone: 'aside', render: (reply) => (reply.answersBySelf ? <Tag color="green">{t('replies.bySelf')}</Tag> : '–') },
  ];
  return (
    <Drawer open size={720} title={t('replies.titleOfAll')} onClose={onClose}>
      <ReplyForm key={chosen ? `${chosen.replyId} ${chosen.version}` : 'new'} reply={chosen} onSaved={() => setChosen(null)} />
      <DataList columns={columns} rowKey={(reply) => reply.replyId} onOpen={setChosen} empty={t('replies.none')}
        list={{ rows: replies.data?.items ?? [], loading: replies.isLoading, error: replies.error, retry: () => void replies.refetch() }} />
    </Drawer>
  );
}

interface Fields { title: string; body: string; keywords?: string; answersBySelf: boolean }

const keywordsAtMost = 20;
const keywordLengthAtMost = 40;

const lines = (text: string | undefined): string[] => (text ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '');

function ReplyForm({ reply, onSaved }: { readonly reply: Reply | null; readonly onSaved: () => void }) {
  const { t } = useTranslation(['members', 'shell']);
  const [form] = Form.useForm<Fields>();
  const done = () => {
    form.resetFields();
    onSaved();
  };
  const saving = useSave(async ({ keywords, ...fields }: Fields) => {
    const written = { ...fields, keywords: lines(keywords) };
    await (reply ? api.changeQuickReply(reply.replyId, { reply: written, version: reply.version }) : api.createQuickReply(written));
  }, [['replies']], done);
  const deleting = useSave((replyId: number) => api.deleteQuickReply(replyId), [['replies']], done);
  const failed = saving.error ?? deleting.error;
  return (
    <Form<Fields> name="reply" form={form} layout="vertical" requiredMark={false} initialValues={reply ? { ...reply, keywords: reply.keywords.join('\n') } : { answersBySelf: false }} onFinish={saving.mutate} style={{ marginBottom: 20 }}>
      <h3 style={{ marginTop: 0 }}>{reply ? t('replies.change', { title: reply.title }) : t('replies.add')}</h3>
      <Form.Item name="title" label={t('replies.title')} rules={[{ required: true, whitespace: true, message: t('shell:required') }]}><Input maxLength={60} autoFocus /></Form.Item>
      <Form.Item name="body" label={t('replies.body')} rules={[{ required: true, whitespace: true, message: t('shell:required') }]}><Input.TextArea maxLength={1000} autoSize={{ minRows: 2 }} /></Form.Item>
      <Form.Item name="keywords" label={t('replies.keywords')} extra={t('replies.keywordsHint')} dependencies={['answersBySelf']} rules={[({ getFieldValue }) => ({
        validator: (_, text: string | undefined) => {
          const written = lines(text);
          if (written.length > keywordsAtMost || written.some((line) => line.length > keywordLengthAtMost)) return Promise.reject(new Error(t('replies.tooLong')));
          return getFieldValue('answersBySelf') && written.length === 0 ? Promise.reject(new Error(t('replies.needed'))) : Promise.resolve();
        },
      })]}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
      </Form.Item>
      <Form.Item name="answersBySelf" label={t('replies.bySelf')} extra={t('replies.bySelfHint')} valuePropName="checked"><Switch /></Form.Item>
      {failed && <Alert type="error" showIcon title={problemText(failed)} style={{ marginBottom: 16 }} />}
      <Space wrap>
        <Button type="primary" htmlType="submit" loading={saving.isPending}>{t('shell:save')}</Button>
        {reply && <Popconfirm title={t('replies.deleteConfirm', { title: reply.title })} okButtonProps={{ danger: true }} onConfirm={() => deleting.mutate(reply.replyId)}><Button danger loading={deleting.isPending}>{t('replies.delete')}</Button></Popconfirm>}
        {reply && <Button type="link" onClick={onSaved}>{t('shell:cancel')}</Button>}
      </Space>
    </Form>
  );
}
