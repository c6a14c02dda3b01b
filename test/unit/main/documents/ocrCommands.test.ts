import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { run as extract } from '../../../../main/cli/extract.ts';
import { run as ocr } from '../../../../main/cli/ocr.ts';
import { demoPicture, demoPrescription } from '../../../../main/documents/demoPicture.ts';

let folder: string;
let page: string;
let output: string[];
let errors: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'medvault-ocr-cli-'));
  page = join(folder, 'page.jpg');
  await writeFile(page, await demoPicture({ lines: demoPrescription, seed: 5 }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => {
  output = [];
  errors = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => output.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => errors.push(String(text)) > 0);
});
afterEach(() => vi.restoreAllMocks());

const answer = () => JSON.parse(output.join(''));

test('ocr: a file that fails gets its error while the others are read', async () => {
  const missing = join(folder, 'nothing.jpg');
  expect(await ocr([missing, page, '--json'])).toBe(1);
  expect(answer()).toMatchObject([
    { file: missing, text: '', words: [], error: { code: 'file.missing' } },
    { file: page, text: expect.stringContaining('Amoxicillin 500 mg capsules') },
  ]);
  expect(answer()[1]).not.toHaveProperty('error');
  expect(errors.join('')).toContain('There is no such file');
});

test('ocr: text for people', async () => {
  expect(await ocr([page])).toBe(0);
  expect(output.join('')).toContain('Take 1 capsule three times a day for 7 days\n');
});

test('extract: a draft with its fields and lines', async () => {
  expect(await extract([page, '--type', 'prescription', '--json'])).toBe(0);
  expect(answer()).toMatchObject({
    type: 'prescription',
    fields: { patient: { value: 'Amina Okello' } },
    lines: [
      { medicine: { value: 'Amoxicillin' }, strength: { value: '500 mg' }, quantity: { value: '21' } },
      { medicine: { value: 'Paracetamol' } },
    ],
  });
});

test('extract: a missing file answers its error as JSON', async () => {
  expect(await extract([join(folder, 'nothing.jpg'), '--type', 'label', '--json'])).toBe(1);
  expect(answer()).toMatchObject({ type: 'label', lines: [], error: { code: 'file.missing' } });
});

test('wrong use answers 2 and says how it goes; help answers 0', async () => {
  expect(await ocr([])).toBe(2);
  expect(await ocr([page, '--nonsense'])).toBe(2);
  expect(await extract([page])).toBe(2);
  expect(await extract([page, '--type', 'poem'])).toBe(2);
  expect(await extract([page, '--type', 'lab'])).toBe(2);
  expect(errors.join('')).toContain('not read yet');
  expect(output).toEqual([]);
  expect(await ocr(['--help'])).toBe(0);
  expect(await extract(['--help'])).toBe(0);
  expect(output.join('')).toContain('medvault ocr FILE');
});
