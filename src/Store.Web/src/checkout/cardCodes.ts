import { newUuid } from '../shell/uuid';
import { cardEnd } from './balances';

const codes = new Map<string, string>();

const isName = (text: string) => /^card:[0-9a-f-]{36}:\d{4}$/.test(text);

/**
 * A name for a gift card's code. Whoever has a code has its money: it stays in this page's memory, and what the browser keeps has the name in its place, of which the end can be shown.
 * After a reload a card is read again; a sale that was on its way then is told by its UUID, so that it is neither lost nor recorded twice.
 */
export function nameOf(code: string): string {
  const known = [...codes].find(([, other]) => other === code);
  if (known) return known[0];
  const name = `card:${newUuid()}:${code.slice(-4)}`;
  codes.set(name, code);
  return name;
}

/** Whether this page has read the card of that name. */
export const hasCode = (name: string | null | undefined): boolean => name !== null && name !== undefined && codes.has(name);

/** What is sent to the server: the codes themselves; of a card that this page has not read, its end. */
export const withCodes = <Body>(body: Body): Body =>
  JSON.parse(JSON.stringify(body), (_, value: unknown) => (typeof value === 'string' && isName(value) ? codes.get(value) ?? cardEnd(value) : value)) as Body;
