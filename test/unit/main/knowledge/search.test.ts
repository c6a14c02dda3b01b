import { expect, test } from 'vitest';
import { loadConditions, loadKnowledge } from '../../../../main/knowledge/load.ts';
import { searchConditions } from '../../../../main/knowledge/searchConditions.ts';
import { searchMedicines } from '../../../../main/knowledge/searchMedicines.ts';

const catalogue = loadConditions();
const knowledge = loadKnowledge();
const codes = (query: string, language: 'en' | 'fr' = 'en') =>
  searchConditions(query, catalogue, { language }).map((suggestion) => suggestion.code);

test('a diagnosis is found by code, by words in any order and by beginnings of words', () => {
  expect(codes('j18.9')).toEqual(['J18.9']);
  expect(codes('J18')).toContain('J18.0');
  expect(codes('malaria')[0]).toBe('B54');
  expect(codes('femur fracture')[0]).toMatch(/^S72/);
  expect(codes('pneu')[0]).toBe('J18.9');
});

test('French finds the French name of the same code', () => {
  expect(searchConditions('palu', catalogue, { language: 'fr' })[0]).toMatchObject({
    code: 'B54',
    matched: 'Paludisme',
    language: 'fr',
    title: 'Unspecified malaria',
  });
  expect(codes('asthme', 'fr')[0]).toBe('J45.9');
});

test('chapters and blocks never stand before codes, and nonsense finds nothing', () => {
  const found = searchConditions('diabetes', catalogue, { limit: 50 });
  expect(found.findIndex((suggestion) => suggestion.code.includes('-'))).not.toBe(0);
  expect(codes('zzzzqqq')).toEqual([]);
  expect(codes('   ')).toEqual([]);
});

test('every title is the one of the catalogue, each code once', () => {
  const found = searchConditions('hypertension', catalogue, { limit: 50 });
  expect(new Set(found.map((suggestion) => suggestion.code)).size).toBe(found.length);
  for (const suggestion of found) expect(suggestion.title).toBe(catalogue.byCode.get(suggestion.code)?.title);
});

test('medicines are found by the beginning of a name, a brand or a near spelling; one line for each content', () => {
  const texts = (query: string) => searchMedicines(query, knowledge).map((suggestion) => suggestion.text);
  expect(texts('metf')[0]).toBe('metformin');
  expect(texts('coart')).toEqual(['Coartem']);
  expect(searchMedicines('amoxicilin', knowledge)[0]?.ingredients[0]?.id).toBe('amoxicillin');
  expect(searchMedicines('prednisilone', knowledge)[0]?.ingredients[0]?.id).toBe('prednisolone');
  expect(texts('')).toEqual([]);
});
