import type { Time } from '../time.ts';

/** A quiet hub tells at once; a busy one gathers for this long, so that a hundred changes are one frame ... */
const gatherMs = 50;
/** ... or for so many times as long as telling takes, because others want to be answered as well ... */
const restTimes = 4;
/** ... but no longer than this: a change is to be seen within a second. */
const mostGatherMs = 500;
/** So many poked at once are let read before they are poked again, or those who write would wait behind those who read. */
const largeRound = 64;
/** Of a round; who is on a slow line holds up nobody. */
const enoughRead = 0.8;

/** How often the hub tells of news: round by round. */
export function createPace(time: Time) {
  let begunAt = -Infinity;
  let poked = 0;
  let read = 0;
  let readMs = 0;
  let tellMs = 0;

  /** From the beginning of one round to the next. */
  function pauseMs(): number {
    const rest = Math.max(gatherMs, restTimes * tellMs, poked < largeRound ? 0 : 2 * readMs);
    return Math.min(mostGatherMs, poked >= largeRound && read < enoughRead * poked ? mostGatherMs : rest);
  }

  return {
    /** Until the next round. */
    restMs: (): number => Math.max(0, begunAt + pauseMs() - time.elapsed()),
    begin(): void {
      begunAt = time.elapsed();
      poked = read = readMs = tellMs = 0;
    },
    end: (): void => void (tellMs = time.elapsed() - begunAt),
    hasPoked: (): void => void poked++,
    /** Someone who was poked asks. @returns whether the next round may come sooner now */
    hasRead(): boolean {
      const wasEnough = read >= enoughRead * poked;
      read++;
      if (wasEnough || read < enoughRead * poked) return false;
      readMs = time.elapsed() - begunAt;
      return poked >= largeRound;
    },
  };
}
