import { NoAnswer, Problem, api } from '../api';
import type { PrintDocument } from '../api/client';
import { problemText } from '../shell/ProblemAlert';
import { devicesAt } from './connection';
import { type Printout, changePrintouts, due, expiryOf, printouts } from './printouts';

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

/** Gives a paper to the device service, which prints it once. */
export async function handOver(printout: Printout, printerId: string): Promise<void> {
  const { jobId, title } = printout;
  try {
    if (!printout.sent || !(await isTaken(jobId))) {
      const document = await documentOf(printout);
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

let running = false;

/** Hands everything that waits to the device service, in the order asked. Never in anyone's way: it runs beside the till. */
export async function deliver(storeId: number, printerId: string): Promise<void> {
  if (running) return;
  running = true;
  try {
    for (let next = first(storeId, []), tried: string[] = []; next; next = first(storeId, tried)) {
      tried = [...tried, next.jobId];
      await handOver(next, printerId);
    }
  } finally {
    running = false;
  }
}

const first = (storeId: number, tried: readonly string[]) => due(printouts(), Date.now()).find((each) => each.storeId === storeId && !tried.includes(each.jobId));
