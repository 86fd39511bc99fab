import { StoreClient } from '../api/client';
import { send } from '../api';

const key = 'store.member-session';

/** The token of this phone's session; null when nobody is signed in on it. */
export const keptToken = (): string | null => localStorage.getItem(key);

export function keepToken(token: string | null): void {
  if (token === null) localStorage.removeItem(key);
  else localStorage.setItem(key, token);
}

/** The API as a member's phone asks it. */
export const memberApi = new StoreClient('', {
  fetch: (url: RequestInfo, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    const token = keptToken();
    if (token !== null) headers.set('Member-Session', token);
    return send(url, { ...init, headers });
  },
});
