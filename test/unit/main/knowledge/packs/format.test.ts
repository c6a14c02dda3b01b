import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { checkTables } from '../../../../../main/knowledge/packs/checkTables.ts';
import { decodePack, type PackManifest } from '../../../../../sync/packs/format.ts';
import { mergeRows } from '../../../../../main/knowledge/packs/merge.ts';
import { publisherKeys } from '../../../../../sync/packs/publisherKeys.ts';
import { shippedTables } from '../../../../../main/knowledge/shipped.ts';
import { AppError } from '../../../../../preload/contract/errors.ts';
import { aPack, aPublisher, head, oneInteraction, table } from '../../../../support/knowledgePacks.ts';

const publisher = aPublisher();
const keys = [publisher.publicKey];
const whole = await aPack(publisher, oneInteraction());
const lines = whole.toString('latin1').split('\n');

function refusal(bytes: Buffer, publishers: readonly string[] = keys): string {
  try {
    decodePack(bytes, publishers);
    return 'read';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** The file with another manifest and body, signed by whoever `signer` is. */
async function forged(change: (manifest: PackManifest) => void, body?: Buffer): Promise<Buffer> {
  const manifest = JSON.parse(lines[1] ?? '') as PackManifest;
  change(manifest);
  const said = Buffer.from(JSON.stringify(sorted(manifest)));
  const signature = await publisher.sign(createHash('sha256').update(said).digest('hex'));
  const start = (lines[0]?.length ?? 0) + (lines[1]?.length ?? 0) + (lines[2]?.length ?? 0) + 3;
  return Buffer.concat([Buffer.from(`${lines[0]}\n`), said, Buffer.from(`\n${signature}\n`), body ?? whole.subarray(start)]);
}
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]))
      : value; // prettier-ignore

test('a pack that was written is read: who, what, each table', () => {
  const { manifest, tables } = decodePack(whole, keys);
  expect(manifest).toMatchObject({ ...head, signer: { kind: 'publisher', publicKey: publisher.publicKey } });
  expect(tables).toEqual(oneInteraction());
});

test('the same tables give the same file', async () => {
  expect((await aPack(publisher, oneInteraction())).equals(whole)).toBe(true);
});

test('cut off anywhere, a byte changed anywhere: refused, never half read', () => {
  for (let at = 0; at < whole.length; at++) {
    const cut = refusal(whole.subarray(0, at));
    expect(cut, `cut at ${at}`).toMatch(/^knowledge\.(?:truncated|not_a_pack|damaged)$/);
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(refusal(changed), `byte ${at}`).toMatch(/^knowledge\./);
  }
  expect(refusal(whole.subarray(0, whole.length - 1))).toBe('knowledge.truncated');
  expect(refusal(Buffer.concat([whole, Buffer.from('x')]))).toBe('knowledge.damaged');
});

test('what is no pack, of a newer format, or too large says so', () => {
  expect(refusal(Buffer.alloc(0))).toBe('knowledge.not_a_pack');
  expect(refusal(Buffer.from('%PDF-1.7\nhello\nworld\n!'))).toBe('knowledge.not_a_pack');
  expect(refusal(Buffer.from(whole.toString('latin1').replace('PACK 1\n', 'PACK 2\n'), 'latin1'))).toBe('knowledge.newer_format');
  expect(refusal(Buffer.concat([whole, Buffer.alloc(17 * 1024 * 1024)]))).toBe('knowledge.too_large');
});

test('a pack of a publisher that the program does not know is refused, and the key in the program opens none of ours', () => {
  expect(refusal(whole, [])).toBe('knowledge.unknown_publisher');
  expect(refusal(whole, publisherKeys)).toBe('knowledge.unknown_publisher');
});

test('a manifest that was changed after it was signed is refused', () => {
  const [first, said = '', signature, ...body] = lines;
  const changed = [first, said.replace('"sequence":1', '"sequence":9'), signature, ...body].join('\n');
  expect(refusal(Buffer.from(changed, 'latin1'))).toBe('knowledge.bad_signature');
});

test('a small file that would become a large one stops where its manifest ends', async () => {
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 97));
  const bytes = await forged((manifest) => {
    manifest.body = { bytes: bomb.length, sha256: createHash('sha256').update(bomb).digest('hex') };
  }, bomb);
  const before = process.memoryUsage().rss;
  expect(refusal(bytes)).toBe('knowledge.damaged');
  expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  expect(
    refusal(
      await forged((manifest) => {
        for (const one of manifest.tables) one.bytes = 40 * 1024 * 1024;
      }),
    ),
  ).toBe('knowledge.too_large');
});

test.each([
  ['a table that is unknown', [table('spells', ['id'], [['x']])], 'knowledge.unknown_table', { table: 'spells' }],
  ['the same table twice', [table('otherAllergens', ['name'], [['dust']]), table('otherAllergens', ['name'], [['mites']])], 'knowledge.unknown_table', {}],
  ['wrong columns', [table('levels', ['list', 'severity', 'level'], [])], 'knowledge.wrong_columns', { table: 'levels' }],
  ['a row that is too short', [table('otherAllergens', ['name'], [['dust'], []])], 'knowledge.bad_row', { table: 'otherAllergens', row: 2, problem: 'cells' }],
  ['an ingredient that is nowhere', [table('sideChains', ['cluster', 'sideChain', 'ingredient'], [['a', 'b', 'unobtainium']])], 'knowledge.bad_row', { problem: 'ingredient', value: 'unobtainium' }],
  ['a severity that is none', oneInteraction('deadly'), 'knowledge.bad_row', { table: 'levels', row: 1, problem: 'severity' }],
  ['a level without severity', oneInteraction('stop').filter(({ name }) => name !== 'levels'), 'knowledge.bad_row', { problem: 'level' }],
  ['a list that nobody brings', [table('levels', ['list', 'level', 'severity'], [['nobody', 'x', 'stop']])], 'knowledge.bad_row', { problem: 'list' }],
  ['the same row twice', [table('otherAllergens', ['name'], [['dust'], ['dust']])], 'knowledge.bad_row', { row: 2, problem: 'twice' }],
  ['control characters', [table('otherAllergens', ['name'], [['du\u0007st']])], 'knowledge.bad_row', { problem: 'characters' }],
] as const)('%s is refused with its place', (_, tables, code, data) => {
  expect(() => checkTables(tables, shippedTables(), true)).toThrowError(expect.objectContaining({ code, data: expect.objectContaining(data) }));
}); // prettier-ignore

test('who is not the publisher neither speaks for another list nor takes the place of a table', () => {
  const asAnsm = [table('levels', ['list', 'level', 'severity'], [['ansm', 'contraindicated', 'information']])];
  expect(() => checkTables(asAnsm, shippedTables(), false)).toThrowError(expect.objectContaining({ data: expect.objectContaining({ problem: 'foreign_list' }) }));
  expect(() => checkTables(asAnsm, shippedTables(), true)).not.toThrow();
  const emptied = [table('otherAllergens', ['name'], [['dust']], 'replace')];
  expect(() => checkTables(emptied, shippedTables(), false)).toThrowError(expect.objectContaining({ code: 'knowledge.unknown_table' }));
  expect(() => checkTables(emptied, shippedTables(), true)).not.toThrow();
}); // prettier-ignore

test('every shipped table would pass as a pack, and merging a table with itself changes nothing', () => {
  const { columns, rows } = shippedTables();
  const all = [...columns].map(([name, heads]) => table(name, heads, rows(name)));
  expect(() => checkTables(all, shippedTables(), true)).not.toThrow();
  for (const { name } of all)
    expect(mergeRows(rows, [...columns.keys()], [{ id: 'a', isPublisher: true, tables: all }])(name), name).toEqual(rows(name));
});

test('packs give the same tables in whatever order they were loaded; the publisher changes a row, a clinic only adds one', () => {
  const { columns, rows } = shippedTables();
  const names = (text: string, id: string) => table('names', ['text', 'kind', 'ingredients', 'source'], [[text, 'brand', id, 'x']]);
  const packs = [
    { id: 'b', isPublisher: false, tables: [names('PANADOL', 'zinc')] },
    { id: 'a', isPublisher: false, tables: [names('Zorbulex', 'zinc')] },
    { id: 'c', isPublisher: true, tables: [names('Zorbulex', 'albendazole')] },
  ];
  const merged = mergeRows(rows, [...columns.keys()], packs)('names');
  expect(mergeRows(rows, [...columns.keys()], packs.toReversed())('names')).toEqual(merged);
  expect(merged.filter(([text]) => text === 'Zorbulex')).toEqual([['Zorbulex', 'brand', 'albendazole', 'x']]);
  expect(merged.some(([text]) => text === 'PANADOL')).toBe(false);
});
