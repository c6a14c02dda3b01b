import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inventedRegister } from '../../../support/inventedRegister.ts';
import { medvault } from '../../../support/medvault.ts';

const folder = mkdtempSync(join(tmpdir(), 'medvault-dedupe-'));
function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

type Answer = {
  rows: number;
  pairs: { a: number; b: number; score: number; verdict: string; fields?: unknown[] }[];
  ms: number;
  columns: unknown[];
  leftOut: unknown[];
  flaws: unknown[];
};

test('pairs of a register are told by row, the truth column is not looked at', async () => {
  const rows = inventedRegister(5, { people: 250, twice: 60, errors: 3 });
  const lines = rows.map((row) => `${row.of};${row.given};${row.family};${row.born};${row.sex};${row.phone};${row.village}`);
  const path = file('register.csv', ['truth;prenom;nom;ddn;sexe;tel;village', ...lines].join('\n'));
  const { code, json, stderr } = await medvault(['dedupe', path, '--ignore', 'truth,nothing', '--json']);
  const answer = json as unknown as Answer;
  expect(code).toBe(0);
  expect(stderr).toContain('there is no column "nothing"');
  expect(answer.rows).toBe(rows.length);
  expect(answer.leftOut).toEqual([{ name: 'truth', why: 'ignored' }]);
  const said = answer.pairs.filter(({ verdict }) => verdict !== 'review');
  const right = said.filter(({ a, b }) => rows[a - 1]!.of === rows[b - 1]!.of);
  expect(right.length / said.length).toBeGreaterThan(0.9);
  for (const { a, b, score } of answer.pairs) {
    expect(a).toBeLessThan(b);
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThanOrEqual(1);
  }
});

test('two files are one list, the second counted on; its columns may stand in another order', async () => {
  const one = file('one.csv', 'given_name,surname,dob,phone\nMoussa,Traoré,2015-04-03,70112233\nAwa,Ba,1990-01-02,70445566');
  const other = file('other.csv', 'dob,Surname,Given name,village\n2015-03-04,Traore,Mousa,Kolda\n1955-06-07,Sy,Ali,Kayar');
  const { json } = await medvault(['dedupe', one, other, '--explain', '--json']);
  const answer = json as unknown as Answer;
  expect(answer.rows).toBe(4);
  expect(answer.pairs).toMatchObject([{ a: 1, b: 3 }]);
  expect(answer.pairs[0]!.fields).toContainEqual(
    expect.objectContaining({ field: 'dob', level: 'swapped', values: ['20150403', '20150304'] }),
  );
});

test('broken quotes and older encodings are read and told', async () => {
  const latin = Buffer.from('prénom,nom,ddn\nAïssa,"Koné,1990-01-02\nAissa,Kone,1990-01-02\n', 'latin1');
  const { code, json } = await medvault(['dedupe', file('latin.csv', latin), '--json']);
  expect(code).toBe(0);
  expect(json).toMatchObject({ rows: 2, pairs: [{ a: 1, b: 2 }], flaws: [{ row: 1, what: 'broken-quotes', file: 1 }] });
});

test.each([
  ['nothing that tells who somebody is', 'a,b\n1,2\n3,4', 'dedupe.no_columns'],
  ['no rows', 'given,surname', 'dedupe.empty'],
  ['nothing at all', '', 'dedupe.empty'],
])('a file with %s is refused', async (_, text, errorCode) => {
  const { code, json } = await medvault(['dedupe', file('bad.csv', text), '--json']);
  expect(code).toBe(1);
  expect(json).toMatchObject({ ok: false, error: { code: errorCode } });
});

test('no file, no such file, no such option', async () => {
  expect((await medvault(['dedupe'])).code).toBe(2);
  expect((await medvault(['dedupe', join(folder, 'none.csv')])).json).toMatchObject({ error: { code: 'file.missing' } });
  expect((await medvault(['dedupe', '--fast'])).code).toBe(2);
});
