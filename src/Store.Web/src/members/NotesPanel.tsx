import { Alert, Button, DatePicker, Form, Input, Select, Tag } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { problemText } from '../shell/ProblemAlert';
import { useMay } from '../shell/session';
import { useTimeText } from '../shell/time';
import { useSave } from '../shell/useSave';
import { type Note, noteChannels } from './calls';

interface Fields { channel: string; text: string; remindOn?: Dayjs | null }

/** What was said with a member, and when to come back to it. */
export function NotesPanel({ memberId }: { readonly memberId: number }) {
  const { t } = useTranslation(['members', 'shell']);
  const may = useMay()('members.manage');
  const timeText = useTimeText();
  const [form] = Form.useForm<Fields>();
  const notes = useMore(['notes', memberId], (after) => api.listNotes(memberId, after === undefined ? undefined : Number(after), undefined));
  const writing = useSave((fields: Fields) => api.writeNote(memberId, { channel: fields.channel, text: fields.text, remindOn: fields.remindOn?.format('YYYY-MM-DD') ?? null }),
    [['notes', memberId], ['reminders']], () => form.resetFields());
  const finishing = useSave((noteId: number) => api.finishReminder(noteId), [['notes', memberId], ['reminders']], () => undefined);
  const columns: Column<Note>[] = [
    { key: 'body', title: t('notes.body'), phone: 'title', render: (note) => <span className="member-text">{note.body}</span> },
    { key: 'channel', title: t('notes.channel'), phone: 'aside', render: (note) => t(`notes.channels.${note.channel as 'Visit'}`) },
    { key: 'by', title: t('notes.by'), render: (note) => `${note.writtenByName} · ${timeText(note.writtenAt)}` },
    {
      key: 'remind', title: t('notes.remindOn'), render: (note) => (note.remindOn === null ? '–' : note.doneAt !== null ? <Tag color="green">{t('notes.done')}</Tag>
        : <>{note.remindOn}{may && <Button type="link" size="small" loading={finishing.isPending && finishing.variables === note.noteId} onClick={() => finishing.mutate(note.noteId)}>{t('notes.finish')}</Button>}</>),
    },
  ];
  return (
    <>
      {may && (
        <Form<Fields> name="note" form={form} layout="vertical" requiredMark={false} initialValues={{ channel: 'Visit' }} onFinish={writing.mutate} style={{ marginBottom: 20 }}>
          <Form.Item name="text" label={t('notes.body')} rules={[{ required: true, whitespace: true, message: t('shell:required') }]}><Input.TextArea maxLength={1000} autoSize={{ minRows: 2 }} /></Form.Item>
          <div className="form-grid">
            <Form.Item name="channel" label={t('notes.channel')}><Select options={noteChannels.map((channel) => ({ value: channel, label: t(`notes.channels.${channel}`) }))} /></Form.Item>
            <Form.Item name="remindOn" label={t('notes.remindOn')}><DatePicker style={{ width: '100%' }} /></Form.Item>
          </div>
          {writing.error && <Alert type="error" showIcon title={problemText(writing.error)} style={{ marginBottom: 16 }} />}
          <Button type="primary" htmlType="submit" loading={writing.isPending}>{t('notes.write')}</Button>
        </Form>
      )}
      {finishing.error && <Alert type="error" showIcon title={problemText(finishing.error)} style={{ marginBottom: 16 }} />}
      <DataList columns={columns} list={notes} rowKey={(note) => note.noteId} empty={t('notes.none')} />
    </>
  );
}
