import { expect, test } from 'vitest';
import { loadKnowledge } from '../../../../main/knowledge/load.ts';
import { matchMedicine } from '../../../../main/knowledge/matchMedicine.ts';

const knowledge = loadKnowledge();
const ids = (text: string) => matchMedicine(text, knowledge).ingredients.map((ingredient) => ingredient.id);

test.each([
  ['Amoxil 250mg/5ml susp', ['amoxicillin']],
  ['amoxicilin', ['amoxicillin']],
  ['AMOXYCILLINE Co 500mg', ['amoxicillin']],
  ['co-trimoxazole', ['sulfamethoxazole', 'trimethoprim']],
  ['panadol extra', ['paracetamol', 'caffeine']],
  ['Paracetamol 500 mg / Codeine 8 mg tabs', ['paracetamol', 'codeine']],
  ['amoxicillin 500mg + clavulanic acid 125mg', ['amoxicillin', 'clavulanic-acid']],
  ['TDF/3TC/DTG 300/300/50 mg', ['tenofovir-disoproxil', 'lamivudine', 'dolutegravir']],
  ['artemether/lumefantrine 20/120 mg', ['artemether', 'lumefantrine']],
  ['amlodipine besylate 5mg', ['amlodipine']],
  ['valproate de sodium', ['valproic-acid']],
  ['chlorhydrate de métoclopramide', ['metoclopramide']],
  ['mefenamate', ['mefenamic-acid']],
  ['cephalexin', ['cefalexin']],
  ['acetaminophen', ['paracetamol']],
  ['Tab. Ciprofloxacine 500 mg bd x 5 days', ['ciprofloxacin']],
  ['500mg paracetamol tablets', ['paracetamol']],
  ['prednisilone', ['prednisolone']],
  ['asprin 75', ['acetylsalicylic-acid']],
  ['potassium chloride 600 mg', ['potassium-chloride']],
])('%s is read as its ingredients', (text, expected) => {
  expect(ids(text)).toEqual(expected);
});

test.each(['Zorbulex 20mg', '', '   ', '!!!', '12345', 'mg', 'take two daily', 'a'.repeat(500)])('%j is unmatched, not guessed', (text) => {
  expect(matchMedicine(text, knowledge)).toMatchObject({ ingredients: [], confidence: 0, matched: null });
});

test('look-alike names stay apart', () => {
  expect(ids('hydroxyzine')).toEqual(['hydroxyzine']);
  expect(ids('hydralazine')).toEqual(['hydralazine']);
  expect(ids('prednisone')).toEqual(['prednisone']);
  expect(ids('isosorbide mononitrate')).toEqual(['isosorbide-mononitrate']);
  expect(ids('isosorbide dinitrate')).toEqual(['isosorbide-dinitrate']);
});

test('a name letter by letter is certain, a misspelling is not, and an unknown part of a combination is named', () => {
  expect(matchMedicine('warfarin', knowledge).confidence).toBe(1);
  expect(matchMedicine('prednisilone', knowledge).confidence).toBeLessThan(0.85);
  expect(matchMedicine('paracetamol + zorbulex', knowledge)).toMatchObject({
    unmatched: ['zorbulex'],
    ingredients: [{ id: 'paracetamol' }],
  });
});

test('rifamycin is not read as rifampicin, which only looks like it', () => {
  expect(matchMedicine('Rifamycine collyre', knowledge).ingredients.map((row) => row.name)).toEqual(['rifamycin']);
  expect(matchMedicine('rifampicine 300 mg', knowledge).ingredients.map((row) => row.name)).toEqual(['rifampicin']);
});

test('a name as near to two medicines is neither; one that is nearer to one is read with little confidence, and both are named', () => {
  expect(matchMedicine('penobarbital', knowledge)).toMatchObject({ ingredients: [], confidence: 0 });
  expect(matchMedicine('penobarbital', knowledge).candidates.toSorted()).toEqual(['pentobarbital', 'phenobarbital']);
  expect(matchMedicine('hydralizine', knowledge)).toMatchObject({
    ingredients: [{ id: 'hydralazine' }],
    candidates: ['hydroxyzine'],
    confidence: 0.6,
  });
  expect(matchMedicine('quiniine', knowledge)).toMatchObject({
    ingredients: [{ id: 'quinine' }],
    candidates: ['quinidine'],
    confidence: 0.6,
  });
});

test('a number that belongs to a name is no strength, and "free" is no sugar', () => {
  expect(ids('Tylenol 3')).toEqual(['paracetamol', 'codeine']);
  expect(ids('Tylenol 3 tablets')).toEqual(['paracetamol']);
  expect(ids('Aspirin Free')).toEqual(['paracetamol']);
  expect(ids('paracetamol syrup sugar-free')).toEqual(['paracetamol']);
});

test.each([
  ['azithro 500', ['azithromycin'], []],
  ['spirono 25', ['spironolactone'], []],
  ['prednis 5', [], ['prednisone', 'prednisolone']],
  ['erythro 250', [], ['erythromycin', 'epoetin alfa']],
])('a clipped name is read, to be confirmed, where one medicine begins so; else those that do are told: %s', (text, read, candidates) => {
  const match = matchMedicine(text, knowledge);
  expect(match.ingredients.map(({ name }) => name)).toEqual(read);
  expect(match.confidence).toBeLessThan(0.85);
  expect(match.candidates).toEqual(candidates);
});
