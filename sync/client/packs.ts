import { maxPieceBytes } from '../protocol/limits.ts';
import type { HubFrameOf, ShelfPack } from '../protocol/messages.ts';
import type { Time } from '../time.ts';
import { createAlarm } from './wake.ts';

/** The protocol version that first had a shelf. */
export const packsSince = 5;

/** The facility's side: what it makes of the shelf, and where the pieces go. */
export type PackPort = {
  heard(packs: readonly ShelfPack[]): Promise<void>;
  /** The file to go on with, and how many of its bytes are here. Null: nothing is wanted, or not now (every byte is paid for, the disk is full). */
  next(): Promise<{ sha256: string; have: number } | null>;
  /** From `offset` on, in the order in which they were asked for; null: the hub has that file no more. */
  keep(sha256: string, offset: number, bytes: Buffer | null): Promise<void>;
};

export type PackTiming = {
  /** how often the shelf is asked for without a poke */
  askMs: number;
  /** after a welcome or a poke within this time: ten thousand facilities hear of a new edition in the same moment */
  spreadMs: number;
  /** between two pieces, at least */
  restMs: number;
  /** how often it is looked whether there is something to fetch by now */
  lookMs: number;
};
const defaultTiming: PackTiming = { askMs: 24 * 3_600_000, spreadMs: 60_000, restMs: 100, lookMs: 10 * 60_000 };

/** Of the time that a piece takes the line is left free so many times as long. */
const restShare = 3;
/** Bytes: a quarter of a second on a 2G line. */
const leastPiece = 1024;

/** What goes on from one connection to the next. */
export type PackPace = { size: number; dueAt: number };

/** `dueAt`: by the line's watch. The first shelf is asked for soon after the start. */
export const newPackPace = (): PackPace => ({ size: 4 * leastPiece, dueAt: -Infinity });

type Fetching = {
  port: PackPort;
  pace: PackPace;
  time: Time;
  random: () => number;
  timing?: Partial<PackTiming> | undefined;
  /** Null when the hub asked to come back later, and later has come. */
  askShelf: () => Promise<HubFrameOf<'shelved'> | null>;
  askPiece: (sha256: string, offset: number, limit: number) => Promise<HubFrameOf<'pieced'> | null>;
  /** resolves when nothing is being sent or read */
  quiet: () => Promise<unknown>;
  fail: (error: unknown) => void;
};

/** Fetches knowledge packs for as long as one connection lasts: behind everything else, a piece at a time, from where the last connection ended. */
export function fetchPacks({ port, pace, time, random, quiet, fail, askShelf, askPiece, ...given }: Fetching) {
  const timing = { ...defaultTiming, ...given.timing };
  const alarm = createAlarm(time);
  let isStopped = false;
  let restUntil = time.elapsed() + timing.restMs; // what waits to be sent begins first

  const dueSoon = () => {
    pace.dueAt = Math.min(pace.dueAt, time.elapsed() + random() * timing.spreadMs);
  };
  if (pace.dueAt === -Infinity) pace.dueAt = time.elapsed() + random() * timing.spreadMs;

  async function run(): Promise<void> {
    while (!isStopped) {
      const now = time.elapsed();
      if (restUntil > now) {
        await alarm.sleep(restUntil - now);
        continue;
      }
      await quiet();
      if (isStopped) return;
      if (time.elapsed() >= pace.dueAt) {
        const shelf = await askShelf();
        if (shelf === null) continue;
        pace.dueAt = time.elapsed() + timing.askMs;
        await port.heard(shelf.packs);
      }
      const wanted = await port.next();
      if (wanted === null) await alarm.sleep(Math.max(1, Math.min(timing.lookMs, pace.dueAt - time.elapsed())));
      else await fetchPiece(wanted.sha256, wanted.have);
    }
  }

  async function fetchPiece(sha256: string, offset: number): Promise<void> {
    const askedAt = time.elapsed();
    let tookMs = Infinity; // no answer: it may have been more than the line carries in time
    try {
      const piece = await askPiece(sha256, offset, pace.size);
      tookMs = time.elapsed() - askedAt;
      if (piece === null) return;
      await port.keep(sha256, offset, piece.bytes === null ? null : Buffer.from(piece.bytes, 'base64'));
      if (piece.bytes === null) dueSoon(); // another edition lies there
    } finally {
      pace.size = adapt(pace.size, tookMs);
      restUntil = time.elapsed() + Math.max(timing.restMs, Number.isFinite(tookMs) ? restShare * tookMs : 0);
    }
  }

  const running = run().catch(fail);

  return {
    shelfChanged(): void {
      dueSoon();
      alarm.wake();
    },
    /** Somebody asked for a pack now, or the line is no longer paid by the byte. */
    look: () => alarm.wake(),
    async stop(): Promise<void> {
      isStopped = true;
      alarm.wake();
      await running;
    },
  };
}

/** Below half a second a larger piece, above two a smaller one, so that whatever waits behind it does not wait long. */
function adapt(size: number, tookMs: number): number {
  if (tookMs < 500) return Math.min(maxPieceBytes, size * 2);
  return tookMs > 2000 ? Math.max(leastPiece, Math.floor(size / 2)) : size;
}
