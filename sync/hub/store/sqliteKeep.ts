import type { Database as SqliteFile } from 'better-sqlite3';
import { AppError } from '../../../preload/contract/errors.ts';
import { sha256Hex } from '../../security/tokens.ts';
import { forAll } from '../../protocol/interest.ts';
import { progressOf } from './sqliteIdentity.ts';
import { placeOf } from './sqlitePlace.ts';
import { movesOf } from './sqliteMoves.ts';
import { witnessOf } from './sqliteWitness.ts';
import { auditRewritten } from './store.ts';
import type { CheckedChange, Kept } from './store.ts';

/** Keeps what is pushed. */
export function keepPart(file: SqliteFile) {
  const requirePlace = placeOf(file);
  const progress = progressOf(file);
  const readHead = file.prepare<[], number>('SELECT head FROM identity').pluck();
  const hashOf = file.prepare<[number, number], Buffer>('SELECT sha256 FROM kept WHERE facility_no = ? AND number = ?').pluck();
  const insertKept = file.prepare('INSERT INTO kept (facility_no, number, sha256) VALUES (?, ?, ?)');
  const insertRefused = file.prepare('INSERT INTO refused (facility_no, number, kind, key_sha256, code, at) VALUES (?, ?, ?, ?, ?, ?)');
  const keepDay = file.prepare(
    `INSERT INTO state_day (facility_no, kind, key, day, payload) SELECT facility_no, kind, key, substr(kept_at, 1, 10), payload FROM state
     WHERE facility_no = @no AND kind = @kind AND key = @key AND number < @number AND substr(kept_at, 1, 10) < substr(@at, 1, 10) ON CONFLICT DO NOTHING`,
  );
  const upsert = file.prepare(
    `INSERT INTO state (facility_no, kind, key, payload, number, cursor, kept_at, topic) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET payload = excluded.payload, number = excluded.number, cursor = excluded.cursor, kept_at = excluded.kept_at,
       topic = CASE WHEN state.topic IS NULL OR state.topic IS excluded.topic THEN excluded.topic ELSE '${forAll}' END
     WHERE excluded.number > state.number`,
  );
  const witness = witnessOf(file);
  const setHead = file.prepare('UPDATE identity SET head = ?');
  const setThrough = file.prepare('UPDATE facility SET acknowledged_through = ? WHERE no = ?');

  const { settle, whereIs } = movesOf(file);

  const keepOnce = file.transaction((facility: string, changes: readonly CheckedChange[], at: string, session?: number): Kept => {
    const { no, epoch, through: before } = requirePlace(facility, session);
    const rewritten: number[] = [];
    const headBefore = readHead.get()!;
    let head = headBefore;
    for (const change of changes) {
      const hash = Buffer.from(change.sha256, 'hex');
      const known = hashOf.get(no, change.number);
      if (known !== undefined) {
        if (!known.equals(hash)) throw new AppError('hub.fork', { number: change.number });
        continue;
      }
      insertKept.run(no, change.number, hash);
      if (change.auditHead !== undefined) {
        if (witness.keep(no, epoch, change.auditHead, change.payload, at)) continue;
        rewritten.push(change.number);
        insertRefused.run(no, change.number, change.kind, sha256Hex(change.key), auditRewritten, at);
      } else if (change.refused !== undefined) insertRefused.run(no, change.number, change.kind, sha256Hex(change.key), change.refused, at);
      else {
        keepDay.run({ no, kind: change.kind, key: change.key, number: change.number, at });
        const { kind, key, payload, number, topic = null, place } = change;
        if (upsert.run(no, kind, key, payload, number, head + 1, at, topic).changes === 0) continue;
        head++;
        if (place !== undefined) head = settle(no, place, head);
      }
    }
    let through = before;
    while (hashOf.get(no, through + 1) !== undefined) through++;
    if (head > headBefore) setHead.run(head);
    if (through > before) setThrough.run(through, no);
    return { through, rows: head - headBefore, rewritten, place: whereIs(no), progress: progress() };
  });

  return {
    keepOnce: async (facility: string, changes: readonly CheckedChange[], at: string, session?: number) =>
      keepOnce.immediate(facility, changes, at, session),
    witnessed: async (facility: string) => witness.read(facility),
  };
}
