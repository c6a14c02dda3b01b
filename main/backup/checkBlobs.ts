import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database as Raw } from 'better-sqlite3';
import { BlobStore, sealedSize } from '../documents/blobStore.ts';
import { orphanedBlobs } from '../documents/orphans.ts';
import { PersonKeys } from '../../db/personKeys.ts';
import type { Row } from '../../db/schema/index.ts';
import { chunkBytes } from '../../preload/contract/documents.ts';
import type { Bad } from './checkDatabase.ts';
import { stopIfCancelled, type Watch } from './files.ts';

export type BlobVerdict = { blobs: number; uploads: number; orphans: number; firstBad: Bad | null };

/** Every document's file: there, under its own name, opened by its key, with the bytes that were put in; and no file that belongs to none. */
export function checkBlobs(raw: Raw, dataDir: string, databaseKey: Uint8Array, watch: Watch): BlobVerdict {
  const folder = join(dataDir, 'blobs');
  const store = new BlobStore(folder, databaseKey);
  const keys = new PersonKeys(databaseKey);
  const rows = raw.prepare('SELECT * FROM blob ORDER BY created_at, id').all() as Row<'blob'>[];
  let firstBad: Bad | null = null;
  for (const [index, row] of rows.entries()) {
    stopIfCancelled(watch);
    watch.step('check', 0.5 + (0.5 * index) / rows.length);
    const why = whyBad(row, raw, store, keys, folder);
    firstBad ??= why === null ? null : { what: `blobs/${row.file_name}`, why };
  }
  const uploads = raw.prepare('SELECT count(*) FROM blob_upload').pluck().get() as number;
  const orphans = orphanedBlobs(dataDir, raw, settledMs);
  if (orphans[0] !== undefined) firstBad ??= { what: `blobs/${orphans[0]}`, why: 'orphaned' };
  return { blobs: rows.length, uploads, orphans: orphans.length, firstBad };
}

const settledMs = 5000;

function whyBad(row: Row<'blob'>, raw: Raw, store: BlobStore, keys: PersonKeys, folder: string): string | null {
  if (row.file_name !== store.fileName(row.id)) return 'named otherwise';
  const path = join(folder, row.file_name);
  if (!existsSync(path)) return 'missing';
  if (statSync(path).size !== sealedSize(row.size)) return 'another size';
  const key = row.patient_id === null ? store.houseKey : keys.forReading(raw, row.patient_id);
  if (!key) return 'no key';
  const hash = createHash('sha256');
  try {
    for (let index = 0; index * chunkBytes < row.size; index++) hash.update(store.readPiece(row.file_name, index, key));
  } catch {
    return 'changed';
  }
  return hash.digest('hex') === row.sha256 ? null : 'other contents';
}
