import type { FromFacility, Request } from '../../preload/contract/wire.ts';

/** One way to the facility, as long as it lasts. */
export type Transport = { send: (message: Request) => void; close: () => void };

export type TransportListener = {
  onOpen: (transport: Transport) => void;
  onMessage: (message: FromFacility) => void;
  /** `revoked`: this seat is not let in any more, and nothing is tried again */
  onClose: (why?: 'revoked') => void;
};

/** Keeps reaching for the facility and tells the listener; answers how to stop. */
export type Connector = (listener: TransportListener) => () => void;

/**
 * In the application window: the preload hands over a MessagePort with `{ medvault: 'port' }`, again after every restart of the facility process.
 * The page asks for it once it listens, so that neither side can be too early.
 */
export const portConnector: Connector = (listener) => {
  let port: MessagePort | null = null;
  const drop = () => {
    if (!port) return;
    port.onmessage = null;
    port.close();
    port = null;
    listener.onClose();
  };
  const onWindowMessage = (event: MessageEvent<unknown>) => {
    if (event.source !== window) return;
    const word = wordOf(event.data);
    if (word === 'down') drop();
    if (word !== 'port') return;
    const [next] = event.ports;
    if (!next) return;
    drop();
    port = next;
    next.onmessage = (message: MessageEvent<FromFacility>) => listener.onMessage(message.data);
    next.addEventListener('close', () => {
      if (port === next) drop();
    });
    next.start();
    listener.onOpen({ send: (request) => next.postMessage(request), close: drop });
  };
  window.addEventListener('message', onWindowMessage);
  window.postMessage({ medvault: 'ready' }, window.location.origin === 'null' ? '*' : window.location.origin);
  return () => {
    window.removeEventListener('message', onWindowMessage);
    drop();
  };
};

/** The host's word for a seat whose access was withdrawn. */
const revokedCode = 4403;
const aliveEveryMs = 3000;
const silentMs = 10_000;
const isAlive: Request = { id: 'alive', method: 'facility.status', input: {} };

/**
 * In a browser: a WebSocket at /seat of the same origin, tried again with growing pauses. A cable that was pulled closes nothing: a line on which
 * nothing was heard for 10 s, although it was asked, counts as lost.
 */
export function socketConnector(url = seatAddress(window.location)): Connector {
  return (listener) => {
    let socket: WebSocket | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let attempts = 0;
    let isStopped = false;
    const open = () => {
      const next = new WebSocket(url);
      socket = next;
      let wasOpen = false;
      let isOver = false;
      let heardAt = Date.now();
      let asking: ReturnType<typeof setInterval> | undefined;
      const ask = () => {
        if (Date.now() - heardAt < silentMs) return next.send(JSON.stringify(isAlive));
        next.close(); // its own 'close' may take minutes to come
        end();
      };
      const end = (code?: number) => {
        if (isOver) return;
        isOver = true;
        clearInterval(asking);
        if (code === revokedCode) return listener.onClose('revoked');
        if (wasOpen || attempts === 0) listener.onClose();
        if (isStopped) return;
        attempts += 1;
        timer = setTimeout(open, pauseBefore(attempts));
      };
      next.addEventListener('open', () => {
        wasOpen = true;
        attempts = 0;
        heardAt = Date.now();
        asking = setInterval(ask, aliveEveryMs);
        listener.onOpen({ send: (request) => next.send(JSON.stringify(request)), close: () => next.close() });
      });
      next.addEventListener('message', (event: MessageEvent<string>) => {
        heardAt = Date.now();
        if (!isOver) listener.onMessage(JSON.parse(event.data) as FromFacility);
      });
      next.addEventListener('close', ({ code }) => end(code));
    };
    open();
    return () => {
      isStopped = true;
      clearTimeout(timer);
      socket?.close();
    };
  };
}

/** Milliseconds before the n-th new attempt: quick at first, never more than 5 s. */
export function pauseBefore(attempt: number): number {
  return Math.min(5000, 200 * 2 ** Math.max(0, attempt - 1));
}

export function seatAddress(location: { protocol: string; host: string }): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/seat`;
}

function wordOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null && 'medvault' in message ? message.medvault : undefined;
}
