import { expect, test } from 'vitest';
import { errorCodes } from '../../../../preload/contract/errors.ts';
import { demoAccounts } from '../../../../preload/contract/facility.ts';
import { en } from '../../../../renderer/lib/strings/en/index.ts';
import { fr } from '../../../../renderer/lib/strings/fr/index.ts';

type Node = string | { readonly [key: string]: Node };

function flatten(node: Node, path = ''): [key: string, words: string][] {
  if (typeof node === 'string') return [[path, node]];
  return Object.entries(node).flatMap(([key, child]) => flatten(child, path === '' ? key : `${path}.${key}`));
}

const english = new Map(flatten(en));
const french = new Map(flatten(fr as Node));
/** An empty field is not an error, so it has no words. */
const wordless = new Set(['encounters.vitals.wrong.empty']);

test('both languages have the same keys', () => {
  expect([...french.keys()].sort()).toEqual([...english.keys()].sort());
  expect(english.size).toBeGreaterThan(300);
});

test('no string is empty in either language', () => {
  const empty = [...english, ...french].filter(([key, words]) => words.trim() === '' && !wordless.has(key));
  expect(empty).toEqual([]);
});

test('a translation uses the same values as its original', () => {
  const valuesIn = (words: string) =>
    [...words.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort((a, b) => a.localeCompare(b));
  const different = [...english]
    .filter(([key, words]) => valuesIn(words).join() !== valuesIn(french.get(key) ?? '').join())
    .map(([key]) => key);
  expect(different).toEqual([]);
});

test('every refusal has a sentence in both languages', () => {
  const missing = errorCodes.filter((code) => !english.has(`errors.${code}`) || !french.has(`errors.${code}`));
  expect(missing).toEqual([]);
});

test('a counted string says one and many', () => {
  const alone = [...english.keys()].filter((key) => key.endsWith('_one') && !english.has(key.replace(/_one$/, '_other')));
  expect(alone).toEqual([]);
});

test('the roles of the demo clinic have words', () => {
  for (const { role } of demoAccounts) expect(english.get(`frame.role.${role}`)).toBeTruthy();
});
