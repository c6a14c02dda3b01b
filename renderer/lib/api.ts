import { keepPreviousData, QueryClient, useQuery as useTanStackQuery, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { AppError, type ErrorCode } from '../../preload/contract/errors.ts';
import type { MethodName, NamesOf, Output, RawInput } from '../../preload/contract/index.ts';
import { type Client, type Connection, createClient, newKey } from './client.ts';
import { isFedBy, settledReads } from './invalidation.ts';
import type { Connector } from './transport.ts';

let client: Client | null = null;

/** `networkMode: 'always'`: the facility is on this computer, being offline does not stop a read. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, staleTime: Infinity, refetchOnWindowFocus: false, gcTime: 5 * 60_000 },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** Begins the one connection of this window. */
export function startClient(connect: Connector): Client {
  client?.close();
  const next = createClient(connect);
  client = next;
  next.onChanged((tables) => void invalidateFor(tables));
  next.onStatus(() => void queryClient.invalidateQueries({ predicate: (query) => isFrameRead(query.queryKey[0]) }));
  // what changed while nobody told us is read again
  next.connection.subscribe((now, before) => {
    if (now.state === 'open' && before.hasBeenOpen) void queryClient.invalidateQueries();
  });
  return next;
}

export function theClient(): Client {
  if (!client) throw new Error('the client has not been started');
  return client;
}

/** Asks the facility; commands get a key of their own unless one is given. @throws AppError */
export function call<M extends MethodName>(method: M, input: RawInput<M>, options?: { key?: string }): Promise<Output<M>> {
  return theClient().call(method, input, options);
}

export type QueryOptions = {
  /** false: wait, for example until something is chosen */
  enabled?: boolean;
  /** show the former answer while the next one is read: for search as one types */
  keepPrevious?: boolean;
  /** ask again every so many milliseconds */
  everyMs?: number | false;
};
type Readable = NamesOf<'query'> | 'facility.status';

/** A fact from the facility, read again whenever its tables change. */
export function useQuery<M extends Readable>(method: M, input: RawInput<M>, options: QueryOptions = {}): UseQueryResult<Output<M>, Error> {
  return useTanStackQuery<Output<M>, Error>({
    queryKey: [method, input],
    queryFn: () => call(method, input),
    enabled: options.enabled ?? true,
    refetchInterval: options.everyMs ?? false,
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

export type Command<M extends MethodName> = {
  /** Answers the value, or undefined when it was refused: then `error` says why. */
  run: (input: RawInput<M>) => Promise<Output<M> | undefined>;
  error: AppError | null;
  isRunning: boolean;
  reset: () => void;
};

type Ask = (data: AppError['data']) => Promise<boolean>;
const askers = new Map<ErrorCode, Ask>();
/** What a refusal asks of the people at the screen before the same act is tried again: a second signature. Answers how to stop asking. */
export function answerRefusal(code: ErrorCode, ask: Ask): () => void {
  askers.set(code, ask);
  return () => void askers.delete(code);
}

/** The act, and again after what it asked for was given. */
async function callAnswering<M extends MethodName>(method: M, input: RawInput<M>, key: string): Promise<Output<M>> {
  try {
    return await call(method, input, { key });
  } catch (cause) {
    const ask = cause instanceof AppError ? askers.get(cause.code) : undefined;
    if (!ask || !(cause instanceof AppError) || !(await ask(cause.data))) throw cause;
    return callAnswering(method, input, key);
  }
}

/** One act of the user. A second click while it runs joins the first; a retry after a lost connection carries the same key. */
export function useCommand<M extends NamesOf<'command'> | NamesOf<'host'>>(method: M): Command<M> {
  const [error, setError] = useState<AppError | null>(null);
  const [isRunning, setRunning] = useState(false);
  const running = useRef<Promise<Output<M> | undefined> | null>(null);
  const unanswered = useRef<{ key: string; input: string } | null>(null);

  const run = useCallback(
    (input: RawInput<M>) => {
      if (running.current) return running.current;
      const written = JSON.stringify(input);
      const key = unanswered.current?.input === written ? unanswered.current.key : newKey();
      setError(null);
      setRunning(true);
      const attempt = callAnswering(method, input, key)
        .then((value) => {
          unanswered.current = null;
          return value;
        })
        .catch((cause: unknown) => {
          const refusal = toAppError(cause);
          unanswered.current = refusal.code === 'ipc.disconnected' ? { key, input: written } : null;
          setError(refusal);
          return undefined;
        })
        .finally(() => {
          running.current = null;
          setRunning(false);
        });
      running.current = attempt;
      return attempt;
    },
    [method],
  );
  const reset = useCallback(() => setError(null), []);
  return { run, error, isRunning, reset };
}

export function toAppError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  console.error(cause);
  return new AppError('internal');
}

export function useConnection(): Connection {
  return useStore(theClient().connection);
}

function isFrameRead(method: unknown): boolean {
  return method === 'facility.status' || method === 'network.status';
}

function invalidateFor(tables: readonly string[]): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: ({ queryKey: [method] }) =>
      typeof method === 'string' && !settledReads.includes(method as MethodName) && isFedBy(method, tables),
  });
}
