import type { Time } from '../time.ts';

/** Handshakes begun before everybody else has had a turn, and worked on at the same time. */
const most = 20;
const turnMs = 5;
/** Those who find the door full come back one after the other. */
const apartMs = 2;
const waitMs = { least: 250, most: 30_000 } as const;

/**
 * How many may prove who they are at once. After an outage thousands come back in the same second, and each costs the hub two signatures and
 * a write: without a door those who are in already would wait until the last one has proved it, and the last ones would be cut off as too slow.
 */
export function createDoor(time: Time, random: () => number = Math.random) {
  let begun = 0;
  let inside = 0;
  let dueAt = -Infinity;

  function nextTurn(): void {
    begun = 0;
  }

  return {
    /** @returns 0 = come in, or in how many milliseconds to come again */
    knock(): number {
      if (begun < most && inside < most) {
        // A hub that is busy gets to its timers late: then fewer are let in a second, as it should be.
        if (begun++ === 0) time.after(turnMs, nextTurn);
        return 0;
      }
      const now = time.elapsed();
      const next = Math.max(dueAt + apartMs, now + waitMs.least);
      if (next - now > waitMs.most) return Math.ceil(waitMs.most * (0.5 + random() / 2));
      dueAt = next;
      return Math.ceil(next - now);
    },
    /** The hub's own part of a handshake; a facility on a slow line holds up nobody. */
    async through<T>(work: () => Promise<T>): Promise<T> {
      inside++;
      try {
        return await work();
      } finally {
        inside--;
      }
    },
  };
}
export type Door = ReturnType<typeof createDoor>;
