import { useState } from 'react';
import { AppError } from '../../../preload/contract/errors.ts';
import type { Envelope } from '../../../preload/contract/wire.ts';
import { toAppError } from '../../lib/api.ts';

/** A question to the application or to the host's page, which answers with a value or a refusal. */
export function useAsking() {
  const [error, setError] = useState<AppError | null>(null);
  const [isRunning, setRunning] = useState(false);
  /** @returns the value, or undefined when it was refused: then `error` says why */
  const ask = async <T>(question: () => Promise<Envelope<T>>): Promise<{ value: T } | undefined> => {
    if (isRunning) return undefined;
    setError(null);
    setRunning(true);
    try {
      const answer = await question();
      if (answer.ok) return { value: answer.value };
      setError(new AppError(answer.error.code, answer.error.data));
    } catch (cause) {
      setError(toAppError(cause));
    } finally {
      setRunning(false);
    }
    return undefined;
  };
  return { ask, error, isRunning };
}
