import { SendOutlined } from '@ant-design/icons';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Empty, Form, Input, Skeleton, Tag } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FeedbackMessage } from '../api/client';
import { ProblemAlert, problemText } from '../shell/ProblemAlert';
import { type PageOf, useMore } from '../shell/lists';
import { savedEvent } from '../shell/useSave';
import { newUuid } from '../shell/uuid';
import './talk.css';

const askEvery = 4_000;

interface Props {
  /** Whose eyes see it: their own words stand to the right. */
  readonly side: 'Member' | 'Staff';
  readonly queryKey: QueryKey;
  /** What is read again once something was written or read. */
  readonly changes: readonly QueryKey[];
  readonly fetchPage: (after: string | undefined) => Promise<PageOf<FeedbackMessage>>;
  /** How much of it whoever looks had not read when that was last asked. */
  readonly unread: number;
  readonly memberName: string;
  readonly first: { readonly body: string; readonly saidAt: string };
  readonly time: (iso: string) => string;
  /** Missing for whoever may only look. */
  readonly send?: ((messageUuid: string, text: string) => Promise<unknown>) | undefined;
  readonly read?: ((upTo: number) => Promise<unknown>) | undefined;
  /** What helps to write, above the field, by putting text into it. */
  readonly help?: ((insert: (text: string) => void) => ReactNode) | undefined;
}

/** A conversation between a member and a store, seen from either side; what is new in it appears by itself. */
export function Talk({ side, queryKey, changes, fetchPage, unread, memberName, first, time, send, read, help }: Props) {
  const { t } = useTranslation(['members', 'shell']);
  const queries = useQueryClient();
  const list = useMore(queryKey, fetchPage, true, askEvery);
  const newest = list.rows[0]?.messageNo ?? 0;
  const { loading, error, retry } = list;
  const theirs = list.rows.find((message) => (message.author === 'Member') !== (side === 'Member'))?.messageNo ?? 0;
  // What stood there when it was opened is read as far as is said; what has come from the others since is not.
  const opened = useRef<number | null>(null);
  const marked = useRef(-1);
  useEffect(() => {
    if (!read || loading || error) return;
    opened.current ??= newest;
    if ((unread === 0 && theirs <= opened.current) || marked.current === newest) return;
    [opened.current, marked.current] = [newest, newest];
    void read(newest).then(() => Promise.all(changes.map((changed) => queries.invalidateQueries({ queryKey: changed })))).catch(() => undefined);
  }, [read, loading, error, unread, newest, theirs, changes, queries]);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [newest, loading]);
  return (
    <div className="talk">
      {error ? <ProblemAlert error={error} retry={retry} /> : null}
      {loading ? <Skeleton active /> : (
        <div className="talk-messages" role="log" aria-label={t('talk.title')}>
          {list.more ? <Button type="link" block onClick={list.more} loading={list.loadingMore}>{t('talk.earlier')}</Button> : first.body !== '' && <Bubble own={side === 'Member'} who={memberName} at={time(first.saidAt)} text={first.body} />}
          {[...list.rows].reverse().map((message) => (
            <Bubble
              key={message.messageNo} own={message.author === side || (message.author === 'Auto' && side === 'Staff')} at={time(message.sentAt)} text={message.body}
              who={message.author === 'Auto' ? <Tag>{t('talk.auto')}</Tag> : message.author === 'Member' ? memberName : message.authorName}
            />
          ))}
          {first.body === '' && list.rows.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('talk.none')} />}
        </div>
      )}
      {send && <Composer side={side} changes={changes} send={send} help={help} />}
      <div ref={end} />
    </div>
  );
}

function Bubble({ own, who, at, text }: { readonly own: boolean; readonly who: ReactNode; readonly at: string; readonly text: string }) {
  return (
    <div className={own ? 'talk-message talk-own' : 'talk-message'}>
      <small>{who} {at}</small>
      <div>{text}</div>
    </div>
  );
}

interface ComposerProps {
  readonly side: 'Member' | 'Staff';
  readonly changes: readonly QueryKey[];
  readonly send: (messageUuid: string, text: string) => Promise<unknown>;
  readonly help: ((insert: (text: string) => void) => ReactNode) | undefined;
}

function Composer({ side, changes, send, help }: ComposerProps) {
  const { t } = useTranslation(['members', 'memberpage', 'shell']);
  const queries = useQueryClient();
  const [form] = Form.useForm<{ text: string }>();
  // The same words sent again after a failure are the same message; other words are another.
  const attempt = useRef({ uuid: '', text: '' });
  const sending = useMutation({
    mutationFn: ({ text }: { text: string }) => {
      if (attempt.current.text !== text) attempt.current = { uuid: newUuid(), text };
      return send(attempt.current.uuid, text);
    },
    onSuccess: async () => {
      attempt.current = { uuid: '', text: '' };
      form.resetFields();
      window.dispatchEvent(new Event(savedEvent));
      await Promise.all(changes.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
  const insert = (text: string) => {
    const before = form.getFieldValue('text') as string | undefined;
    form.setFieldValue('text', before?.trim() ? `${before.trimEnd()}\n${text}` : text);
    (form.getFieldInstance('text') as { focus?: () => void } | undefined)?.focus?.();
  };
  return (
    <Form name="message" form={form} className="talk-composer" onFinish={sending.mutate}>
      {sending.error && <Alert type="error" showIcon title={problemText(sending.error)} style={{ marginBottom: 8 }} />}
      {help?.(insert)}
      <div className="talk-line">
        <Form.Item name="text" rules={[{ required: true, whitespace: true, message: t('shell:required') }]} validateTrigger="onSubmit">
          <Input.TextArea
            aria-label={side === 'Member' ? t('memberpage:feedback.write') : t('talk.write')} placeholder={side === 'Member' ? t('memberpage:feedback.write') : t('talk.write')} maxLength={1000} autoSize={{ minRows: 1, maxRows: 6 }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit();
            }}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" icon={<SendOutlined />} loading={sending.isPending}>{t('talk.send')}</Button>
      </div>
    </Form>
  );
}
