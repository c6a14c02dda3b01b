import { basename } from 'node:path';
import type { Database as SqliteFile } from 'better-sqlite3';
import type { Row } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { LinkFailure } from './failure.ts';

export type SeedFileRow = Row<'seed_file'>;

type Begun = {
  id: string;
  act: 'write' | 'enrol' | 'load';
  path: string;
  at: string;
  hubEpoch: string | null;
  acknowledgedThrough: number;
  answers?: string;
};

/** Kept before the file is: an answer to it must be known even if the program was ended the moment after. */
export function beginSeed(raw: SqliteFile, { id, act, path, at, hubEpoch, acknowledgedThrough, answers }: Begun): void {
  raw
    .prepare(
      `INSERT INTO seed_file (id, act, number, file_name, begun_at, answers, hub_epoch, acknowledged_through)
       VALUES (?, ?, (SELECT coalesce(max(number), 0) + 1 FROM seed_file), ?, ?, ?, ?, ?)`,
    )
    .run(id, act, basename(path), at, answers ?? null, hubEpoch, acknowledgedThrough);
}

/** From here on it carries numbers, which count in that epoch of the hub. */
export function numberSeed(
  raw: SqliteFile,
  id: string,
  { hubEpoch, acknowledgedThrough }: Pick<Begun, 'hubEpoch' | 'acknowledgedThrough'>,
): void {
  raw
    .prepare('UPDATE seed_file SET hub_epoch = ?, acknowledged_through = ?, is_current = 1 WHERE id = ?')
    .run(hubEpoch, acknowledgedThrough, id);
}

type Ended = { at: string; changes?: number; rows?: number; bytes?: number; isOlder?: boolean; failure?: unknown };

export function endSeed(raw: SqliteFile, id: string, { at, changes = 0, rows = 0, bytes = 0, isOlder = false, failure }: Ended): void {
  const code = failure === undefined ? null : failure instanceof AppError || failure instanceof LinkFailure ? failure.code : 'internal';
  raw
    .prepare('UPDATE seed_file SET ended_at = ?, changes = ?, rows = ?, bytes = ?, is_older = ?, failure = ? WHERE id = ?')
    .run(at, changes, rows, bytes, isOlder ? 1 : 0, code, id);
}

export function findSeed(raw: SqliteFile, id: string): SeedFileRow | undefined {
  return raw.prepare<[string], SeedFileRow>('SELECT * FROM seed_file WHERE id = ?').get(id);
}
