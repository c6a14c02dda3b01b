import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../preload/contract/errors.ts';
import type { Output } from '../../../preload/contract/index.ts';
import { call, toAppError } from '../../lib/api.ts';
import { newKey } from '../../lib/client.ts';

type Round = 1 | 2 | 3;
type Typed = { quantity: number | null; seen: number | null; at: number };
type Taken = Output<'stockTakes.saveCounts'>['taken'][number];
/** a lost line or a locked screen: the figures are kept and sent again */
const laterCodes: readonly string[] = ['ipc.disconnected', 'auth.locked'];
const afterTypingMs = 600;
const againMs = 2000;

/**
 * Sends what was typed within a second, all lines of that second in one command. What can't be sent stays and is tried again, with the
 * moment at which it was typed: the book is compared as it was then.
 */
export function useCounting(stockTakeId: string, round: Round) {
  const waiting = useRef(new Map<string, Typed>());
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isSending = useRef(false);
  const again = useRef<() => void>(() => undefined);
  const [unsaved, setUnsaved] = useState(0);
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [problem, setProblem] = useState<AppError | null>(null);
  const [taken, setTaken] = useState<ReadonlyMap<string, Taken>>(new Map());

  const send = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    if (isSending.current || waiting.current.size === 0) return;
    isSending.current = true;
    const batch = waiting.current;
    waiting.current = new Map();
    const now = Date.now();
    const counts = [...batch].map(([lineId, { quantity, seen, at }]) => ({
      lineId,
      quantity,
      seen,
      agoMs: Math.min(600_000, Math.max(0, now - at)),
    }));
    let wait = 0;
    try {
      const answer = await call('stockTakes.saveCounts', { stockTakeId, round, counts }, { key: newKey() });
      setProblem(null);
      setSavedAt(new Date().toISOString());
      setTaken((before) => withTaken(before, batch, answer.taken));
    } catch (cause) {
      const refusal = toAppError(cause);
      setProblem(refusal);
      if (laterCodes.includes(refusal.code)) {
        waiting.current = new Map([...batch, ...waiting.current]); // what was typed since goes before
        wait = againMs;
      }
    }
    isSending.current = false;
    setUnsaved(waiting.current.size);
    if (waiting.current.size > 0) timer.current = setTimeout(() => again.current(), wait);
  }, [stockTakeId, round]);

  const type = useCallback(
    (lineId: string, quantity: number | null, seen: number | null) => {
      const isFirst = waiting.current.size === 0;
      waiting.current.set(lineId, { quantity, seen, at: Date.now() });
      setUnsaved(waiting.current.size);
      // the clock runs from the first figure, not from the last: somebody who types fast is saved as well
      if (isFirst) timer.current = setTimeout(() => void send(), afterTypingMs);
    },
    [send],
  );
  useEffect(() => {
    again.current = () => void send();
    return () => void send(); // leaving keeps what was typed
  }, [send]);
  return { type, flush: send, unsaved, savedAt, problem, isWaiting: problem !== null && laterCodes.includes(problem.code), taken };
}

function withTaken(
  before: ReadonlyMap<string, Taken>,
  sent: ReadonlyMap<string, Typed>,
  now: readonly Taken[],
): ReadonlyMap<string, Taken> {
  const after = new Map([...before].filter(([lineId]) => !sent.has(lineId)));
  for (const one of now) after.set(one.lineId, one);
  return after;
}
