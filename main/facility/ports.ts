import { maxMessageBytes, request as requestShape, type FromFacility } from '../../preload/contract/wire.ts';
import type { Seat } from './context.ts';
import { dispatch } from './dispatch.ts';
import type { Host } from './host.ts';

/** One line to a window or a browser, whichever way its messages go. */
export type Line = { post: (message: FromFacility) => void };

/** Serves one seat over one line; `receive` takes what comes in. The same for a MessagePort and for a WebSocket. */
export function serveSeat(host: Host, seat: Seat, line: Line): { receive: (message: unknown) => void; end: () => void } {
  const stop = host.onNews((news) => line.post(news === 'status' ? { t: 'status' } : { t: 'changed', tables: news.tables }));
  return {
    receive: (message) => void receive(message),
    end: stop,
  };

  async function receive(message: unknown): Promise<void> {
    const parsed = requestShape.safeParse(message);
    if (!parsed.success) return; // not a call: whoever sent it gets no answer to argue with
    const envelope = await dispatch(host, seat, parsed.data);
    line.post({ t: 'answer', id: parsed.data.id, ...envelope });
  }
}

/** Text from a WebSocket; too large or not JSON is undefined. */
export function parseMessage(text: string): unknown {
  if (text.length > maxMessageBytes) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
