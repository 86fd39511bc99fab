/** What is to be printed: a receipt of a sale, or another paper that the host lays out. */
export type Paper =
  | { readonly kind: 'Receipt' | 'Gift'; readonly saleId: number; readonly copy: boolean }
  | { readonly kind: 'X'; readonly shiftId: number }
  | { readonly kind: 'Z'; readonly zReportId: number }
  | { readonly kind: 'Parked'; readonly parkedSaleId: number }
  | { readonly kind: 'Order'; readonly orderId: number };

/** A paper that the till wants printed. It is kept until the device service has taken it, over reloads too. */
export interface Printout {
  /** The job's UUID at the device service: printed once, however often it is sent. */
  readonly jobId: string;
  /** The print's UUID at the host, which counts it once; the job's where there is none. A paper that came too late is another job and the same print. */
  readonly printId?: string;
  readonly storeId: number;
  readonly paper: Paper;
  readonly title: string;
  readonly language: string;
  readonly askedAt: number;
  /** The device service has it, and what becomes of it stands there. */
  readonly taken: boolean;
  /** It was sent once, and what was answered is not known: the device service may have it. */
  readonly sent?: boolean;
  /** It came out elsewhere while nobody knew whether the device service has it: there it is taken back as soon as the service answers. */
  readonly withdrawn?: boolean;
  /** Why it will not be printed; null while that is open. */
  readonly refusal: string | null;
}

/** A job of the device service, as far as it matters here. */
export interface JobState { readonly jobId: string; readonly state: string }

const minute = 60_000;

/** A paper that could not be handed over for so long comes out only when a person asks for it: nobody waits for it any more. */
const printWithin = 10 * minute;
const keptFor = 24 * 60 * minute;
const keptAtMost = 300;

/** States of a job that came to nothing: no paper will come out, and none has. */
export const isOver = (state: string) => state === 'Expired' || state === 'Failed';

/** How long a paper may be on its way before the till says that it did not print. */
const patience = 8_000;

/** States of a job in which no paper has come out, or nobody knows. */
const lostStates = new Set(['Held', 'Uncertain', 'Failed', 'Expired']);

/** For how long a paper is of use that the device service has taken: after that it is not printed by itself, such as in the morning when the printer is switched on. */
const usefulFor = 12 * 60 * minute;

/** When a paper is of no use any more. The same for each try, so that it is the same paper. */
export const expiryOf = ({ askedAt }: Pick<Printout, 'askedAt'>) => new Date(askedAt + usefulFor).toISOString();

const nameOf = (paper: Paper) => JSON.stringify(Object.entries(paper).sort());

/** What waits for the till's printer, or went there last, of the same paper. */
export const ofPaper = (list: readonly Printout[], storeId: number, paper: Paper) => list.findLast((each) => each.storeId === storeId && !each.withdrawn && nameOf(each.paper) === nameOf(paper));

/** Puts one more paper in; the first print of a receipt is wanted once, however often it is asked for. */
export function wanted(list: readonly Printout[], printout: Printout): readonly Printout[] {
  const { storeId, paper } = printout;
  return 'saleId' in paper && !paper.copy && ofPaper(list, storeId, paper) ? list : [...list, printout];
}

/** Leaves out what nobody asks for any more. */
export function pruned(list: readonly Printout[], now: number): readonly Printout[] {
  return list.filter((each) => now - each.askedAt < keptFor).slice(-keptAtMost);
}

/** What is to be handed to the device service now. */
export function due(list: readonly Printout[], now: number): readonly Printout[] {
  return list.filter((each) => !each.taken && !each.withdrawn && each.refusal === null && now - each.askedAt < printWithin);
}

/** The papers that did not print: on their way or behind others for too long, refused, or held, failed or uncertain at the printer. */
export function unprinted(list: readonly Printout[], jobs: readonly JobState[], now: number): readonly Printout[] {
  const states = new Map(jobs.map((job) => [job.jobId, job.state]));
  const isLost = (state: string, late: boolean) => lostStates.has(state) || (state === 'Queued' && late);
  return list.filter((each) => {
    if (each.withdrawn) return false;
    const late = now - each.askedAt > patience;
    return each.taken ? isLost(states.get(each.jobId) ?? '', late) : each.refusal !== null || late;
  });
}

const key = 'store.printouts';
const listeners = new Set<() => void>();
let kept = keptNow();

/** What is kept, with what another window of the till has changed. */
export function keptNow(): readonly Printout[] {
  try {
    return pruned(JSON.parse(localStorage.getItem(key) ?? '[]') as Printout[], Date.now());
  } catch {
    return [];
  }
}

export const printouts = () => kept;

/** Changes what is kept; what another window of the till has put in meanwhile stays. */
export function changePrintouts(change: (list: readonly Printout[]) => readonly Printout[]): void {
  kept = pruned(change(keptNow()), Date.now());
  localStorage.setItem(key, JSON.stringify(kept));
  for (const listener of listeners) listener();
}

/** Whether a paper waits in the till until the device service answers. */
export function isWaiting(storeId: number, paper: Paper): boolean {
  const kept = ofPaper(keptNow(), storeId, paper);
  return kept !== undefined && !kept.taken && kept.refusal === null;
}

export function onPrintouts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
