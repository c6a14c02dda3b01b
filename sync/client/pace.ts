import { batchSize } from '../protocol/limits.ts';
import type { Time } from '../time.ts';

/** How many rows are sent, or asked for, at once. It goes on from one connection to the next. */
export type Pace = { size: number; readonly most: number };

export const newPace = (most: number): Pace => ({ size: Math.min(batchSize.start, most), most });

/** Asks, and learns from how long the answer took. */
export async function paced<T>(pace: Pace, time: Time, ask: () => Promise<T>): Promise<T> {
  const askedAt = time.elapsed();
  let tookMs = Infinity; // no answer: it may have been more than the line carries in time
  try {
    const answer = await ask();
    tookMs = time.elapsed() - askedAt;
    return answer;
  } finally {
    pace.size = adapt(pace, tookMs);
  }
}

/** Grows while it is answered at once, shrinks on a slow line, so that a batch or a page costs a line about two seconds; without an answer down to one. */
function adapt({ size, most }: Pace, tookMs: number): number {
  if (tookMs === Infinity) return Math.max(1, Math.floor(size / 2));
  if (tookMs < 500 || size < batchSize.least) return Math.min(most, size * 2);
  return tookMs > 2000 ? Math.min(size, Math.max(batchSize.least, Math.floor(size / 2))) : size;
}
