import { useEffect, useState } from 'react';
import type { JobInfo } from '../api/client';
import { type Printout, unprinted } from './printouts';
import { useOpenPapers } from './useDevices';
import { usePrintouts } from './useTillPrinting';

/** A paper that did not print, as the till keeps it, as the printer has it, or both. */
export interface Lost { readonly jobId: string; readonly title: string; readonly at: string; readonly printout: Printout | null; readonly job: JobInfo | null }

const tick = 2_000;

/** What did not print at this till; and what is uncertain at its receipt printer, whoever asked for it. */
export function useLost(hasPrinter: boolean): { readonly lost: readonly Lost[]; readonly refresh: () => void } {
  const kept = usePrintouts();
  const { jobs, refresh } = useOpenPapers(hasPrinter);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!hasPrinter) return;
    const timer = setInterval(() => setNow(Date.now()), tick);
    return () => clearInterval(timer);
  }, [hasPrinter]);
  const jobOf = new Map(jobs.map((job) => [job.jobId, job]));
  const known = new Set(kept.map((each) => each.jobId));
  const lost = [
    ...unprinted(kept, jobs, now).map((printout) => ({ jobId: printout.jobId, title: printout.title, at: new Date(printout.askedAt).toISOString(), printout, job: jobOf.get(printout.jobId) ?? null })),
    ...jobs.filter((job) => job.state === 'Uncertain' && !known.has(job.jobId)).map((job) => ({ jobId: job.jobId, title: job.title, at: job.createdAt, printout: null, job })),
  ];
  return { lost, refresh };
}
