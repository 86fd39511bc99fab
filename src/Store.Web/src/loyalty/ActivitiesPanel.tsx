import { Alert, Button, Popconfirm, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { ListActivitiesItem } from '../api/client';
import { MemberCell } from '../members/MemberCell';
import { useMemberFile } from '../members/useMemberFile';
import { type Column, DataList } from '../shell/DataList';
import { problemText } from '../shell/ProblemAlert';
import { useMore } from '../shell/lists';
import { useTimeText } from '../shell/time';
import { useStoreNames } from '../shell/useNames';
import { useSave } from '../shell/useSave';

/** What members have done for points and nobody has decided on, oldest first. */
export function ActivitiesPanel() {
  const { t } = useTranslation('loyalty');
  const { openFile, file } = useMemberFile();
  const timeText = useTimeText();
  const storeNames = useStoreNames();
  const waiting = useMore(['activities'], (after) => api.listActivities(after === undefined ? undefined : Number(after), 50));
  const deciding = useSave(({ activity, approve }: { activity: ListActivitiesItem; approve: boolean }) => api.decideActivity(activity.storeId, activity.activityId, { approve }), [['activities'], ['member-points']], () => undefined);
  const columns: Column<ListActivitiesItem>[] = [
    { key: 'name', title: t('points.activities.name'), phone: 'title', render: (activity) => activity.name },
    { key: 'points', title: t('points.gifts.points'), align: 'right', phone: 'aside', render: (activity) => activity.points },
    { key: 'member', title: t('value.owed.member'), render: (activity) => <MemberCell memberId={activity.memberId} number={activity.memberNumber} name={activity.memberName} level={activity.levelName} onOpen={openFile} /> },
    { key: 'note', title: t('points.waiting.note'), render: (activity) => activity.note || '–' },
    { key: 'where', title: t('value.where'), render: (activity) => storeNames([activity.storeId]) },
    { key: 'by', title: t('points.waiting.by'), render: (activity) => `${activity.recordedByName} · ${timeText(activity.recordedAt)}` },
    {
      key: 'decide', title: '', render: (activity) => (
        <Space>
          <Button size="small" type="primary" loading={deciding.isPending} onClick={() => deciding.mutate({ activity, approve: true })}>{t('points.waiting.approve')}</Button>
          <Popconfirm title={t('points.waiting.refuseQuestion')} okText={t('points.waiting.refuse')} onConfirm={() => deciding.mutate({ activity, approve: false })}><Button size="small" danger loading={deciding.isPending}>{t('points.waiting.refuse')}</Button></Popconfirm>
        </Space>
      ),
    },
  ];
  return (
    <>
      {deciding.error && <Alert type="error" showIcon title={problemText(deciding.error)} style={{ marginBottom: 16 }} />}
      <DataList columns={columns} rowKey={(activity) => activity.activityId} empty={t('points.waiting.none')} list={waiting} />
      {file}
    </>
  );
}
