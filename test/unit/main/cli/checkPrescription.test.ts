import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../../../main/cli/checkPrescription.ts';

let folder = '';
let out = '';
let err = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'medvault-check-'));
  out = '';
  err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test('one prescription: JSON on standard output and nothing else, exit code 0 even for a stop', async () => {
  const path = file('one.json', JSON.stringify({ id: 'p1', allergies: ['penicillin'], current: [], order: 'amoxicillin 500mg' }));
  expect(await run([path, '--json'])).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    id: 'p1',
    findings: [{ kind: 'allergy', severity: 'stop', between: ['amoxicillin 500mg', 'penicillin'] }],
  });
  expect(err).toBe('');
});

test('each finding is a sentence, also where it begins with a medicine', async () => {
  const path = file('one.json', JSON.stringify({ current: ['warfarin', 'ibuprofen'], order: 'ibuprofen' }));
  expect(await run([path, '--json'])).toBe(0);
  const { findings } = JSON.parse(out) as { findings: { text: string; kind: string }[] };
  expect(findings.map(({ kind }) => kind).toSorted()).toEqual(['duplicate', 'interaction']);
  for (const { text } of findings) expect(text).toMatch(/^[A-Z].*\.$/);
});

test('for a person it says the finding, the source and what was not checked', async () => {
  const path = file('one.json', JSON.stringify({ current: ['warfarin'], order: 'ibuprofen' }));
  expect(await run([path])).toBe(0);
  expect(out).toMatch(/WARNING interaction: .*\n.*\n\s+Source: ANSM/);
  expect(out).toContain('Nobody asked about allergies.');
});

test('where nothing is found it names the lists instead of promising safety', async () => {
  await run([file('one.json', JSON.stringify({ allergies: [], current: ['paracetamol'], order: 'amoxicillin' }))]);
  expect(out).toContain('None found in ');
  expect(out).toContain('ANSM interaction thesaurus, September 2016');
});

test('a batch answers each line in its place, bad lines with an error, and fails', async () => {
  const lines = ['{"id":1,"order":"paracetamol"}', 'nonsense', '{"id":3}', '{"id":"four","order":"ibuprofen","current":["warfarin"]}'];
  expect(await run(['--batch', file('many.jsonl', lines.join('\n')), '--json'])).toBe(1);
  const answers = out.trim().split('\n').map((line) => JSON.parse(line)); // prettier-ignore
  expect(answers).toMatchObject([
    { id: 1 },
    { error: { code: 'input.not_json' } },
    { id: 3, error: { code: 'input.invalid' } },
    { id: 'four' },
  ]);
  expect(err).toContain('Line 2');
});

test('ten thousand lines with one broken in the middle: ten thousand answers in their order, one of them an error', async () => {
  const lines = Array.from({ length: 10_000 }, (_, at) => JSON.stringify({ id: at, order: at % 100 === 0 ? 'paracetamol' : 'unheard-of' }));
  lines[5000] = '{"id":5000,"order":"ibuprofen';
  expect(await run(['--batch', file('many.jsonl', `\uFEFF${lines.join('\r\n')}\r\n`), '--json'])).toBe(1);
  const answers = out.trim().split('\n').map((line) => JSON.parse(line) as { id?: number; error?: { code: string } }); // prettier-ignore
  expect(answers.map(({ id }) => id)).toEqual(lines.map((_, at) => (at === 5000 ? undefined : at)));
  expect(answers.filter(({ error }) => error)).toMatchObject([{ error: { code: 'input.not_json' } }]);
  expect(err).toBe('Line 5001: This is not JSON. Compare it with the example of --help.\n');
});

test.each([
  ['null', 'null'],
  ['a list', '[]'],
  ['no order', '{"patient":{"birthDate":"2020-01-01"}}'],
  ['an order that is null', '{"order":null}'],
  ['an order without a name', '{"order":"  "}'],
  ['an order that is a number', '{"order":5}'],
  ['one text for a list', '{"order":"x","current":"warfarin"}'],
  ['null among the medicines', '{"order":"x","current":[null]}'],
  ['a number among the allergies', '{"order":"x","allergies":[1]}'],
  ['a list for a person', '{"order":"x","patient":[]}'],
  ['a weight in words', '{"order":"x","patient":{"weightKg":"ten"}}'],
  ['no weight at all', '{"order":"x","patient":{"weightKg":0}}'],
  ['an endless weight', '{"order":"x","patient":{"weightKg":1e999}}'],
  ['a sex by letter', '{"order":"x","patient":{"sex":"F"}}'],
  ['a pregnancy in words', '{"order":"x","patient":{"pregnant":"yes"}}'],
  ['a day in words', '{"order":"x","at":"yesterday"}'],
  ['a dose of ten in words', '{"order":"x","dosage":{"steps":[{"dose":"ten","unit":"mg","timing":null}]}}'],
  ['a dose of nothing', '{"order":"x","dosage":{"steps":[{"dose":0,"unit":"mg","timing":null}]}}'],
  ['a dose of a ton', '{"order":"x","dosage":{"steps":[{"dose":1e9,"unit":"mg","timing":null}]}}'],
  ['a dose in an unknown unit', '{"order":"x","dosage":{"steps":[{"dose":1,"unit":"bucket","timing":null}]}}'],
  ['600 current medicines', JSON.stringify({ order: 'x', current: Array.from({ length: 600 }, () => 'ibuprofen') })],
])('%s: refused with the field that does not fit, exit code 1', async (_, text) => {
  expect(await run([file('bad.json', text), '--json'])).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ error: { code: 'input.invalid', message: expect.stringMatching(/does not fit: .+/) } });
});

test('every field null is nobody asked; forty medicines and words with a meaning to the machine are answered', async () => {
  const nulls = { id: null, at: null, patient: null, allergies: null, conditions: null, current: null, dosage: null, order: 'ibuprofen' };
  const forty = { current: Array.from({ length: 40 }, (_, at) => `medicine ${at}`), order: 'warfarin' };
  const words = { order: '__proto__', current: ['constructor', 'toString'], allergies: ['valueOf'], conditions: ['__proto__'] };
  expect(await run(['--batch', file('many.jsonl', [nulls, forty, words].map((one) => JSON.stringify(one)).join('\n'))])).toBe(0);
  const [first, second, third] = out.trim().split('\n').map((line) => JSON.parse(line)); // prettier-ignore
  expect(first.coverage.unchecked.map(({ code }: { code: string }) => code)).toContain('not_asked');
  expect(second.medicines).toHaveLength(41);
  expect(third.coverage.unchecked.filter(({ code }: { code: string }) => code === 'unmatched')).toHaveLength(4);
});

test.each([
  ['a missing file', () => join(folder, 'absent.json'), 'file.missing'],
  ['a folder', () => folder, 'file.unreadable'],
  ['no JSON', () => file('bad.json', '{'), 'input.not_json'],
  ['a weight below zero', () => file('bad.json', '{"order":"x","patient":{"weightKg":-3}}'), 'input.invalid'],
  ['a day that does not exist', () => file('bad.json', '{"order":"x","patient":{"birthDate":"2024-02-31"}}'), 'input.invalid'],
])('%s: a sentence, JSON with the reason, exit code 1', async (_, path, code) => {
  expect(await run([path(), '--json'])).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ error: { code } });
  expect(err).toMatch(/\.\n$/);
});

test('wrong use answers 2 and help answers 0', async () => {
  expect(await run([])).toBe(2);
  expect(await run(['a.json', 'b.json'])).toBe(2);
  expect(await run(['--help'])).toBe(0);
});
