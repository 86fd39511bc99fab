import { StoreClient } from './client';
import { NoAnswer, problemOf } from './problem';

export * from './problem';

const answerWithin = 30_000;

let whenSignedOut: () => void = () => undefined;

/** Says what to do when an answer says that nobody is signed in any more. */
export function onSignedOut(handler: () => void): void {
  whenSignedOut = handler;
}

/** fetch, but anything other than a good answer is thrown: a Problem when the server refuses, NoAnswer when nobody knows. */
export async function send(url: RequestInfo, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', ...init, signal: init.signal ?? AbortSignal.timeout(answerWithin) });
  } catch (failed) {
    throw new NoAnswer(failed);
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (!(problem instanceof NoAnswer) && problem.code === 'sign_in.required') whenSignedOut();
  throw problem;
}

/** The API, generated from the host's OpenAPI document. */
export const api = new StoreClient('', { fetch: send });

/** The API with approvals by others that go with each request, in its header; the same API without any. */
export function withApprovals(approvalIds: readonly number[]): StoreClient {
  if (approvalIds.length === 0) return api;
  const sendApproved = (url: RequestInfo, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('Approval', approvalIds.join(','));
    return send(url, { ...init, headers });
  };
  return new StoreClient('', { fetch: sendApproved });
}
