import { isClockSuspect } from '../protocol/clock.ts';
import { packText } from '../protocol/frame.ts';
import { forAll } from '../protocol/interest.ts';
import type { Place } from '../protocol/interest.ts';
import { maxRowsPerFrame } from '../protocol/limits.ts';
import type { Row } from '../protocol/messages.ts';
import { protocolVersion } from '../protocol/version.ts';
import type { Fresh, FreshRow, KeptRow } from './store/store.ts';

/** Spoken since this version: rows are sent to whoever has read everything. */
export const liveSince = 5;

/** Whoever has read everything that it wants is sent what comes next. */
export type LiveReader = {
  facility: string;
  /** null = whatever others stock */
  items: ReadonlySet<string> | null;
  /** it holds everything that it wants up to here and is sent what follows; null = it asks for itself */
  readTo: number | null;
};

/** Whom rows may concern. `near` includes whoever is there itself; a place of null is near everybody. */
export type Readers<R> = { all: Iterable<R>; named(facility: string): R | undefined; near(place: Place): Iterable<R> };

/**
 * Which of the rows each reader is to be sent, by their index, in their order: `interestFilter` of sync/protocol/interest.ts, asked from the
 * row's side, so that nobody is asked about what happens far away. Among others' rows its own are there too, or no two neighbours would be
 * sent the same; only its own are nothing to be sent.
 */
export function dueRows<R extends LiveReader>(rows: readonly FreshRow[], readers: Readers<R>): Map<R, readonly number[]> {
  const due = new Map<R, number[]>();
  const ofOthers = new Set<R>();
  const reached = new Map<string, readonly R[]>();
  function near({ facility, place }: FreshRow): readonly R[] {
    const before = reached.get(facility);
    if (before !== undefined) return before;
    const found = [...readers.near(place)];
    reached.set(facility, found);
    return found;
  }
  function give(reader: R, index: number): void {
    const { facility, cursor } = rows[index]!;
    if (reader.readTo === null || reader.readTo >= cursor) return;
    if (reader.facility !== facility) ofOthers.add(reader);
    const given = due.get(reader);
    if (given === undefined) due.set(reader, [index]);
    else if (given.at(-1) !== index) given.push(index);
  }
  for (const [index, row] of rows.entries()) {
    const { kind, topic } = row;
    if (topic === forAll) {
      for (const reader of readers.all) give(reader, index);
      continue;
    }
    const named = topic === null ? undefined : readers.named(topic);
    if (named !== undefined) give(named, index);
    if (kind === 'transfer' && topic !== null) continue;
    const isChosen = kind === 'stock.level' && topic !== null;
    for (const reader of near(row)) if (!isChosen || reader.items === null || reader.items.has(topic)) give(reader, index);
  }
  for (const reader of due.keys()) if (!ofOthers.has(reader)) due.delete(reader);
  return due;
}

/** Writes each row once, and the frame once for all who are to read the same after the same. Null: too many for one frame. */
export function createLetters(
  { rows, progress }: Fresh,
  witness: string,
): (from: number, due: readonly number[]) => string | Buffer | null {
  const texts: (string | undefined)[] = [];
  const packed = new Map<string, string | Buffer>();
  const end = `"cursor":${progress.head},"witness":${JSON.stringify(witness)}}`;
  return (from, due) => {
    if (due.length > maxRowsPerFrame) return null;
    const same = `${from}:${due.join()}`;
    const before = packed.get(same);
    if (before !== undefined) return before;
    const written = due.map((index) => (texts[index] ??= JSON.stringify(toWireRow(rows[index]!)))).join();
    const letter = packText(`{"t":"live","rows":[${written}],"from":${from},${end}`, protocolVersion);
    packed.set(same, letter);
    return letter;
  };
}

export function toWireRow({ facility, kind, key, payload, cursor, at, clockSkewMs }: KeptRow): Row {
  const row = { facility, kind, key, payload, cursor, at };
  return clockSkewMs !== null && isClockSuspect(clockSkewMs) ? { ...row, clockSuspect: true } : row;
}
