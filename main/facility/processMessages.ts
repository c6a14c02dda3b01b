import type { WireError } from '../../preload/contract/errors.ts';

/** Which window is at the other end of a port. */
export type WindowSeat = { id: string; kind: 'window' };

/** The first message. The key travels here and nowhere else: argv and environment can be read by every program of the user. */
export type StartMessage = {
  t: 'start';
  dataDir: string;
  /** 32 bytes that wrap the data key, kept by the operating system's key store; without one the facility keeps a key file. */
  keyEncryptionKey?: Uint8Array;
  /** In a checkout: also serve a browser on this loopback port, 0 = any free one. */
};

/** In a utility process `port-open` carries the MessagePort itself and the two other port messages are not needed; a Node child gets them relayed. */
export type ToFacility =
  | StartMessage
  | { t: 'port-open'; id: string; seat: WindowSeat }
  | { t: 'port'; id: string; message: unknown }
  | { t: 'port-close'; id: string }
  | { t: 'shutdown' };

/** `failed`: the facility cannot work with this data folder (it stays alive and answers facility.status); starting again would not help. */
export type FromFacilityProcess =
  | { t: 'ready' }
  | { t: 'failed'; error: WireError }
  | { t: 'port'; id: string; message: unknown }
  | { t: 'port-close'; id: string };

/** One window's line, whichever way the bytes go. Messages that arrive before `onMessage` wait for it. */
export type PortLike = {
  post: (message: unknown) => void;
  onMessage: (listener: (message: unknown) => void) => void;
  onClose: (listener: () => void) => void;
  close: () => void;
};

export type ParentLink = {
  onStart: (listener: (message: StartMessage) => void) => void;
  onPort: (listener: (port: PortLike, seat: WindowSeat) => void) => void;
  /** Close what is open and end the process; also called when the parent is gone. */
  onShutdown: (listener: () => void) => void;
  send: (message: FromFacilityProcess) => void;
};

/** Electron's MessagePortMain, as far as it is used here: this file also runs where there is no Electron. */
type TransferredPort = {
  postMessage: (message: unknown) => void;
  on: ((event: 'message', listener: (event: { data: unknown }) => void) => unknown) & ((event: 'close', listener: () => void) => unknown);
  start: () => void;
  close: () => void;
};
type ElectronParent = {
  postMessage: (message: unknown) => void;
  on: (event: 'message', listener: (event: { data: unknown; ports: TransferredPort[] }) => void) => unknown;
};

/** The process that started us: Electron's main process through a utility process, or the same (or a test) through child_process.fork. */
export function parentLink(): ParentLink {
  const electronParent = (process as { parentPort?: ElectronParent }).parentPort;
  if (electronParent) return utilityLink(electronParent);
  if (process.send) return childLink();
  throw new Error('The facility process is started by the application or by `medvault serve`, not by hand.');
}

function utilityLink(parent: ElectronParent): ParentLink {
  const { link, accept } = makeLink((message) => parent.postMessage(message));
  parent.on('message', ({ data, ports: [port] }) => {
    const message = data as ToFacility;
    if (message.t === 'port-open' && port) accept.port(transferred(port), message.seat);
    else accept.message(message);
  });
  return link;
}

function transferred(port: TransferredPort): PortLike {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', ({ data }) => listener(data));
      port.start(); // until now the port keeps what arrives
    },
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  };
}

function childLink(): ParentLink {
  const send = (message: FromFacilityProcess) => {
    if (process.connected) process.send?.(message);
  };
  const { link, accept } = makeLink(send);
  const linesById = new Map<string, RelayedLine>();
  process.on('message', (received) => {
    const message = received as ToFacility;
    if (message.t === 'port-open') {
      const line = relayedLine(message.id, send);
      linesById.set(message.id, line);
      accept.port(line.port, message.seat);
    } else if (message.t === 'port') {
      linesById.get(message.id)?.arrive(message.message);
    } else if (message.t === 'port-close') {
      linesById.get(message.id)?.end();
      linesById.delete(message.id);
    } else {
      accept.message(message);
    }
  });
  process.on('disconnect', () => accept.message({ t: 'shutdown' }));
  return link;
}

type RelayedLine = { port: PortLike; arrive: (message: unknown) => void; end: () => void };

function relayedLine(id: string, send: (message: FromFacilityProcess) => void): RelayedLine {
  const messages = waitingList<unknown>();
  const closed = waitingList<void>();
  return {
    port: {
      post: (message) => send({ t: 'port', id, message }),
      onMessage: messages.listen,
      onClose: closed.listen,
      close: () => send({ t: 'port-close', id }),
    },
    arrive: messages.tell,
    end: () => closed.tell(),
  };
}

function makeLink(send: (message: FromFacilityProcess) => void) {
  const starts = waitingList<StartMessage>();
  const ports = waitingList<[PortLike, WindowSeat]>();
  const shutdowns = waitingList<void>();
  const link: ParentLink = {
    onStart: starts.listen,
    onPort: (listener) => ports.listen(([port, seat]) => listener(port, seat)),
    onShutdown: shutdowns.listen,
    send,
  };
  const accept = {
    port: (port: PortLike, seat: WindowSeat) => ports.tell([port, seat]),
    message: (message: ToFacility) => {
      if (message.t === 'start') starts.tell(message);
      else if (message.t === 'shutdown') shutdowns.tell();
    },
  };
  return { link, accept };
}

/** What is told before somebody listens is kept for the first listener. */
function waitingList<T>() {
  const kept: T[] = [];
  let listener: ((value: T) => void) | undefined;
  return {
    listen: (next: (value: T) => void) => {
      listener = next;
      for (const value of kept.splice(0)) next(value);
    },
    tell: (value: T) => {
      if (listener) listener(value);
      else kept.push(value);
    },
  };
}
