import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Database as Raw } from 'better-sqlite3';
import { z } from 'zod';
import { hashPatient } from '../../db/verifyAudit.ts';
import { audit, insert, type WriteScope } from '../../db/write.ts';
import { flushFolder, writeFlushed } from '../backup/files.ts';
import { parseJson } from '../backup/manifest.ts';
import { eraseRows } from './eraseRows.ts';

const tombstone = z.object({
  id: z.string(),
  patient_hash: z.string().length(64),
  erased_at: z.string(),
  erased_by: z.string(),
  reason: z.string(),
  legal_basis: z.string(),
});
export type Tombstone = z.infer<typeof tombstone>;

export const erasureFile = 'erasures.json';

/** What lies in a data folder or backup; none when there is no list, or one that can't be read. */
export function readErasures(folder: string): Tombstone[] {
  const path = join(folder, erasureFile);
  const parsed = z.array(tombstone).safeParse(existsSync(path) ? parseJson(readFileSync(path, 'utf8')) : undefined);
  return parsed.success ? parsed.data : [];
}

/** The list beside the database outlives it: a restore of an older copy, or after the database was lost, reads it. It names nobody. */
export function keepErasureList(dataDir: string, raw: Raw): void {
  const stored = raw.prepare('SELECT * FROM erasure ORDER BY erased_at, id').all() as Tombstone[];
  const text = JSON.stringify(together(readErasures(dataDir), stored), null, 1);
  const path = join(dataDir, erasureFile);
  if (stored.length === 0 || (existsSync(path) && readFileSync(path, 'utf8') === text)) return;
  writeFlushed(`${path}.new`, text);
  renameSync(`${path}.new`, path);
  flushFolder(dataDir);
}

/** Each person once, the earliest first. */
export function together(...lists: readonly (readonly Tombstone[])[]): Tombstone[] {
  const byHash = new Map(lists.flat().map((each) => [each.patient_hash, each]));
  return [...byHash.values()].toSorted((a, b) => (a.erased_at + a.id < b.erased_at + b.id ? -1 : 1));
}

/** Erases again, in an older copy, whoever was erased since. Inside a transaction; answers the files that go with them. */
export function replayErasures(scope: WriteScope, list: readonly Tombstone[]): string[] {
  const { raw } = scope;
  const known = new Set(raw.prepare('SELECT patient_hash FROM erasure').pluck().all() as string[]);
  const fresh = new Map(list.filter((each) => !known.has(each.patient_hash)).map((each) => [each.patient_hash, each]));
  for (const each of fresh.values()) insert(scope, 'erasure', each);
  const people = raw.prepare('SELECT id FROM patient UNION SELECT patient_id FROM person_key').pluck().all() as string[];
  return people.flatMap((id) => {
    const found = fresh.get(hashPatient(id));
    if (!found) return [];
    const { rows, fileNames } = eraseRows(raw, [id], scope.now());
    noteErased(scope, id, { rows, isReplayed: true }, found.reason);
    return fileNames;
  });
}

export function noteErased(scope: WriteScope, patientId: string, body: { rows: number; isReplayed: boolean }, reason: string): void {
  audit(scope, { action: 'erase', resource: 'patient', resourceId: patientId, patientId, reason, body, isOpen: true });
}
