import { NoAnswer, Problem, api } from '../api';
import type { PrintDocument } from '../api/client';
import { problemText } from '../shell/ProblemAlert';
import { devicesAt } from './connection';
import { newUuid } from '../shell/uuid';
import { type Printout, changePrintouts, due, expiryOf, isOver, keptNow, printouts } from './printouts';

/** The paper as the host lays it out. A receipt is counted there by the print's UUID: once, however often it is asked for. */
async function documentOf({ jobId, printId, storeId, paper, language }: Printout): Promise<PrintDocument> {
  switch (paper.kind) {
    case 'X': return api.getXReportPaper(storeId, paper.shiftId, language);
    case 'Z': return api.getZReportPaper(storeId, paper.zReportId, language);
    case 'Parked': return api.getParkingPaper(storeId, paper.parkedSaleId, language);
    case 'Order': return api.getOrderPaper(storeId, paper.orderId, language);
    default: {
      const order = { printUuid: printId ?? jobId, kind: paper.kind, format: 'Document', width: 80, language };
      const printed = paper.copy ? await api.reprintReceipt(storeId, paper.saleId, order) : await api.printReceipt(storeId, paper.saleId, order);
      return printed.document ?? { elements: [] };
    }
  }
}

const change = (jobId: string, to: Partial<Printout>) => changePrintouts((list) => list.map((each) => (each.jobId === jobId ? { ...each, ...to } : each)));

/** Whether a refusal is about this paper for good. Everything else is tried again: nobody knows, or it may yet become possible. */
const isFinal = (error: unknown): error is Problem => error instanceof Problem && !(error instanceof NoAnswer) && error.status >= 400 && error.status < 500 && error.status !== 401 && error.status !== 429 && !error.code.startsWith('pairing.');

/** Whether the device service has a paper whose answer was lost. It is not laid out again then: a report would say another time and be another paper. */
async function isTaken(jobId: string): Promise<boolean> {
  try {
    await devicesAt().getJob(jobId);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'job.not_found') return false;
    throw error;
  }
}

/** Whether a paper is still wanted from the till's printer, also after what another window of the till did meanwhile. */
const isWanted = (jobId: string) => keptNow().some((each) => each.jobId === jobId && !each.withdrawn);

/** Gives a paper to the device service, which prints it once. */
export async function handOver(printout: Printout, printerId: string): Promise<void> {
  const { jobId, title } = printout;
  try {
    if (!printout.sent || !(await isTaken(jobId))) {
      const document = await documentOf(printout);
      if (!isWanted(jobId)) return;
      change(jobId, { sent: true });
      await devicesAt().printPaper(printerId, { jobUuid: jobId, title, document, expiresAt: expiryOf(printout) });
    }
    change(jobId, { taken: true });
  } catch (error) {
    if (!isFinal(error)) return;
    // It has come there in other words before: then it is there.
    if (error.code === 'idempotency.key_reused') {
      change(jobId, { taken: true });
      return;
    }
    // The original is on paper already, from another window or from the browser.
    if (error.code === 'receipt.printed') changePrintouts((list) => list.filter((each) => each.jobId !== printout.jobId));
    else change(printout.jobId, { refusal: problemText(error) });
  }
}

const forget = (jobId: string) => changePrintouts((list) => list.filter((each) => each.jobId !== jobId));

/** The paper that is being handed over just now. */
let underway: Promise<void> = Promise.resolve();

/**
 * Takes a paper back from the till's printer, so that it comes out elsewhere. Gives the UUID of its print where nothing of it is on paper, so that what comes out elsewhere is this very paper;
 * null where it may be on paper already.
 */
export async function takeBack(jobId: string): Promise<string | null> {
  change(jobId, { withdrawn: true });
  await underway;
  const printout = keptNow().find((each) => each.jobId === jobId);
  if (!printout) return null;
  if ((printout.taken || printout.sent) && !(await isGone(jobId))) return null;
  forget(jobId);
  return printout.printId ?? jobId;
}

/** Whether nothing of a paper will come out of the till's printer. While the device service is away that is not known, and told to it later. */
async function isGone(jobId: string): Promise<boolean> {
  try {
    await devicesAt().cancelJob(jobId);
    return true;
  } catch (error) {
    if (!isFinal(error) || error.code === 'job.not_found') return isFinal(error);
  }
  const gone = await devicesAt().getJob(jobId).then(({ state }) => isOver(state), () => false);
  if (!gone) change(jobId, { withdrawn: false });
  return gone;
}

/** Wants a paper again that was taken back and did not come out elsewhere either: the same print, and another job where the device service knows the first. */
export const putBack = (printout: Printout) => changePrintouts((list) => (list.some((each) => each.jobId === printout.jobId)
  ? list.map((each) => (each.jobId === printout.jobId ? { ...each, withdrawn: false } : each))
  : [...list, printout.taken || printout.sent ? { ...printout, jobId: newUuid(), printId: printout.printId ?? printout.jobId, taken: false, sent: false } : printout]));

/** What came out elsewhere does not come out here as well. What has begun to print meanwhile stands in the device service's own list. */
async function withdraw(storeId: number): Promise<void> {
  for (const { jobId } of printouts().filter((each) => each.withdrawn && each.storeId === storeId)) {
    try {
      await devicesAt().cancelJob(jobId);
    } catch (error) {
      if (!isFinal(error)) return;
    }
    forget(jobId);
  }
}

let running = false;

/** Hands everything that waits to the device service, in the order asked. Never in anyone's way: it runs beside the till. */
export async function deliver(storeId: number, printerId: string): Promise<void> {
  if (running) return;
  running = true;
  try {
    await withdraw(storeId);
    for (let next = first(storeId, []), tried: string[] = []; next; next = first(storeId, tried)) {
      tried = [...tried, next.jobId];
      underway = handOver(next, printerId);
      await underway;
    }
  } finally {
    running = false;
  }
}

const first = (storeId: number, tried: readonly string[]) => due(printouts(), Date.now()).find((each) => each.storeId === storeId && !tried.includes(each.jobId));
