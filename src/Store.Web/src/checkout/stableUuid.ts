import { NoAnswer, Problem } from '../api';
import { newUuid } from '../shell/uuid';

/**
 * Sends something under an id that stays the same until the server has answered, also over a reload: sent again after no answer, it is the same thing and done once.
 */
export async function underOneUuid<Result>(name: string, send: (uuid: string) => Promise<Result>): Promise<Result> {
  const key = `store.uuid.${name}`;
  const uuid = localStorage.getItem(key) ?? newUuid();
  localStorage.setItem(key, uuid);
  try {
    const result = await send(uuid);
    localStorage.removeItem(key);
    return result;
  } catch (error) {
    if (error instanceof Problem && !(error instanceof NoAnswer) && error.status >= 400 && error.status < 500 && error.status !== 401) localStorage.removeItem(key);
    throw error;
  }
}
