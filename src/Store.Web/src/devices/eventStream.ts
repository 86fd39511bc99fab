import type { DeviceEvent } from '../api/client';
import { newUuid } from '../shell/uuid';
import { type Connection, sendTo } from './connection';

/** What this window calls itself to the device service: what a scanner reads goes to the window that claimed it. */
export const windowName = newUuid();

const shortestPause = 1_000;
const longestPause = 15_000;

/** Server-sent events out of text that comes in pieces. */
export class EventReader {
  private text = '';

  /** Takes a piece and gives the events that are whole. */
  take(piece: string): DeviceEvent[] {
    this.text += piece;
    const parts = this.text.split('\n\n');
    this.text = parts.pop() ?? '';
    return parts.flatMap((part) => {
      const data = part.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart()).join('\n');
      return data === '' ? [] : [JSON.parse(data) as DeviceEvent];
    });
  }
}

/** Follows what happens at the devices until it is stopped; goes on where it was after a break. */
export async function followEvents(to: Connection, onEvent: (event: DeviceEvent) => void, signal: AbortSignal): Promise<void> {
  let last: number | null = null;
  let pause = shortestPause;
  while (!signal.aborted) {
    try {
      const headers: Record<string, string> = { Accept: 'text/event-stream', ...(last === null ? {} : { 'Last-Event-ID': String(last) }) };
      const response = await sendTo(to, `${to.address}/api/devices/events?client=${windowName}`, { headers, signal });
      const pieces = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      const events = new EventReader();
      for (let read = await pieces?.read(); read && !read.done; read = await pieces?.read()) {
        pause = shortestPause;
        for (const event of events.take(read.value)) {
          last = event.seq;
          onEvent(event);
        }
      }
    } catch {
      // The service is away for a moment, or the page leaves.
    }
    await new Promise((resolve) => setTimeout(resolve, signal.aborted ? 0 : pause));
    pause = Math.min(longestPause, pause * 2);
  }
}
