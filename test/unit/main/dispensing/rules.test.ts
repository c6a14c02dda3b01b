import { expect, test } from 'vitest';
import { convert, rateOf } from '../../../../main/dispensing/exact.ts';
import { shareOut } from '../../../../main/dispensing/shareOut.ts';
import { directionsFor, judgeSubstitute } from '../../../../main/dispensing/substitute.ts';
import { supplyLeft } from '../../../../main/dispensing/supply.ts';
import { counsellingCode, counsellingPoints, counsellingSentences } from '../../../../preload/contract/counselling.ts';
import { dosage } from '../../../../preload/contract/dosage.ts';

const product = (inn: string, strength: number, unit = 'mg', form = 'tablet', dispensing = 'tablet') => ({
  ingredients: [{ inn, strength, unit }],
  form,
  unit: dispensing,
  atc: null,
});

test('what may stand for another: same ingredient and way of taking, converted exactly or not at all', () => {
  const asked = product('amlodipine', 5);
  expect(judgeSubstitute(asked, product('Amlodipine ', 5))).toEqual({ kind: 'generic', rate: { units: 1, per: 1 } });
  expect(judgeSubstitute(asked, product('amlodipine', 10))).toEqual({ kind: 'strength', rate: { units: 1, per: 2 } });
  expect(judgeSubstitute(asked, product('amlodipine', 2.5))).toEqual({ kind: 'strength', rate: { units: 2, per: 1 } });
  expect(judgeSubstitute(asked, product('amlodipine', 5000, 'ug'))).toEqual({ kind: 'generic', rate: { units: 1, per: 1 } });
  expect(judgeSubstitute(asked, product('amlodipine', 5, 'mg', 'capsule', 'capsule'))).toEqual({
    kind: 'form',
    rate: { units: 1, per: 1 },
  });
  expect(judgeSubstitute(asked, product('nifedipine', 5))).toEqual({ refused: 'ingredient' });
  expect(judgeSubstitute(asked, product('amlodipine', 5, 'mg', 'prolonged-release tablet'))).toEqual({ refused: 'form' });
  expect(judgeSubstitute(asked, product('amlodipine', 1, 'mg/mL', 'oral suspension', 'mL'))).toEqual({ refused: 'form' });
  expect(judgeSubstitute(asked, { ...asked, ingredients: [{ inn: 'amlodipine', strength: null, unit: null }] })).toEqual({
    refused: 'strength',
  });
});

test('suspensions of another strength; combinations only in the same proportion', () => {
  const syrup = (strength: number, unit: string) => product('amoxicillin', strength, unit, 'oral suspension', 'mL');
  expect(judgeSubstitute(syrup(125, 'mg/5mL'), syrup(50, 'mg/mL'))).toEqual({ kind: 'strength', rate: { units: 1, per: 2 } });
  const both = (a: number, b: number) => ({
    ...product('x', 1),
    ingredients: [
      { inn: 'clavulanic acid', strength: b, unit: 'mg' },
      { inn: 'amoxicillin', strength: a, unit: 'mg' },
    ],
  });
  expect(judgeSubstitute(both(500, 125), both(250, 62.5))).toEqual({ kind: 'strength', rate: { units: 2, per: 1 } });
  expect(judgeSubstitute(both(500, 125), both(875, 125))).toEqual({ refused: 'strength' });
  expect(judgeSubstitute(both(500, 125), product('amoxicillin', 500))).toEqual({ refused: 'ingredient' });
});

test('nothing is rounded', () => {
  expect(convert(21, { units: 1, per: 2 })).toBeNull();
  expect(convert(20, { units: 1, per: 2 })).toBe(10);
  expect(rateOf(0.1, 0.3)).toEqual({ units: 1, per: 3 });
  expect(rateOf(0, 1)).toBeNull();
});

const directed = (dose: number, unit: '{tablet}' | '{capsule}' | 'mg' | '{puff}') =>
  dosage.parse({ route: 'oral', steps: [{ dose, unit, timing: { frequency: 2, period: 1, periodUnit: 'd' } }] });

test('directions follow the strength as far as a tablet can be halved; a capsule is not', () => {
  const half = { units: 1, per: 2 };
  const doseOf = (asked: ReturnType<typeof directed>, rate: typeof half, unit: string) => directionsFor(asked, rate, { unit })?.steps[0];
  expect(doseOf(directed(1, '{tablet}'), half, 'tablet')).toMatchObject({ dose: 0.5, unit: '{tablet}' });
  expect(doseOf(directed(1, '{capsule}'), half, 'tablet')).toMatchObject({ dose: 0.5, unit: '{tablet}' });
  expect(doseOf(directed(1, '{capsule}'), half, 'capsule')).toBeUndefined();
  expect(doseOf(directed(0.5, '{tablet}'), half, 'tablet')).toBeUndefined();
  expect(doseOf(directed(250, 'mg'), half, 'tablet')).toMatchObject({ dose: 250, unit: 'mg' });
  expect(doseOf(directed(2, '{puff}'), half, 'puff')).toBeUndefined();
});

test('earlier collections are used up one after the other', () => {
  const tablets = (day: string, units: number) => ({ day, units, perDay: 1 });
  expect(supplyLeft([], '2026-11-21')).toBeNull();
  expect(supplyLeft([tablets('2026-11-01', 20)], '2026-11-21')).toBeNull(); // the last was yesterday's
  expect(supplyLeft([tablets('2026-11-01', 30)], '2026-11-21')).toEqual({ daysLeft: 9, collectedOn: '2026-11-01', isEarly: true });
  expect(supplyLeft([tablets('2026-11-01', 22)], '2026-11-21')).toMatchObject({ daysLeft: 1, isEarly: false });
  // ten days were left when the next was collected: they carry over
  expect(supplyLeft([tablets('2026-10-01', 30), tablets('2026-10-21', 30)], '2026-11-21')).toMatchObject({
    daysLeft: 8,
    collectedOn: '2026-10-21',
  });
});

test('who waits longest gets what is there first', () => {
  const owed = (requestId: string, units: number, itemId: string | null = 'a') => ({ requestId, itemId, owed: units });
  expect([...shareOut([owed('1', 10), owed('2', 10), owed('3', 5, 'b'), owed('4', 1, null)], new Map([['a', 14]]))]).toEqual([
    ['1', 10],
    ['2', 4],
  ]);
});

test('few points, for what the medicine is; each has its words in both languages', () => {
  const points = (atc: string | null, form: string, route: string | null = null) =>
    counsellingPoints({ atc, form, route, isColdChain: false });
  expect(points('J01CA04', 'oral suspension')).toEqual(['as-long-as-written', 'shake', 'measure']);
  expect(points('A07CA', 'powder for oral solution')).toEqual(['clean-water']);
  expect(points('M01AE01', 'tablet')).toEqual(['with-food']);
  expect(points('M02AA15', 'cream')).toEqual([]);
  expect(points(null, 'eye drops', 'ophthalmic')).toEqual(['own-bottle']);
  expect(points('A10AB01', 'injection', 'subcutaneous')).toEqual(['low-sugar']);
  for (const code of counsellingCode.options) {
    const { en, fr } = counsellingSentences[code];
    expect(en.length > 10 && fr.length > 10 && en !== fr, code).toBe(true);
  }
});
