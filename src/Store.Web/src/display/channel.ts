import type { Screen } from './screen';

/** The till and the customer's window are of the same browser; they find each other without a server. */
const name = 'store.display';

type Message = { readonly kind: 'screen'; readonly screen: Screen } | { readonly kind: 'hello' };

interface Line { readonly close: () => void }

/** The customer's end: shows what comes, and asks for what is there now. */
export function watchTill(show: (screen: Screen) => void): Line {
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'screen') show(data.screen);
  });
  channel.postMessage({ kind: 'hello' } satisfies Message);
  return channel;
}

/** The till's end: tells what to show, again to a window that has just opened. */
export function showCustomer(current: () => Screen): Line & { readonly post: (screen: Screen) => void } {
  const channel = new BroadcastChannel(name);
  const post = (screen: Screen) => channel.postMessage({ kind: 'screen', screen } satisfies Message);
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'hello') post(current());
  });
  return { post, close: () => channel.close() };
}
