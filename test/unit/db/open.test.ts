import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteFile from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../../db/migrate.ts';
import { openDatabase, toStorageError } from '../../../db/open.ts';
import { aPatient } from '../../support/factories.ts';
import { testClinic } from '../../support/testContext.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'medvault-open-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const key = new Uint8Array(32).fill(7);
const path = () => join(folder, 'facility.db');
const make = () => {
  const { raw } = openDatabase(path(), key);
  migrate(raw);
  return raw;
};

test('the file is encrypted: no header of SQLite, and the plain driver cannot read it', () => {
  make().close();
  expect(readFileSync(path()).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
  const plain = new SqliteFile(path());
  expect(() => plain.prepare('SELECT * FROM sqlite_schema').all()).toThrow(expect.objectContaining({ code: 'SQLITE_NOTADB' }));
  plain.close();
});

test('another key is refused and changes nothing', () => {
  make().close();
  const before = readFileSync(path());
  expect(() => openDatabase(path(), new Uint8Array(32).fill(8))).toThrow(expect.objectContaining({ code: 'storage.wrong_key' }));
  expect(readFileSync(path()).equals(before)).toBe(true);
});

test('a plain text database is refused instead of being used', () => {
  const plain = new SqliteFile(path());
  plain.exec('CREATE TABLE t (a)');
  plain.close();
  expect(() => openDatabase(path(), key)).toThrow(expect.objectContaining({ code: 'storage.damaged' }));
});

test('what must hold for the file holds', () => {
  const raw = make();
  const pragma = (name: string) => raw.pragma(name, { simple: true });
  expect(['cipher', 'journal_mode', 'synchronous', 'temp_store', 'foreign_keys', 'secure_delete'].map(pragma)).toEqual([
    'aegis',
    'wal',
    2,
    2,
    1,
    1,
  ]);
  raw.close();
});

test('a page damaged in the middle is told as damage when it is read, not as wrong data', () => {
  const raw = make();
  raw.exec('CREATE TABLE filler (a TEXT)');
  const insert = raw.prepare('INSERT INTO filler VALUES (?)');
  raw.transaction(() => {
    for (let n = 0; n < 3000; n++) insert.run(`row ${n} `.repeat(20));
  })();
  raw.pragma('wal_checkpoint(TRUNCATE)');
  raw.close();
  const bytes = readFileSync(path());
  const inFiller = bytes.length - 40 * 4096; // its pages are the last
  bytes.fill(0x55, inFiller, inFiller + 4096);
  writeFileSync(path(), bytes);
  const read = () => {
    const { raw: again } = openDatabase(path(), key);
    try {
      again.prepare('SELECT sum(length(a)) FROM filler').get();
    } catch (error) {
      throw toStorageError(error) ?? error;
    } finally {
      again.close();
    }
  };
  expect(read).toThrow(expect.objectContaining({ code: 'storage.damaged' }));
});

test('no word of a patient stands readable in any file of the folder', async () => {
  const canary = 'Zzyzxcanary';
  const clinic = await testClinic();
  const patientId = await aPatient(clinic, { familyName: canary, phone: '0771555123' });
  await clinic.call('doctor', 'allergies.record', { patientId, substance: `${canary} nuts` });
  const files = readdirSync(clinic.facility.dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map((file) => file.name)).toContain('facility.db-wal');
  for (const file of files) {
    const bytes = readFileSync(join(file.parentPath, file.name)).toString('latin1').toLowerCase();
    expect(bytes.includes(canary.toLowerCase()), file.name).toBe(false);
    expect(bytes.includes('0771555123'), file.name).toBe(false);
  }
});
