import { expect, test } from 'vitest';
import { doseColumns, readDoseRule, readProductStrengths, sayDoseSource } from '../../../../main/knowledge/doseRules.ts';
import { loadKnowledge } from '../../../../main/knowledge/load.ts';

const whole = {
  ingredient: 'paracetamol',
  routes: 'oral',
  ageFrom: '2mo',
  ageTo: '12y',
  basis: 'mg/kg/dose',
  low: '10',
  usual: '15',
  high: '15',
  times: '1-4',
  publication: 'A book',
  year: '2013',
  section: 'Annex 2',
};
const row = (change: Partial<Record<(typeof doseColumns)[number], string>> = {}): string[] =>
  doseColumns.map((column) => ({ ...whole, ...change } as Record<string, string>)[column] ?? '');

test('a row is read as it stands', () => {
  const rule = readDoseRule(row());
  expect(rule).toMatchObject({
    routes: ['oral'],
    age: { from: { value: 2, unit: 'mo' }, to: { value: 12, unit: 'y' } },
    unit: 'mg',
    per: 'kg',
    each: 'dose',
    times: { from: 1, to: 4 },
    clearance: null,
  });
  expect(sayDoseSource(rule)).toBe('A book, 2013, Annex 2');
  expect(readDoseRule(row({ basis: 'ug/m2/dose', times: 'weekly', crclTo: '30' }))).toMatchObject({
    unit: 'ug',
    per: 'm2',
    times: { from: 1 / 7, to: 1 / 7 },
    clearance: { from: null, to: 30 },
  });
  expect(readDoseRule(row({ times: 'once' })).times).toBeNull();
});

test.each<[string, Parameters<typeof row>[0]]>([
  ['no ingredient', { ingredient: '' }],
  ['no source', { publication: '' }],
  ['no year', { year: '' }],
  ['a dose of nothing', { usual: '0', low: '' }],
  ['a dose of words', { high: 'ten' }],
  ['a dose below nothing', { low: '-1' }],
  ['low above high', { low: '20' }],
  ['an unknown unit', { basis: 'grains/kg/dose' }],
  ['an unknown route', { routes: 'by drone' }],
  ['an age of words', { ageFrom: 'young' }],
  ['thirty times a day', { times: '30' }],
  ['a daily dose that is given once', { basis: 'mg/kg/day', times: 'once' }],
  ['an unknown rounding', { rounding: 'up' }],
])('%s is no rule, and the row is named', (_, change) => {
  expect(() => readDoseRule(row(change))).toThrow(/^a dose rule of (paracetamol|\?) cannot be read/);
});

test('a strength for each ingredient, or none', () => {
  expect(() => readProductStrengths([['a+b', '400', 'mg', '']])).toThrow('the strength of a+b cannot be read');
  expect(() => readProductStrengths([['a', '400', 'stones', '']])).toThrow('the strength of a cannot be read');
});

test('every shipped rule is about an ingredient that is known, and cites publication, year and section', () => {
  const { doseRules, ingredients, productStrengths } = loadKnowledge();
  for (const rule of [...doseRules.values()].flat()) {
    expect(ingredients.has(rule.ingredient)).toBe(true);
    expect(rule.source.year).toMatch(/^(19|20)\d\d$/);
    expect(rule.source.section).not.toBe('');
  }
  for (const product of productStrengths) expect(product.ingredients.filter((id) => !ingredients.has(id))).toEqual([]);
});
