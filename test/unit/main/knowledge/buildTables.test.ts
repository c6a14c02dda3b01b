import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resourcesDir } from '../../../../main/resources.ts';
import { effectOf } from '../../../../resources/build/effects.ts';
import { readTable, writeTable } from '../../../../resources/build/table.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'medvault-tables-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a source table is read with quotes, line breaks inside quotes, Windows line ends and a byte order mark', () => {
  const path = join(folder, 'a.csv');
  writeFileSync(path, '\uFEFFname,note\r\n"Aspirin, soluble","says ""no""\nbelow"\r\nwarfarin,\r\n');
  expect(readTable(path)).toEqual([
    { name: 'Aspirin, soluble', note: 'says "no"\nbelow' },
    { name: 'warfarin', note: '' },
  ]);
});

test('a compressed table and one without a header', () => {
  const path = join(folder, 'b.tsv.gz');
  writeFileSync(path, gzipSync('A00\tCholera\n'));
  expect(readTable(path, ['code', 'title'])).toEqual([{ code: 'A00', title: 'Cholera' }]);
});

test('a table of ours is sorted, without repeats, and says how it was made', () => {
  const path = join(folder, 'c.tsv');
  expect(writeTable(path, 'Generated.', ['id', 'name'], [['b', 'x\ty'], ['a', ''], ['a', '']])).toBe(2); // prettier-ignore
  expect(readFileSync(path, 'utf8')).toBe('# Generated.\nid\tname\na\t\nb\tx y\n');
});

test('the effect of a pair is a code, the most dangerous first', () => {
  expect(effectOf('Increased risk of ventricular arrhythmias, especially of torsades de pointes')).toBe('qt');
  expect(effectOf('Increased plasma concentrations of the statin, with risk of rhabdomyolysis')).toBe('muscle');
  expect(effectOf('')).toBe('');
});

test('without a folder the script says how it is used and writes nothing', () => {
  const run = spawnSync(process.execPath, [join(resourcesDir(), 'build', 'knowledge.ts')], { encoding: 'utf8' });
  expect(run.status).toBe(2);
  expect(run.stderr).toContain('Usage');
});
