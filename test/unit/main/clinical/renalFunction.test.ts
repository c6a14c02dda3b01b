import { expect, test } from 'vitest';
import { bedsideSchwartz, cockcroftGault, renalFunction } from '../../../../main/clinical/renalFunction.ts';

test('the formulae give what their papers give by hand', () => {
  // (140 - 60) x 72 / (72 x 1.0) = 80; women 0.85 of it
  expect(cockcroftGault({ ageYears: 60, sex: 'male', weightKg: 72, creatinineUmolL: 88.4 })).toBeCloseTo(80, 6);
  expect(cockcroftGault({ ageYears: 60, sex: 'female', weightKg: 72, creatinineUmolL: 88.4 })).toBeCloseTo(68, 6);
  // 0.413 x 100 / 0.5 = 82.6
  expect(bedsideSchwartz({ heightCm: 100, creatinineUmolL: 44.2 })).toBeCloseTo(82.6, 6);
});

const adult = { ageYears: 40, sex: 'male', weightKg: 70, heightCm: null, creatinineUmolL: 90 } as const;
test.each([
  [{ ...adult, creatinineUmolL: null }, 'creatinine'],
  [{ ...adult, ageYears: null }, 'age'],
  [{ ...adult, weightKg: null }, 'weight'],
  [{ ...adult, sex: null }, 'sex'],
  [{ ...adult, ageYears: 0 }, 'infant'],
  [{ ...adult, ageYears: 8 }, 'height'],
] as const)('%o wants the %s', (facts, missing) => {
  expect(renalFunction(facts)).toEqual({ missing });
});

test('an adult is judged by Cockcroft-Gault, a child by Schwartz, an unknown sex by the lower result', () => {
  expect(renalFunction(adult)).toMatchObject({ formula: 'cockcroft-gault' });
  expect(renalFunction({ ...adult, ageYears: 17, heightCm: 160 })).toMatchObject({ formula: 'schwartz-bedside' });
  expect(renalFunction({ ...adult, sex: 'unknown' })).toEqual(renalFunction({ ...adult, sex: 'female' }));
});
