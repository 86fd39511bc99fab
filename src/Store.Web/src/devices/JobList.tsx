import { useMutation } from '@tanstack/react-query';
import { App, Button, Space, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { JobInfo, PaperDrawer, ResolveJobDecision } from '../api/client';
import { type Column, DataList } from '../shell/DataList';
import { problemText } from '../shell/ProblemAlert';
import { useSession, useStore } from '../shell/session';
import { useTimeText } from '../shell/time';
import { devicesAt } from './connection';
import { reasonText, warningText } from './deviceProblem';
import { jobColors } from './jobStates';
import { useJobs } from './useDevices';

/** What the printers were asked for lately; what nobody knows about is decided here. */
export function JobList() {
  const { t } = useTranslation('devices');
  const { timeZone } = useStore();
  const timeText = useTimeText(timeZone);
  const { me } = useSession();
  const { message } = App.useApp();
  const { jobs, loading, error, refresh } = useJobs();
  const drawerText = ({ state }: PaperDrawer) => t(state === 'Printed' ? 'jobs.drawerOpened' : state === 'Queued' || state === 'Held' || state === 'Printing' ? 'jobs.drawerWaits' : 'jobs.drawerNotOpened');
  const whyOf = (job: JobInfo) => [...(job.reason ? [reasonText(job.reason, job.message)] : []), ...job.warnings.map(warningText), ...(job.drawer ? [drawerText(job.drawer)] : [])];
  const deciding = useMutation({
    mutationFn: ({ jobId, decision }: { readonly jobId: string; readonly decision: ResolveJobDecision | 'Cancel' }) =>
      decision === 'Cancel' ? devicesAt().cancelJob(jobId) : devicesAt().resolveJob(jobId, { decision, by: me.name }),
    onError: (refused) => void message.error(problemText(refused)),
    onSettled: refresh,
  });
  const columns: Column<JobInfo>[] = [
    { key: 'title', title: t('jobs.paper'), phone: 'title', render: (job) => (job.kind === 'Paper' ? job.title : `${t(job.kind === 'Kick' ? 'jobs.kick' : 'jobs.labels')} ${job.title}`) },
    { key: 'state', title: t('jobs.state'), phone: 'aside', render: (job) => <Tag color={jobColors[job.state]}>{t(job.kind === 'Kick' && job.state === 'Printed' ? 'jobs.opened' : `jobStates.${job.state}`)}</Tag> },
    { key: 'at', title: t('jobs.at'), render: (job) => timeText(job.createdAt) },
    { key: 'by', title: t('jobs.by'), render: (job) => job.by },
    { key: 'why', title: t('jobs.why'), render: (job) => (job.reason || job.warnings.length > 0 || job.drawer ? whyOf(job).map((why) => <div key={why}>{why}</div>) : null) },
    {
      key: 'decide', title: '', render: (job) => (job.state === 'Uncertain' || job.state === 'Queued' || job.state === 'Held') && (
        <Space wrap>
          {job.state === 'Uncertain' && (['Reprint', 'Printed', 'Discard'] as const).map((decision) => <Button key={decision} onClick={() => deciding.mutate({ jobId: job.jobId, decision })}>{t(`decisions.${decision}`)}</Button>)}
          {(job.state === 'Queued' || job.state === 'Held') && <Button onClick={() => deciding.mutate({ jobId: job.jobId, decision: 'Cancel' })}>{t('decisions.Cancel')}</Button>}
        </Space>
      ),
    },
  ];
  return (
    <>
      <h2>{t('jobs.title')}</h2>
      <DataList columns={columns} rowKey={(job) => job.jobId} empty={t('jobs.none')} list={{ rows: jobs, loading, error, retry: refresh }} />
    </>
  );
}
