import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/index.ts';
import { openDatabase } from '../../db/open.ts';
import { byHand } from './byHand.ts';
import { allRows, tablesOf } from './rows.ts';

const key = new Uint8Array(32).fill(9);

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'medvault-migrations-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function fileAt(path: string, steps: typeof migrations): { tables: string[]; rows: Record<string, unknown[]> } {
  const { raw } = openDatabase(path, key);
  migrate(raw, { steps });
  for (const step of steps) raw.exec(byHand[step.version] ?? '');
  const tables = tablesOf(raw);
  const rows = allRows(raw, tables);
  raw.pragma('wal_checkpoint(TRUNCATE)');
  raw.close();
  return { tables, rows };
}

const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

test('a file of a newer program is refused and not touched', () => {
  const path = join(folder(), 'facility.db');
  fileAt(path, migrations);
  const newer = openDatabase(path, key);
  newer.raw.pragma('user_version = 99990');
  newer.raw.pragma('wal_checkpoint(TRUNCATE)');
  newer.raw.close();
  const before = sha256(path);
  const { raw } = openDatabase(path, key);
  expect(() => migrate(raw, { copyTo: () => join(path, 'never') })).toThrow(
    expect.objectContaining({ code: 'storage.newer_version', data: { found: 99990, known: migrations.at(-1)?.version } }),
  );
  raw.close();
  expect(sha256(path)).toBe(before);
});

test('before the first step of a new version a copy is made: encrypted with the same key, whole, and as the file was', () => {
  const dir = folder();
  const path = join(dir, 'facility.db');
  const old = migrations.slice(0, -1);
  const { tables, rows } = fileAt(path, old);
  const copy = join(dir, 'before.db');
  writeFileSync(copy, 'left by an attempt that was interrupted');

  const { raw } = openDatabase(path, key);
  const asked: number[] = [];
  migrate(raw, {
    copyTo: (version) => {
      asked.push(version);
      return copy;
    },
  });
  raw.close();

  expect(asked).toEqual([old.at(-1)?.version]);
  expect(readFileSync(copy).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
  expect(readFileSync(copy).includes('Traoré')).toBe(false);
  expect(() => openDatabase(copy, new Uint8Array(32))).toThrow(expect.objectContaining({ code: 'storage.wrong_key' }));
  const kept = openDatabase(copy, key);
  expect(kept.raw.pragma('user_version', { simple: true })).toBe(old.at(-1)?.version);
  expect(kept.raw.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(allRows(kept.raw, tables)).toEqual(rows);
  kept.raw.close();
});

test('a new file and one that is up to date are not copied', () => {
  const dir = folder();
  const path = join(dir, 'facility.db');
  const copy = join(dir, 'before.db');
  for (let start = 0; start < 2; start++) {
    const { raw } = openDatabase(path, key);
    migrate(raw, { copyTo: () => copy });
    raw.close();
  }
  expect(existsSync(copy)).toBe(false);
});

test('a copy that cannot be made stops the upgrade before its first step', () => {
  const dir = folder();
  const path = join(dir, 'facility.db');
  fileAt(path, migrations.slice(0, -1));
  const { raw } = openDatabase(path, key);
  expect(() => migrate(raw, { copyTo: () => join(dir, 'no such folder', 'before.db') })).toThrow('unable to open');
  expect(raw.pragma('user_version', { simple: true })).toBe(migrations.at(-2)?.version);
  raw.close();
});
