import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobInfo, ResolveJobDecision } from '../api/client';
import { devicesAt } from '../devices/connection';
import { useSession } from '../shell/session';
import { newUuid } from '../shell/uuid';
import type { PrintedLabel } from './calls';
import { type LabelBatch, batchesOf } from './labelBatches';

const lookAgain = 700;
const ofUse = 12 * 60 * 60_000;
const longestName = 60;

/** A batch on its way: as its printer has it, or not handed over yet. */
export interface SentBatch extends LabelBatch { readonly job: JobInfo | null }

interface Sending { readonly batches: readonly LabelBatch[]; readonly jobs: Readonly<Record<string, JobInfo>>; readonly expiresAt: string; readonly copies: number }

const isOpen = (job: JobInfo) => job.state === 'Queued' || job.state === 'Held' || job.state === 'Printing';

/** Prints labels on a label printer, each once: what was not taken is sent again under the same name, and what nobody knows about a person decides. */
export function useLabelBatches(labels: readonly PrintedLabel[], printerId: string | null) {
  const { t } = useTranslation('catalog');
  const { me } = useSession();
  const [sending, setSending] = useState<Sending | null>(null);
  const keep = (jobUuid: string, job: JobInfo) => setSending((now) => now && { ...now, jobs: { ...now.jobs, [jobUuid]: job } });
  const handing = useMutation({
    mutationFn: async ({ batches, jobs, expiresAt }: Sending) => {
      for (const batch of batches.filter(({ jobUuid }) => jobs[jobUuid] === undefined)) {
        const name = (batch.names[0] ?? '').slice(0, longestName);
        const title = batch.names.length === 1 ? name : t('labels.batch', { name, count: batch.names.length });
        keep(batch.jobUuid, await devicesAt().printLabelBatch(printerId ?? '', { jobUuid: batch.jobUuid, title, labels: [...batch.labels], expiresAt }));
      }
    },
  });
  const open = sending ? Object.entries(sending.jobs).filter(([, job]) => isOpen(job)) : [];
  const looking = useQuery({
    queryKey: ['label-batches', open.map(([, job]) => job.jobId)], enabled: open.length > 0, refetchInterval: lookAgain, gcTime: 0,
    queryFn: async () => {
      for (const [jobUuid, job] of open) {
        const now = await devicesAt().getJob(job.jobId);
        if (now.state !== job.state || now.reason !== job.reason) keep(jobUuid, now);
      }
      return null;
    },
  });
  const deciding = useMutation({
    mutationFn: async ({ batch, decision }: { readonly batch: SentBatch; readonly decision: ResolveJobDecision }) => {
      if (batch.job) keep(batch.jobUuid, await devicesAt().resolveJob(batch.job.jobId, { decision, by: me.name }));
    },
  });
  const send = (now: Sending) => {
    setSending(now);
    handing.mutate(now);
  };
  const sent: readonly SentBatch[] = sending?.batches.map((batch) => ({ ...batch, job: sending.jobs[batch.jobUuid] ?? null })) ?? [];
  return {
    sent,
    copies: sending?.copies ?? 1,
    isHanding: handing.isPending,
    error: handing.error ?? deciding.error ?? looking.error,
    start: (copies: number) => send({ batches: batchesOf(labels, copies, newUuid), jobs: {}, expiresAt: new Date(Date.now() + ofUse).toISOString(), copies }),
    retry: () => sending && send(sending),
    decide: (batch: SentBatch, decision: ResolveJobDecision) => deciding.mutate({ batch, decision }),
  };
}
