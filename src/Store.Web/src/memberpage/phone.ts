import { StoreClient } from '../api/client';
import { Problem, send } from '../api';

const key = 'store.member-session';

let whenSignedOut: () => void = () => undefined;

/** The token of this phone's session; null when nobody is signed in on it. */
export const keptToken = (): string | null => localStorage.getItem(key);

export function keepToken(token: string | null): void {
  if (token === null) localStorage.removeItem(key);
  else localStorage.setItem(key, token);
}

/** Says what to do when an answer says that this phone is not signed in any more. */
export function onPhoneSignedOut(handler: () => void): void {
  whenSignedOut = handler;
}

/** The API as a member's phone asks it. */
export const memberApi = new StoreClient('', {
  fetch: async (url: RequestInfo, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    const token = keptToken();
    if (token !== null) headers.set('Member-Session', token);
    try {
      return await send(url, { ...init, headers });
    } catch (problem) {
      if (problem instanceof Problem && problem.code === 'page.signed_out') whenSignedOut();
      throw problem;
    }
  },
});
