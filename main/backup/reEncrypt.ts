import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Database as Raw } from 'better-sqlite3';
import { changeKeyOfCopy, openDatabase } from '../../db/open.ts';
import { PersonKeys, rewrapPersonKeys } from '../../db/personKeys.ts';
import { chunkBytes } from '../../preload/contract/documents.ts';
import { BlobStore } from '../documents/blobStore.ts';
import { flushFolder, makeFolder, stopIfCancelled, type Watch } from './files.ts';

type Sealed = { id: string; file_name: string; patient_id: string | null; bytes: number };

/**
 * Everything in a staged copy that hangs on the data key, under another one: the pages of its database, the wraps of the persons' keys, and the
 * names and seals of documents, which are read from `blobsFrom` and written into the stage. What a person's key seals stays as it is.
 * Answers the documents that could not be read and were left out. Purposes of deriveKey that this does not know fail a test.
 */
export function reEncrypt(
  { stage, blobsFrom, from, to }: { stage: string; blobsFrom: string; from: Uint8Array; to: Uint8Array },
  watch: Watch,
): string[] {
  const path = join(stage, 'facility.db');
  changeKeyOfCopy(path, from, to);
  stopIfCancelled(watch);
  const { raw } = openDatabase(path, to);
  const anew = join(stage, 'blobs-anew');
  try {
    makeFolder(anew);
    const persons = new PersonKeys(to);
    raw.transaction(() => rewrapPersonKeys(raw, from, to)).immediate();
    const [old, store] = [new BlobStore(blobsFrom, from), new BlobStore(anew, to)];
    const all = listSealed(raw);
    const unread: string[] = [];
    raw
      .transaction(() => {
        for (const [index, blob] of all.entries()) {
          stopIfCancelled(watch);
          watch.step('write', 0.4 + (0.2 * index) / all.length);
          if (!sealAnew(blob, { raw, old, store, persons, blobsFrom })) unread.push(blob.file_name);
          for (const table of ['blob', 'blob_upload'])
            raw.prepare(`UPDATE ${table} SET file_name = ? WHERE id = ?`).run(store.fileName(blob.id), blob.id);
        }
      })
      .immediate();
    raw.pragma('wal_checkpoint(TRUNCATE)');
    rmSync(join(stage, 'blobs'), { recursive: true, force: true });
    renameSync(anew, join(stage, 'blobs'));
    flushFolder(join(stage, 'blobs'));
    return unread;
  } finally {
    raw.close();
  }
}

function listSealed(raw: Raw): Sealed[] {
  return raw
    .prepare(
      `SELECT id, file_name, patient_id, size AS bytes FROM blob
       UNION ALL SELECT id, file_name, patient_id, received AS bytes FROM blob_upload`,
    )
    .all() as Sealed[];
}

type Sides = { raw: Raw; old: BlobStore; store: BlobStore; persons: PersonKeys; blobsFrom: string };

function sealAnew(blob: Sealed, { raw, old, store, persons, blobsFrom }: Sides): boolean {
  if (blob.bytes === 0) return true; // an upload that was only announced
  const person = blob.patient_id === null ? undefined : persons.forReading(raw, blob.patient_id);
  if ((blob.patient_id !== null && !person) || !existsSync(join(blobsFrom, blob.file_name))) return false;
  const pieces = Array.from({ length: Math.ceil(blob.bytes / chunkBytes) }, (_, index) => index);
  const name = store.fileName(blob.id);
  for (const index of pieces) {
    let plain: Buffer;
    try {
      plain = old.readPiece(blob.file_name, index, person ?? old.houseKey);
    } catch {
      store.remove(name);
      return false;
    }
    store.writePiece(name, index, person ?? store.houseKey, plain);
  }
  return true;
}
