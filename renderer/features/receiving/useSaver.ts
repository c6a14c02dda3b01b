import { useCallback, useEffect, useRef, useState } from 'react';
import { toAppError } from '../../lib/api.ts';

/**
 * Saves what is typed a moment after the last key, one save after the other, each under the version that the one before gave.
 * What waits when the form goes is still sent: a crash loses no more than the moment.
 */
export function useSaver<C extends object>(version: number, send: (changes: C, version: number) => Promise<{ version: number }>) {
  const [error, setError] = useState<unknown>(null);
  const waiting = useRef<C | null>(null);
  const known = useRef(version);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
    known.current = Math.max(known.current, version);
  });

  const flush = useCallback((): Promise<void> => {
    clearTimeout(timer.current);
    queue.current = queue.current.then(async () => {
      const changes = waiting.current;
      waiting.current = null;
      if (!changes) return;
      try {
        known.current = (await latest.current(changes, known.current)).version;
        setError(null);
      } catch (cause) {
        setError(toAppError(cause));
      }
    });
    return queue.current;
  }, []);
  const save = useCallback(
    (changes: C) => {
      waiting.current = { ...waiting.current, ...changes };
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), 600);
    },
    [flush],
  );
  useEffect(() => () => void flush(), [flush]);
  return { save, flush, error };
}
