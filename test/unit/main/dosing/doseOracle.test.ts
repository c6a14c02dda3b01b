import { describe, expect, test } from 'vitest';
import { planProduct } from '../../../../main/dosing/productPlan.ts';
import { workOut } from '../../../../main/dosing/calculate.ts';
import { loadKnowledge } from '../../../../main/knowledge/load.ts';
import type { DosingFigures } from '../../../../preload/contract/dosing.ts';

const knowledge = loadKnowledge();
const today = '2026-11-22';

/** Years and months before today. */
const born = (years: number, months = 0): string =>
  `${2026 - years - (months > 10 ? 1 : 0)}-${String(months > 10 ? 23 - months : 11 - months).padStart(2, '0')}-01`;
const person = (age: [number, number?] | null, weightKg: number | null, more: Partial<DosingFigures> = {}): DosingFigures => ({
  birthDate: age === null ? null : born(...age),
  sex: 'female',
  weightKg,
  heightCm: null,
  creatinineUmolL: null,
  ...more,
});
const calculate = (medicine: string, figures: DosingFigures, rule: string | null = null) =>
  workOut({ medicine, figures, rule, timesPerDay: null, days: null, split: 'whole' }, today, knowledge);

/** By hand, from the publication that the rule names: [medicine, indication, age, kg, dose at a time, unit, times a day (null: once), what was multiplied]. */
const worked: readonly (readonly [string, string, [number, number?] | null, number, number, string, number | null, string])[] = [
  ['paracetamol tablet', '', [3], 14, 210, 'mg', 4, 'WHO Pocket Book 2013, Annex 2: 15 mg/kg x 14'],
  ['paracetamol tablet', '', [8], 25, 375, 'mg', 4, 'WHO Pocket Book 2013, Annex 2: 15 mg/kg x 25'],
  ['paracetamol tablet', '', [30], 70, 1000, 'mg', 4, 'WHO Model Formulary 2008, 2.1: 1 g'],
  ['amoxicillin', '', [2], 12, 300, 'mg', 2, 'WHO Pocket Book 2013: 25 mg/kg x 12'],
  ['amoxicillin', 'pneumonia', [2], 12, 480, 'mg', 2, 'WHO Pocket Book 2013: 40 mg/kg x 12'],
  ['amoxicillin', 'pneumonia, by age', [0, 8], 8, 250, 'mg', 2, 'IMCI chart booklet 2014: 2 to 12 months, one tablet of 250 mg'],
  ['amoxicillin', 'pneumonia, by age', [2], 12, 500, 'mg', 2, 'IMCI chart booklet 2014: 1 to 3 years, two tablets'],
  ['amoxicillin', 'pneumonia, by age', [4], 16, 750, 'mg', 2, 'IMCI chart booklet 2014: 3 to 5 years, three tablets'],
  ['ampicillin iv', '', [1], 9, 450, 'mg', 4, 'WHO Pocket Book 2013: 50 mg/kg x 9'],
  ['gentamicin im', '', [1], 9, 67.5, 'mg', 1, 'WHO Pocket Book 2013: 7.5 mg/kg x 9'],
  ['benzylpenicillin im', '', [1], 10, 500_000, '[iU]', 4, 'WHO Pocket Book 2013: 50 000 units/kg x 10'],
  ['benzylpenicillin im', 'meningitis', [1], 10, 1_000_000, '[iU]', 4, 'WHO Pocket Book 2013: 100 000 units/kg x 10'],
  ['ceftriaxone im', '', [3], 14, 1120, 'mg', 1, 'WHO Pocket Book 2013: 80 mg/kg x 14'],
  ['ceftriaxone im', 'meningitis', [3], 14, 1400, 'mg', 1, 'WHO Pocket Book 2013: 100 mg/kg x 14'],
  ['chloramphenicol iv', '', [11], 42, 1000, 'mg', 3, 'WHO Pocket Book 2013: 25 mg/kg x 42 = 1050, at most 1 g'],
  ['cloxacillin iv', '', [2], 12, 600, 'mg', 4, 'WHO Pocket Book 2013: 50 mg/kg x 12'],
  ['cefalexin', '', [5], 18, 225, 'mg', 4, 'WHO Pocket Book 2013: 12.5 mg/kg x 18'],
  ['metronidazole tablet', '', [4], 16, 120, 'mg', 3, 'WHO Pocket Book 2013: 7.5 mg/kg x 16'],
  ['erythromycin', '', [6], 20, 250, 'mg', 4, 'WHO Pocket Book 2013: 12.5 mg/kg x 20'],
  ['ciprofloxacin', '', [6], 20, 300, 'mg', 2, 'WHO Pocket Book 2013: 15 mg/kg x 20'],
  ['ciprofloxacin', '', [11], 40, 500, 'mg', 2, 'WHO Pocket Book 2013: 15 mg/kg x 40 = 600, at most 500'],
  ['diazepam rectal', 'convulsions', [3], 14, 7, 'mg', null, 'WHO Pocket Book 2013: 0.5 mg/kg x 14'],
  ['digoxin', 'loading dose', [2], 12, 180, 'ug', null, 'WHO Pocket Book 2013: 15 micrograms/kg x 12'],
  ['digoxin', 'maintenance', [2], 12, 60, 'ug', 2, 'WHO Pocket Book 2013: 5 micrograms/kg x 12'],
  ['furosemide', '', [2], 12, 12, 'mg', 1, 'WHO Pocket Book 2013: 1 mg/kg x 12'],
  ['zinc', 'diarrhoea', [0, 4], 6, 10, 'mg', 1, 'WHO/UNICEF 2004: 10 mg under 6 months'],
  ['zinc', 'diarrhoea', [2], 12, 20, 'mg', 1, 'WHO/UNICEF 2004: 20 mg from 6 months'],
  ['vitamin a', 'prevention of deficiency', [0, 8], 8, 100_000, '[iU]', null, 'WHO 2011: 100 000 units at 6 to 11 months'],
  ['vitamin a', 'prevention of deficiency', [3], 14, 200_000, '[iU]', null, 'WHO 2011: 200 000 units from 12 months'],
  ['albendazole', 'deworming', [1, 6], 11, 200, 'mg', null, 'WHO 2017: 200 mg under 24 months'],
  ['albendazole', 'deworming', [4], 16, 400, 'mg', null, 'WHO 2017: 400 mg'],
  ['mebendazole', 'deworming', [4], 16, 500, 'mg', null, 'WHO 2017: 500 mg'],
  ['praziquantel', 'schistosomiasis', [9], 28, 1120, 'mg', null, 'WHO 2006: 40 mg/kg x 28'],
  ['artesunate iv', 'severe malaria', [2], 12, 36, 'mg', 1, 'WHO malaria 2023: 3 mg/kg x 12 (under 20 kg)'],
  ['artesunate iv', 'severe malaria', [30], 60, 144, 'mg', 1, 'WHO malaria 2023: 2.4 mg/kg x 60'],
  ['artesunate iv', 'severe malaria', [6], 20, 48, 'mg', 1, 'WHO malaria 2023: 2.4 mg/kg from 20 kg on'],
  ['coartem', 'malaria', [2], 12, 20, 'mg', 2, 'WHO malaria 2023: 5 to under 15 kg, 20 mg of artemether'],
  ['coartem', 'malaria', [4], 15, 40, 'mg', 2, 'WHO malaria 2023: 15 to under 25 kg, 40 mg'],
  ['coartem', 'malaria', [9], 28, 60, 'mg', 2, 'WHO malaria 2023: 25 to under 35 kg, 60 mg'],
  ['coartem', 'malaria', [30], 60, 80, 'mg', 2, 'WHO malaria 2023: 35 kg and more, 80 mg'],
  ['isoniazid', 'tuberculosis', [4], 16, 160, 'mg', 1, 'WHO TB in children 2014: 10 mg/kg x 16'],
  ['rifampicin', 'tuberculosis', [4], 16, 240, 'mg', 1, 'WHO TB in children 2014: 15 mg/kg x 16'],
  ['pyrazinamide', 'tuberculosis', [4], 16, 560, 'mg', 1, 'WHO TB in children 2014: 35 mg/kg x 16'],
  ['ethambutol', 'tuberculosis', [4], 16, 320, 'mg', 1, 'WHO TB in children 2014: 20 mg/kg x 16'],
  ['isoniazid', 'tuberculosis', [40], 70, 300, 'mg', 1, 'WHO TB 2010: 5 mg/kg x 70 = 350, at most 300 a day'],
  ['rifampicin', 'tuberculosis', [40], 70, 600, 'mg', 1, 'WHO TB 2010: 10 mg/kg x 70 = 700, at most 600 a day'],
  ['doxycycline', 'cholera', [20], 60, 300, 'mg', null, 'GTFCC 2018: 300 mg once'],
  ['azithromycin', 'cholera', [4], 16, 320, 'mg', null, 'GTFCC 2018: 20 mg/kg x 16'],
  ['adrenaline im', 'anaphylaxis', [3], 14, 0.14, 'mg', null, 'WAO 2011: 0.01 mg/kg x 14'],
  ['adrenaline im', 'anaphylaxis', [10], 40, 0.3, 'mg', null, 'WAO 2011: 0.01 mg/kg x 40 = 0.4, at most 0.3 in children'],
  ['adrenaline im', 'anaphylaxis', [30], 70, 0.5, 'mg', null, 'WAO 2011: 0.01 mg/kg x 70 = 0.7, at most 0.5'],
  ['ibuprofen tablet', 'fever, pain', [5], 18, 180, 'mg', 4, 'US label: 10 mg/kg x 18'],
  ['ivermectin', 'strongyloidiasis, onchocerciasis', [30], 60, 12_000, 'ug', null, 'US label: 200 micrograms/kg x 60'],
  ['aciclovir tablet', 'chickenpox', [5], 18, 360, 'mg', 4, 'US label: 20 mg/kg x 18'],
  ['enoxaparin', 'treatment', [50], 80, 80, 'mg', 2, 'US label: 1 mg/kg x 80, every 12 hours'],
];

describe('worked by hand', () => {
  test.each(worked)('%s, %s, age %j, %s kg: %s %s', (medicine, indication, age, kg, dose, unit, times) => {
    const figures = person(age, kg);
    const { answer } = calculate(medicine, figures);
    const rule = answer.rules.find((one) => one.indication === indication);
    const { result } = calculate(medicine, figures, rule?.key ?? 'none').answer;
    expect({ indication: rule?.indication, dose: result?.perDose, times: result?.timesPerDay }).toEqual({
      indication,
      dose: { value: dose, unit },
      times,
    });
    expect(result?.working[0]?.source).toBe(rule?.source);
  });

  test('body surface: 1.4 mg/m2 at 175 cm and 70 kg is 1.4 x 1.8447 = 2.583 mg once a week (Mosteller 1987)', () => {
    const { result } = calculate('vincristine iv', person([36], 70, { heightCm: 175 })).answer;
    expect(result?.perDose.value).toBeCloseTo(2.5825, 3);
    expect(result?.timesPerDay).toBeCloseTo(1 / 7, 9);
    expect(result?.working.map(({ code }) => code)).toEqual(['rule', 'surface', 'multiply']);
  });

  test('kidney function: 75 years, 60 kg, woman, 200 umol/L is (65 x 60) / (72 x 2.2624) x 0.85 = 20.35 mL/min, so gabapentin 200 mg once', () => {
    const { result, clearance } = calculate('gabapentin', person([75], 60, { creatinineUmolL: 200 })).answer;
    expect(clearance?.mlMin).toBeCloseTo(20.35, 1);
    expect(result).toMatchObject({ perDose: { value: 200, unit: 'mg' }, timesPerDay: 1 });
    expect(result?.working[0]?.source).toContain('Cockcroft');
  });
});

describe('what is not known is said', () => {
  test('a medicine without a rule has none', () => {
    const { answer } = calculate('omeprazole', person([30], 60));
    expect(answer.ingredients).toEqual([{ id: 'omeprazole', name: 'omeprazole', hasRules: false }]);
    expect(answer.result).toBeNull();
  });
  test('a child without a weight gets no dose by weight', () => {
    const { answer } = calculate('ceftriaxone im', person([3], null));
    expect(answer.missing).toEqual(['weight']);
    expect(answer.result).toBeNull();
  });
  test.each([
    [14_000, 'grams', 14],
    [31, 'pounds', 14.1],
  ])('%s kg at three years was %s', (kg, verdict, meantKg) => {
    const { answer } = calculate('ceftriaxone im', person([3], kg));
    expect(answer.weight).toEqual({ verdict, meantKg });
    expect(answer.result).toBeNull();
  });
  test('without an age no rule by age is chosen', () => {
    const { answer } = calculate('paracetamol', person(null, 14));
    expect(answer.missing).toContain('age');
    expect(answer.result).toBeNull();
  });
  test('nobody knows this name', () => {
    expect(calculate('qwxzzy', person([3], 14)).answer).toMatchObject({ ingredients: [], rules: [], result: null });
  });
});

describe('to what can be measured', () => {
  const item = { itemId: 'i', name: 'x', form: 'tablet', unit: 'tablet', onHand: 100, packSize: 10 };
  const course = { split: 'whole' as const, days: 5, route: null };
  const exactOf = (medicine: string, kg: number, age: [number, number?]) => calculate(medicine, person(age, kg)).exact!;
  const milligrams = (value: number) => ({ value, unit: 'mg' as const });

  test('210 mg of a suspension of 24 mg/mL is 8.75 mL, given as 8.5 mL; 3 days are 102 mL, two bottles of 100', () => {
    const plan = planProduct(
      exactOf('paracetamol tablet', 14, [3]),
      { ...item, form: 'oral suspension', unit: 'mL', packSize: 100 },
      { perPiece: null, perMl: milligrams(24) },
      { ...course, days: 3 },
    );
    expect(plan.plan).toMatchObject({ given: milligrams(204), deviation: -2.9, quantity: 102, packs: 2, step: 0.5 });
    expect(plan.plan?.dosage.steps[0]).toMatchObject({
      dose: 8.5,
      unit: 'mL',
      timing: { frequency: 4, period: 1, periodUnit: 'd' },
      days: 3,
    });
  });
  test('1.3 mL would be 15 % more than 1.5 mL: the small syringe shows tenths', () => {
    const plan = planProduct(
      exactOf('furosemide', 13, [2]),
      { ...item, form: 'oral solution', unit: 'mL' },
      { perPiece: null, perMl: milligrams(10) },
      course,
    );
    expect(plan.plan).toMatchObject({ given: milligrams(13), step: 0.1 });
  });
  test('a whole tablet only, unless it is scored', () => {
    const exact = exactOf('cefalexin', 10, [1]); // 125 mg
    const strength = { perPiece: milligrams(250), perMl: null };
    expect(planProduct(exact, item, strength, course)).toMatchObject({ plan: null, problem: 'too_coarse' });
    expect(planProduct(exact, item, strength, { ...course, split: 'half' }).plan).toMatchObject({
      step: 0.5,
      given: milligrams(125),
      quantity: 10,
    });
    expect(planProduct(exact, { ...item, name: 'Céfalexine 250 mg cp sécable' }, strength, course).plan?.step).toBe(0.5);
    expect(planProduct(exact, { ...item, unit: 'capsule', form: 'capsule' }, strength, { ...course, split: 'half' }).plan).toBeNull();
  });
  test('gentamicin is rounded down: 67.5 mg of 40 mg/mL is 1.6875 mL, given as 1.6 mL', () => {
    const plan = planProduct(
      exactOf('gentamicin im', 9, [1]),
      { ...item, form: 'injection', unit: 'ampoule' },
      { perPiece: null, perMl: milligrams(40) },
      course,
    );
    expect(plan.plan).toMatchObject({ given: milligrams(64), quantity: null });
    expect(plan.working.map(({ code }) => code)).toContain('rounded_down');
  });
  test('powder is handed out in whole vials: 1120 mg a day for 5 days are 10 vials of 1 g', () => {
    const plan = planProduct(
      exactOf('ceftriaxone im', 14, [3]),
      { ...item, form: 'powder for injection', unit: 'vial' },
      { perPiece: milligrams(1000), perMl: null },
      course,
    );
    expect(plan.plan).toMatchObject({ given: milligrams(1120), quantity: 10, packs: 1 });
  });
  test('a combination is counted by its own ingredient: 40 mg of artemether are two tablets, 12 for three days', () => {
    const plan = planProduct(
      exactOf('coartem', 16, [4]),
      { ...item, packSize: 24 },
      { perPiece: milligrams(20), perMl: null },
      { ...course, days: 3 },
    );
    expect(plan.plan).toMatchObject({ quantity: 12, packs: 1, deviation: 0 });
  });
  test('nobody says what it holds', () => {
    expect(planProduct(exactOf('furosemide', 13, [2]), item, { perPiece: null, perMl: null }, course)).toMatchObject({
      plan: null,
      problem: 'no_strength',
    });
  });
});
