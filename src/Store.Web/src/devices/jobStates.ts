import type { JobState } from '../api/client';

/** Colours of the states of a job, as tags show them. */
export const jobColors: Readonly<Record<JobState, string>> = {
  Queued: 'blue', Printing: 'blue', Held: 'orange', Printed: 'green', Uncertain: 'red', Failed: 'red', Cancelled: 'default', Expired: 'default',
};
