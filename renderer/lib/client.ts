import { createStore, type StoreApi } from 'zustand/vanilla';
import { AppError } from '../../preload/contract/errors.ts';
import { contract, type MethodName, type Output, type RawInput } from '../../preload/contract/index.ts';
import type { SignedIn } from '../../preload/contract/session.ts';
import type { FromFacility, Request } from '../../preload/contract/wire.ts';
import type { Connector, Transport } from './transport.ts';

/** `since`: milliseconds of the clock when this state began. `revoked`: this seat's access was withdrawn. */
export type Connection = { state: 'connecting' | 'open' | 'lost' | 'revoked'; since: number; hasBeenOpen: boolean };

export type Client = {
  call: <M extends MethodName>(method: M, input: RawInput<M>, options?: { key?: string }) => Promise<Output<M>>;
  connection: StoreApi<Connection>;
  /** The session token, in memory only: resumes the session on the next connection. */
  keepToken: (token: string | null) => void;
  onChanged: (listener: (tables: readonly string[]) => void) => () => void;
  onStatus: (listener: () => void) => () => void;
  /** The session went on after a new connection, or (null) it has ended. */
  onResumed: (listener: (session: SignedIn | null) => void) => () => void;
  /** The facility refused because this session is locked. */
  onLocked: (listener: () => void) => () => void;
  close: () => void;
};

type Pending = {
  request: Request;
  canResend: boolean;
  isSent: boolean;
  /** runs while there is nobody to ask */
  patience?: ReturnType<typeof setTimeout>;
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
};

/** Acts that must not run twice when the answer was lost. Everything else is a read, carries a key, or ends in the same state. */
const onceOnly = new Set<MethodName>([
  'facility.setUp',
  'facility.exploreDemo',
  'network.enrol',
  'blobs.commit',
  'backups.make',
  'backups.restore',
  'facility.restore',
  'recovery.renew',
  'session.changePassword',
  'session.resetPassword',
  'session.confirmTotp',
  'session.renewBackupCodes',
]);

/** A key is minted once per user intent and survives retries. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The one contract client. Unanswered calls are sent again with the same key when the facility is back; each fails after `patienceMs` without it. */
export function createClient(connect: Connector, options: { patienceMs?: number } = {}): Client {
  const patienceMs = options.patienceMs ?? 30_000;
  const pendingById = new Map<string, Pending>();
  const changed = listeners<readonly string[]>();
  const status = listeners<void>();
  const resumed = listeners<SignedIn | null>();
  const locked = listeners<void>();
  const connection = createStore<Connection>(() => ({ state: 'connecting', since: Date.now(), hasBeenOpen: false }));
  let transport: Transport | null = null;
  let isReady = false;
  let token: string | null = null;

  const send = (pending: Pending) => {
    if (!transport) return;
    pending.isSent = true;
    transport.send(pending.request);
  };
  const flush = () => {
    isReady = true;
    for (const pending of pendingById.values()) send(pending);
  };
  const giveUp = (pending: Pending) => {
    pendingById.delete(pending.request.id);
    clearTimeout(pending.patience);
    pending.reject(new AppError('ipc.disconnected'));
  };
  const waitPatiently = (pending: Pending) => {
    clearTimeout(pending.patience);
    pending.patience = setTimeout(() => giveUp(pending), patienceMs);
  };

  const onOpen = (next: Transport) => {
    for (const pending of pendingById.values()) clearTimeout(pending.patience);
    transport = next;
    connection.setState({ state: 'open', since: Date.now(), hasBeenOpen: true });
    if (!token) return flush();
    const request: Request = { id: newKey(), method: 'session.resume', input: { token } };
    const finish = (session: SignedIn | null) => {
      pendingById.delete(request.id);
      token = session?.token ?? null;
      resumed.tell(session);
      flush();
    };
    // answered before anything else goes out, else the resent calls would meet a seat that knows nobody
    pendingById.set(request.id, {
      request,
      canResend: false,
      isSent: true,
      resolve: (value) => finish(value as SignedIn),
      reject: (error) => (isDisconnect(error) ? undefined : finish(null)),
    });
    next.send(request);
  };
  const onClose = (why?: 'revoked') => {
    transport = null;
    isReady = false;
    const state = why ?? 'lost';
    connection.setState((before) => (before.state === state ? before : { state, since: Date.now() }));
    for (const pending of pendingById.values()) {
      if (pending.isSent && !pending.canResend) giveUp(pending);
      else waitPatiently(pending);
    }
  };
  const onMessage = (message: FromFacility) => {
    if (message.t === 'changed') return changed.tell(message.tables);
    if (message.t === 'status') return status.tell();
    const pending = pendingById.get(message.id);
    if (!pending) return;
    pendingById.delete(message.id);
    const isSessionOver =
      !message.ok && message.error.code === 'auth.signed_out' && token !== null && pending.request.method !== 'session.resume';
    if (!message.ok && message.error.code === 'auth.locked') locked.tell();
    if (isSessionOver) {
      token = null;
      resumed.tell(null);
    }
    if (message.ok) pending.resolve(message.value);
    else pending.reject(new AppError(message.error.code, message.error.data));
  };
  const stop = connect({ onOpen, onClose, onMessage });

  return {
    connection,
    call: (method, input, callOptions = {}) =>
      new Promise((resolve, reject) => {
        const isCommand = contract[method].kind === 'command';
        const request: Request = { id: newKey(), method, input, ...(isCommand ? { key: callOptions.key ?? newKey() } : {}) };
        const pending: Pending = {
          request,
          canResend: !onceOnly.has(method),
          isSent: false,
          resolve: resolve as (value: unknown) => void,
          reject,
        };
        pendingById.set(request.id, pending);
        if (isReady) send(pending);
        else if (!transport) waitPatiently(pending);
      }),
    keepToken: (next) => {
      token = next;
    },
    onChanged: changed.add,
    onStatus: status.add,
    onResumed: resumed.add,
    onLocked: locked.add,
    close: () => {
      for (const pending of pendingById.values()) clearTimeout(pending.patience);
      stop();
    },
  };
}

function isDisconnect(error: Error): boolean {
  return error instanceof AppError && error.code === 'ipc.disconnected';
}

function listeners<T>() {
  const all = new Set<(value: T) => void>();
  return {
    add: (listener: (value: T) => void) => {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell: (value: T) => {
      for (const listener of all) listener(value);
    },
  };
}
