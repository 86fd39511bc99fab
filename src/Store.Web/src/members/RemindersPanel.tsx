import { Alert, Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { type Column, DataList } from '../shell/DataList';
import { useMore } from '../shell/lists';
import { problemText } from '../shell/ProblemAlert';
import { useMay, useToday } from '../shell/session';
import { useSave } from '../shell/useSave';
import './members.css';
import { MemberCell } from './MemberCell';
import type { Note } from './calls';
import { useMemberFile } from './useMemberFile';

/** The members whom I wanted to come back to. */
export function RemindersPanel() {
  const { t } = useTranslation(['members', 'shell']);
  const { openFile, file } = useMemberFile();
  const may = useMay()('members.manage');
  const reminders = useMore(['reminders'], (after) => api.listMyReminders(undefined, after, undefined));
  const finishing = useSave((noteId: number) => api.finishReminder(noteId), [['reminders']], () => undefined);
  const today = useToday().format('YYYY-MM-DD');
  const columns: Column<Note>[] = [
    { key: 'member', title: t('member'), phone: 'title', render: (note) => <MemberCell memberId={note.memberId} number={note.memberNumber} name={note.memberName} level={note.levelName} onOpen={openFile} /> },
    { key: 'on', title: t('notes.remindOn'), phone: 'aside', render: (note) => (note.remindOn !== null && note.remindOn <= today ? <Tag color="red">{note.remindOn}</Tag> : note.remindOn) },
    { key: 'body', title: t('notes.body'), render: (note) => <span className="member-text">{note.body}</span> },
    { key: 'done', title: '', render: (note) => may && <Button size="small" loading={finishing.isPending && finishing.variables === note.noteId} onClick={() => finishing.mutate(note.noteId)}>{t('notes.finish')}</Button> },
  ];
  return (
    <>
      {finishing.error && <Alert type="error" showIcon title={problemText(finishing.error)} style={{ marginBottom: 16 }} />}
      <DataList columns={columns} rowKey={(note) => note.noteId} list={reminders} empty={t('notes.noReminders')} />
      {file}
    </>
  );
}
