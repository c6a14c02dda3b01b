import type { Database as SqliteFile } from 'better-sqlite3';
import { AppError } from '../../../preload/contract/errors.ts';
import { sha256Hex } from '../../security/tokens.ts';
import { forAll } from '../../protocol/interest.ts';
import { gatherTurn } from './gatherTurn.ts';
import type { Soon } from './gatherTurn.ts';
import { progressOf } from './sqliteIdentity.ts';
import { placeOf } from './sqlitePlace.ts';
import { movesOf } from './sqliteMoves.ts';
import { witnessOf } from './sqliteWitness.ts';
import { auditRewritten, PlaceLost } from './store.ts';
import type { CheckedChange, Kept } from './store.ts';

type Batch = { facility: string; changes: readonly CheckedChange[]; at: string; session: number | undefined };

/** That many rows go into one statement: what each statement costs by itself is shared. */
const rowsAtOnce = 25;
const tuples = (width: number, rows: number) => Array.from({ length: rows }, () => `(${Array(width).fill('?').join(', ')})`).join(', ');

/** Keeps what is pushed: what comes in one turn, from one facility or from many, waits for the disk once. */
export function keepPart(file: SqliteFile, soon: Soon) {
  const requirePlace = placeOf(file);
  const progress = progressOf(file);
  const readHead = file.prepare<[], number>('SELECT head FROM identity').pluck();
  const hashOf = file.prepare<[number, number], Buffer>('SELECT sha256 FROM kept WHERE facility_no = ? AND number = ?').pluck();
  const insertKept = (rows: number) => file.prepare(`INSERT INTO kept (facility_no, number, sha256) VALUES ${tuples(3, rows)}`);
  const insertRefused = file.prepare('INSERT INTO refused (facility_no, number, kind, key_sha256, code, at) VALUES (?, ?, ?, ?, ?, ?)');
  const highestOf = file.prepare<[number], number | null>('SELECT max(number) FROM kept WHERE facility_no = ?').pluck();
  const dayOf = file
    .prepare<[number, string, string], string>('SELECT substr(kept_at, 1, 10) FROM state WHERE facility_no = ? AND kind = ? AND key = ?')
    .pluck();
  const keepDay = file.prepare(
    `INSERT INTO state_day (facility_no, kind, key, day, payload) SELECT facility_no, kind, key, substr(kept_at, 1, 10), payload FROM state
     WHERE facility_no = @no AND kind = @kind AND key = @key AND number < @number ON CONFLICT DO NOTHING`,
  );
  const keepDays = file.prepare(
    `WITH changed (kind, key) AS (VALUES ${tuples(2, rowsAtOnce)})
     INSERT INTO state_day (facility_no, kind, key, day, payload) SELECT facility_no, kind, key, substr(kept_at, 1, 10), payload
       FROM changed CROSS JOIN state USING (kind, key) WHERE facility_no = ? AND kept_at < ? ON CONFLICT DO NOTHING`,
  );
  const upsert = (rows: number) =>
    file.prepare(
      `INSERT INTO state (facility_no, kind, key, payload, number, cursor, kept_at, topic) VALUES ${tuples(8, rows)}
       ON CONFLICT DO UPDATE SET payload = excluded.payload, number = excluded.number, cursor = excluded.cursor, kept_at = excluded.kept_at,
         topic = CASE WHEN state.topic IS NULL OR state.topic IS excluded.topic THEN excluded.topic ELSE '${forAll}' END
       WHERE excluded.number > state.number`,
    );
  const [keepOne, keepMany] = [insertKept(1), insertKept(rowsAtOnce)];
  const [upsertOne, upsertMany] = [upsert(1), upsert(rowsAtOnce)];
  const witness = witnessOf(file);
  const setHead = file.prepare('UPDATE identity SET head = ?');
  const setThrough = file.prepare('UPDATE facility SET acknowledged_through = ? WHERE no = ?');

  const moves = movesOf(file);

  /** Rows that nothing stands against, `rowsAtOnce` of them: numbers above all that were kept, so each is the newest of its key. */
  function keepFresh(no: number, changes: readonly CheckedChange[], head: number, at: string): void {
    const numbers: unknown[] = [];
    const keys: string[] = [];
    const rows: unknown[] = [];
    for (const [index, { number, sha256, kind, key, payload, topic = null }] of changes.entries()) {
      numbers.push(no, number, Buffer.from(sha256, 'hex'));
      keys.push(kind, key);
      rows.push(no, kind, key, payload, number, head + 1 + index, at, topic);
    }
    keepMany.run(numbers);
    keepDays.run(keys, no, at.slice(0, 10));
    if (upsertMany.run(rows).changes !== changes.length) throw new Error('a number above all others was not the newest of its key');
  }

  /** In a transaction. @throws 'hub.fork', 'hub.unknown_facility', 'hub.revoked'; PlaceLost */
  function keep({ facility, changes, at, session }: Batch): Kept {
    const { no, epoch, through: before } = requirePlace(facility, session);
    const today = at.slice(0, 10);
    const rewritten: number[] = [];
    const headBefore = readHead.get()!;
    let head = headBefore;
    let through = before;
    let highest = highestOf.get(no) ?? 0;
    for (let index = 0; index < changes.length; index++) {
      const change = changes[index]!;
      if (areFresh(changes, index, highest)) {
        const fresh = changes.slice(index, index + rowsAtOnce);
        keepFresh(no, fresh, head, at);
        for (const { number } of fresh) if (number === through + 1) through++;
        highest = fresh.at(-1)!.number;
        head += rowsAtOnce;
        index += rowsAtOnce - 1;
        continue;
      }
      const hash = Buffer.from(change.sha256, 'hex');
      const known = change.number > highest ? undefined : hashOf.get(no, change.number);
      if (known !== undefined) {
        if (!known.equals(hash)) throw new AppError('hub.fork', { number: change.number });
        continue;
      }
      keepOne.run(no, change.number, hash);
      highest = Math.max(highest, change.number);
      if (change.number === through + 1) through++;
      if (change.auditHead !== undefined) {
        if (witness.keep(no, epoch, change.auditHead, change.payload, at)) continue;
        rewritten.push(change.number);
        insertRefused.run(no, change.number, change.kind, sha256Hex(change.key), auditRewritten, at);
      } else if (change.refused !== undefined) insertRefused.run(no, change.number, change.kind, sha256Hex(change.key), change.refused, at);
      else {
        const { kind, key, payload, number, topic = null, place } = change;
        const day = dayOf.get(no, kind, key);
        if (day !== undefined && day < today) keepDay.run({ no, kind, key, number });
        if (upsertOne.run(no, kind, key, payload, number, head + 1, at, topic).changes === 0) continue;
        head++;
        if (place !== undefined) head = moves.settle(no, place, head);
      }
    }
    while (through < highest && hashOf.get(no, through + 1) !== undefined) through++;
    if (head > headBefore) setHead.run(head);
    if (through > before) setThrough.run(through, no);
    return { through, rows: head - headBefore, rewritten, place: moves.whereIs(no), progress: progress() };
  }

  const keepAll = file.transaction((group: readonly Batch[]): Kept[] => group.map(keep));
  const keepAlone = file.transaction(keep);
  /** Whoever is refused for a reason of their own is undone alone, with all that they sent after it. */
  const keepOthers = file.transaction((group: readonly Batch[]): (() => Kept)[] => {
    const refusals = new Map<string, Error>();
    return group.map((batch) => {
      const sender = `${batch.facility} ${batch.session}`;
      try {
        const refusal = refusals.get(sender);
        if (refusal !== undefined) throw refusal;
        const kept = keepAlone(batch);
        return () => kept;
      } catch (error) {
        if (!isRefusal(error)) throw error;
        refusals.set(sender, error);
        return () => {
          throw error;
        };
      }
    });
  });

  /** One commit for all. That each can be undone alone costs every page a copy, so it is seen to only when somebody is refused. */
  function keepGroup(group: readonly Batch[]): (() => Kept)[] {
    try {
      return keepAll.immediate(group).map((kept) => () => kept);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return keepOthers.immediate(group);
    }
  }
  const gathered = gatherTurn(keepGroup, soon);

  return {
    keepOnce: (facility: string, changes: readonly CheckedChange[], at: string, session?: number) =>
      gathered({ facility, changes, at, session }),
    witnessed: async (facility: string) => witness.read(facility),
  };
}

const isRefusal = (error: unknown): error is AppError | PlaceLost => error instanceof AppError || error instanceof PlaceLost;

/** Whether the next `rowsAtOnce` are rows and nothing else, each with a higher number than all before it. */
function areFresh(changes: readonly CheckedChange[], begin: number, highest: number): boolean {
  if (changes.length - begin < rowsAtOnce) return false;
  let last = highest;
  for (let index = begin; index < begin + rowsAtOnce; index++) {
    const { number, refused, auditHead, place } = changes[index]!;
    if (number <= last || refused !== undefined || auditHead !== undefined || place !== undefined) return false;
    last = number;
  }
  return true;
}
