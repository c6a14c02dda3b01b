import { maxCredits } from '../protocol/limits.ts';

/** Requests of all connections together above which each is granted fewer. */
const easy = 400;

/** What the hub is answering, of all connections. */
export type Load = { count: number };

/**
 * How many requests one facility may have unanswered. A lower grant holds for what it asks after it has read of it; what was on its way by
 * then, at most as many as it was granted before, is let through.
 */
export function createCredits(load: Load) {
  let granted: number = maxCredits;
  let before: number = maxCredits;
  let onTheWay = 0;
  let unanswered = 0;
  return {
    /** A request came. @returns false when it is one too many */
    take(): boolean {
      unanswered++;
      load.count++;
      const limit = onTheWay > 0 ? before : granted;
      if (onTheWay > 0) onTheWay--;
      return unanswered <= limit;
    },
    answered(): void {
      if (unanswered === 0) return;
      unanswered--;
      load.count--;
    },
    /** To be told with the answer that is sent now. */
    grant(): number {
      const next = Math.max(1, Math.min(maxCredits, Math.floor((maxCredits * easy) / Math.max(1, load.count))));
      if (next < granted) {
        before = onTheWay > 0 ? Math.max(before, granted) : granted;
        onTheWay = before;
      }
      granted = next;
      return next;
    },
    /** The connection has ended. */
    end(): void {
      load.count -= unanswered;
      unanswered = 0;
    },
  };
}
