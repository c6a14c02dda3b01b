import type { Database as SqliteFile } from 'better-sqlite3';
import { prepared } from '../../db/statements.ts';
import { deflatedSince } from '../protocol/frame.ts';
import { maxFrameBytes } from '../protocol/limits.ts';
import type { Change, HubFrameOf } from '../protocol/messages.ts';
import { findRowFault } from '../protocol/rowFault.ts';
import { sha256Hex } from '../security/tokens.ts';
import { LinkFailure } from './failure.ts';
import { putAside } from './quarantine.ts';
import type { OurselvesAt } from './quarantine.ts';

type OutboxRow = { id: number; kind: string; key: string; payload: string; number: number | null; sha256: string | null };

/** As it was numbered: its hash tells a copy of this database from the one that goes on. */
export type Numbered = Change & { sha256: string };

const columns = 'id, kind, key, payload, number, sha256';
/**
 * Sent before the rest: a backlog of stock must not hold back an alert, nor who we are. Left alone, SQLite takes the index of numbers for
 * the first, where all that waits stands under NULL, and reads the whole backlog for every batch.
 */
const urgent = `is_state = 1 AND kind IN ('alert', 'facility.profile')`;
const urgentFirst = [
  `SELECT ${columns} FROM outbox INDEXED BY outbox_newest_state WHERE number IS NULL AND ${urgent} ORDER BY kind, id LIMIT ?`,
  `SELECT ${columns} FROM outbox WHERE +number IS NULL AND NOT (${urgent}) ORDER BY id LIMIT ?`,
];
const frameRoom = maxFrameBytes - 1024;

/**
 * The batch to send: what was numbered before and not yet acknowledged, byte for byte, or else the next waiting rows, numbered now.
 * From here on these rows do not change; newer state of the same key waits beside them.
 */
export function numberBatch(raw: SqliteFile, size: number, at: OurselvesAt): Numbered[] {
  return numberFrames(raw, { size, frames: 1, after: 0 }, at)[0] ?? [];
}

/** As many batches at most, of what is not under way already: what has a number up to `after` is. */
export function numberFrames(
  raw: SqliteFile,
  { size, frames, after }: { size: number; frames: number; after: number },
  at: OurselvesAt,
): Numbered[][] {
  return inTransaction(raw, () => {
    const numbered = prepared(raw, `SELECT ${columns} FROM outbox WHERE number > ? ORDER BY number LIMIT ?`).all(
      after,
      size * frames,
    ) as OutboxRow[];
    if (numbered.length > 0) return split(numbered.map(toChange), size, frames);
    return numberWaiting(raw, size, frames, at);
  });
}

/** Numbers the next waiting rows, whatever was numbered before: for a file, which carries all that is not acknowledged. */
export function numberNext(raw: SqliteFile, size: number, at: OurselvesAt): Numbered[] {
  return raw.transaction(() => numberWaiting(raw, size, 1, at))()[0] ?? [];
}

function numberWaiting(raw: SqliteFile, size: number, frames: number, at: OurselvesAt): Numbered[][] {
  const waiting = takeFit(raw, size * frames, at);
  const first = nextNumber(raw);
  const changes = waiting.map((row, index) => toChange({ ...row, number: first + index, sha256: sha256Hex(row.payload) }));
  const batches = split(changes, size, frames);
  const count = batches.reduce((sum, { length }) => sum + length, 0);
  if (count === 0) return [];
  const setNumber = prepared(raw, 'UPDATE outbox SET number = ?, sha256 = ? WHERE id = ?');
  for (const [index, { number, sha256 }] of changes.slice(0, count).entries()) setNumber.run(number, sha256, waiting[index]!.id);
  prepared(raw, 'UPDATE hub_link SET next_number = ?').run(first + count);
  return batches;
}

/** What was numbered and is not acknowledged, after that number, as much as one frame holds. */
export function readNumbered(raw: SqliteFile, after: number, size: number): Numbered[] {
  const rows = prepared(raw, `SELECT ${columns} FROM outbox WHERE number > ? ORDER BY number LIMIT ?`).all(after, size) as OutboxRow[];
  return fill(rows.map(toChange));
}

/** Removes what the hub has on disk; what it counted but would not keep is put aside with its reason. @throws LinkFailure 'hub.nonsense' */
export function markAcknowledged(raw: SqliteFile, sent: readonly Numbered[], ack: HubFrameOf<'ack'>, at: OurselvesAt): void {
  inTransaction(raw, () => {
    // It may reach beyond this batch: to rows of an earlier, larger one whose acknowledgement was lost, or to those of a copy of us that gave
    // the same numbers. Only what was sent, and so compared by its hash, is taken for kept.
    const given = nextNumber(raw) - 1;
    if (ack.through < sent[0]!.number || ack.through > given) throw new LinkFailure('hub.nonsense');
    for (const { number, code } of ack.refused ?? []) {
      const change = sent.find((each) => each.number === number);
      if (change !== undefined) putAside(raw, { facility: at.facilityId, ...change, cursor: 0 }, code, at);
    }
    const through = Math.min(ack.through, sent.at(-1)!.number);
    prepared(raw, 'DELETE FROM outbox WHERE number <= ?').run(through);
    prepared(raw, 'UPDATE hub_link SET acknowledged_through = ?, hub_witness = ?, last_contact_at = ?').run(through, ack.witness, at.now);
  });
}

/** In the one that is open, or else in one of its own: within another, SQLite would copy every page that it changes. */
const inTransaction = <T>(raw: SqliteFile, work: () => T): T => (raw.inTransaction ? work() : raw.transaction(work)());

/** Something waits that somebody elsewhere may be waiting for. */
export function isUrgentWaiting(raw: SqliteFile): boolean {
  const sql = `SELECT 1 FROM outbox INDEXED BY outbox_newest_state WHERE number IS NULL AND is_state = 1 AND kind IN ('alert', 'transfer') LIMIT 1`;
  return prepared(raw, sql).get() !== undefined;
}

const nextNumber = (raw: SqliteFile): number =>
  (prepared(raw, 'SELECT next_number FROM hub_link').get() as { next_number: number }).next_number;

/** Since version 5 the hub works the hash out of what came: half of a change's bytes would be hash. */
export const toSend = (changes: readonly Numbered[], version: number): Change[] =>
  version < deflatedSince ? [...changes] : changes.map(({ number, kind, key, payload }) => ({ number, kind, key, payload }));

function toChange({ number, kind, key, payload, sha256 }: OutboxRow): Numbered {
  return { number: number!, kind, key, payload, sha256: sha256! };
}

/** As many as one frame holds. */
function fill(changes: readonly Numbered[]): Numbered[] {
  const most = changes.reduce((sum, { kind, key, payload }) => sum + mostEscaped * (kind.length + key.length + payload.length) + 200, 0);
  if (most <= frameRoom) return [...changes];
  let bytes = 0;
  const end = changes.findIndex((change) => (bytes += Buffer.byteLength(JSON.stringify(change)) + 1) > frameRoom);
  return changes.slice(0, end < 0 ? changes.length : Math.max(1, end));
}

/** Bytes that one UTF-16 unit may become in JSON: a control character, or half of a pair. */
const mostEscaped = 6;

function split(changes: readonly Numbered[], size: number, frames: number): Numbered[][] {
  const batches: Numbered[][] = [];
  for (let begin = 0; begin < changes.length && batches.length < frames;) {
    const batch = fill(changes.slice(begin, begin + size));
    batches.push(batch);
    begin += batch.length;
  }
  return batches;
}

/** The next waiting rows. What the hub would never keep is put aside here: it must not hold up the others, nor use up a number. */
function takeFit(raw: SqliteFile, size: number, at: OurselvesAt): OutboxRow[] {
  for (;;) {
    const rows: OutboxRow[] = [];
    for (const sql of urgentFirst) rows.push(...(prepared(raw, sql).all(size - rows.length) as OutboxRow[]));
    const unfit = rows.flatMap((row) => {
      const fault = findRowFault(at.facilityId, row);
      return fault === null ? [] : [{ row, fault }];
    });
    for (const { row, fault } of unfit) {
      putAside(raw, { facility: at.facilityId, kind: row.kind, key: row.key, payload: row.payload, cursor: 0 }, fault, at);
      prepared(raw, 'DELETE FROM outbox WHERE id = ?').run(row.id);
    }
    if (unfit.length === 0) return rows;
  }
}
