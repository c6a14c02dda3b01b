import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import SqliteFile from 'better-sqlite3';
import type { Database as Raw } from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { AppError } from '../preload/contract/errors.ts';
import type { Database } from './schema/index.ts';

export type OpenDatabase = { raw: Raw; db: Kysely<Database> };

const plainHeader = 'SQLite format 3\u0000';

/**
 * Opens the encrypted file; the only place that does. `key`: 32 raw bytes. `readOnly` for long reads in a worker.
 * @throws 'storage.wrong_key', 'storage.damaged', 'storage.full', 'storage.not_writable'
 */
export function openDatabase(path: string, key: Uint8Array, options: { readOnly?: boolean } = {}): OpenDatabase {
  if (key.length !== 32) throw new Error('the database key has 32 bytes');
  refusePlainFile(path);
  try {
    const raw = new SqliteFile(path, { readonly: options.readOnly ?? false });
    try {
      unlock(raw, key, options.readOnly ?? false);
    } catch (error) {
      raw.close();
      throw error;
    }
    return { raw, db: new Kysely<Database>({ dialect: new SqliteDialect({ database: raw }) }) };
  } catch (error) {
    throw toStorageError(error) ?? error;
  }
}

function unlock(raw: Raw, key: Uint8Array, readOnly: boolean): void {
  raw.pragma(`cipher = 'aegis'`);
  // PRAGMA key with x'...' takes the bytes as they are; db.key() would derive another key from them.
  raw.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
  expect(raw, 'cipher', 'aegis');
  raw.prepare('SELECT count(*) FROM sqlite_schema').get(); // the first page is read here: a wrong key ends here
  set(raw, 'temp_store', 'MEMORY', 2); // this build would spill sorts to disk in plain text
  set(raw, 'foreign_keys', 'ON', 1);
  set(raw, 'secure_delete', 'ON', 1);
  set(raw, 'busy_timeout', '5000', 5000);
  if (readOnly) return;
  set(raw, 'journal_mode', 'WAL', 'wal');
  set(raw, 'synchronous', 'FULL', 2); // a dispensed medicine survives a power cut
}

/**
 * Another key for a copy that nobody else has open and nobody needs when this fails. Never for a living file: in WAL mode with a second
 * reader PRAGMA rekey answers "ok" and leaves a file that no key opens.
 */
export function changeKeyOfCopy(path: string, from: Uint8Array, to: Uint8Array): void {
  if (to.length !== 32) throw new Error('the database key has 32 bytes');
  const { raw } = openDatabase(path, from);
  try {
    set(raw, 'journal_mode', 'DELETE', 'delete'); // fails while there is another connection
    raw.pragma(`rekey = "x'${Buffer.from(to).toString('hex')}'"`);
  } catch (error) {
    throw toStorageError(error) ?? error;
  } finally {
    raw.close();
  }
}

/** Memory only, unencrypted: for tests of rules that need tables. */
export function openMemoryDatabase(): OpenDatabase {
  const raw = new SqliteFile(':memory:');
  set(raw, 'foreign_keys', 'ON', 1);
  return { raw, db: new Kysely<Database>({ dialect: new SqliteDialect({ database: raw }) }) };
}

function set(raw: Raw, pragma: string, value: string, expected: string | number): void {
  raw.pragma(`${pragma} = ${value}`);
  expect(raw, pragma, expected);
}

function expect(raw: Raw, pragma: string, expected: string | number): void {
  const answer: unknown = raw.pragma(pragma, { simple: true });
  if (answer !== expected) throw new Error(`PRAGMA ${pragma} answered ${String(answer)}, expected ${expected}`);
}

/** The plain driver accepts a key and writes plain text: a file with SQLite's header is not ours. */
function refusePlainFile(path: string): void {
  if (!existsSync(path)) return;
  const head = Buffer.alloc(16);
  const file = openSync(path, 'r');
  const read = readSync(file, head, 0, 16, 0);
  closeSync(file);
  if (read === 16 && head.toString('latin1') === plainHeader) throw new AppError('storage.damaged', { why: 'not encrypted' });
}

/** SQLite's own failures, sorted once. `undefined`: not a storage failure. */
export function toStorageError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return undefined;
  if (code === 'SQLITE_NOTADB') return new AppError('storage.wrong_key');
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_IOERR_SHORT_READ') return new AppError('storage.damaged', { why: code });
  const isFull = code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'SQLITE_IOERR_WRITE' || code === 'SQLITE_IOERR_SHMSIZE';
  if (isFull) return new AppError('storage.full');
  if (code === 'SQLITE_BUSY' || code === 'SQLITE_LOCKED') return new AppError('storage.in_use');
  if (
    code.startsWith('SQLITE_READONLY') ||
    code === 'SQLITE_CANTOPEN' ||
    code === 'EACCES' ||
    code === 'EROFS' ||
    code === 'EPERM' ||
    code === 'ENOTDIR' ||
    code === 'EEXIST'
  ) {
    return new AppError('storage.not_writable');
  }
  if (code.startsWith('SQLITE_IOERR')) return new AppError('storage.damaged', { why: code });
  return undefined;
}
