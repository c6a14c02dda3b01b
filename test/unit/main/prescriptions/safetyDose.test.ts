import { describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../../../main/knowledge/load.ts';
import { matchMedicine } from '../../../../main/knowledge/matchMedicine.ts';
import { checkDose, type DosedMedicine } from '../../../../main/prescriptions/safetyDose.ts';
import { readWrittenDose } from '../../../../main/prescriptions/writtenDose.ts';
import type { Dosage, DoseStep } from '../../../../preload/contract/dosage.ts';
import { type SafetyFacts, safetyFinding } from '../../../../preload/contract/safety.ts';

const knowledge = loadKnowledge();
type Written = string | { text: string; dosage?: Dosage; directions?: string; strength?: string };
const medicine = (written: Written, role: 'order' | 'current'): DosedMedicine => {
  const whole = typeof written === 'string' ? { text: written } : written;
  return { ...whole, role, match: matchMedicine(whole.text, knowledge) };
};
const adult: SafetyFacts = {
  today: '2026-11-22',
  patient: { birthDate: '1980-01-01', sex: 'male', weightKg: 70, heightCm: 175, creatinineUmolL: 80 },
  allergies: [],
  conditions: [],
};
const child = (weightKg: number | null = 14): SafetyFacts => ({
  today: '2026-11-22',
  patient: { birthDate: '2023-11-01', sex: 'female', weightKg },
  allergies: [],
  conditions: [],
});
const nobody: SafetyFacts = { today: '2026-11-22', patient: null, allergies: null, conditions: null };

const check = (order: Written, facts: SafetyFacts = adult, current: readonly Written[] = []) =>
  checkDose(
    medicine(order, 'order'),
    current.map((one) => medicine(one, 'current')),
    facts,
    knowledge,
  );
const found = (order: Written, facts: SafetyFacts = adult, current: readonly Written[] = []): string[] =>
  check(order, facts, current).findings.map((finding) => `${finding.severity} ${finding.code}`);
const step = (dose: number, unit: DoseStep['unit'], frequency: number | null, more: Partial<DoseStep> = {}): Dosage => ({
  route: 'oral',
  steps: [
    {
      dose,
      unit,
      timing: frequency === null ? null : { frequency, period: 1, periodUnit: 'd' },
      when: [],
      asNeeded: null,
      mostPerDay: null,
      days: null,
      ...more,
    },
  ],
  note: '',
});

describe('too high, too low, too often', () => {
  test.each<[string, Written, SafetyFacts, string[]]>([
    ['the usual dose', 'paracetamol 500 mg 2 tabs qid', adult, []],
    ['above the daily maximum of 4 g', 'paracetamol 1 g 6 times a day', adult, ['stop dose.day_above_max']],
    ['above the daily maximum, when needed', 'paracetamol 1 g 8 hourly prn max 5 g a day', adult, ['stop dose.day_above_max']],
    ['four grams a day are allowed', 'paracetamol 1 g 6 hourly prn', adult, []],
    [
      'every three hours',
      { text: 'Paracetamol 500 mg tablet', dosage: step(1, '{tablet}', 1, { timing: { frequency: 1, period: 3, periodUnit: 'h' } }) },
      adult,
      ['warning interval.too_soon'],
    ],
    ['between the usual and the maximum', 'simvastatin 80mg nocte', adult, ['warning dose.too_high']],
    ['above the maximum', 'enalapril 50mg od', adult, ['stop dose.day_above_max']],
    ['more than twice the highest', 'fluconazole 3000 mg od', adult, ['stop dose.too_high']],
    ['a tenth', 'amoxicillin 50 mg bd', adult, ['warning dose.tenfold_low']],
    ['less than the lowest', 'amoxicillin 100 mg tds', adult, ['information dose.day_too_low']],
    ['less than half of it', 'lisinopril 1 mg od', adult, ['warning dose.day_too_low']],
    ['a little less', 'gentamicin 2.5 mg/kg od im', adult, ['information dose.day_too_low']],
    ['once a day written twice', 'enoxaparin 1.5 mg/kg sc bd', adult, ['warning dose.day_too_high']],
    ['one dose of a cure as a daily one', 'azithromycin 2 g od', adult, ['stop dose.tenfold']],
    ['the same once', 'azithromycin 2 g stat', adult, []],
    ['once, more than a day of the long cure', 'doxycycline 300 mg stat', adult, []],
    ['once, too much even so', 'azithromycin 10 g stat', adult, ['stop dose.tenfold']],
    [
      'kidneys, under every name of the treatment',
      'enoxaparin 1.5 mg/kg sc od',
      { ...adult, patient: { ...adult.patient, creatinineUmolL: 500 } },
      ['warning dose.too_high'],
    ],
    ['the same with good kidneys', 'enoxaparin 1.5 mg/kg sc od', adult, []],
    ['weekly medicine daily', 'methotrexate 2.5mg tab 4 tabs daily', adult, ['stop interval.weekly']],
    ['weekly medicine weekly', 'methotrexate 2.5mg tab 4 tabs weekly', adult, []],
    ['longer than the rule', 'coartem 4 tabs bd for 7 days', adult, ['information dose.too_long']],
  ])('%s', (_, order, facts, expected) => {
    expect(found(order, facts).toSorted()).toEqual(expected.toSorted());
  });
});

describe('traps', () => {
  test.each<[string, Written, SafetyFacts, string]>([
    ['milligrams for micrograms', 'digoxin 250 mg od', adult, 'stop dose.unit_trap'],
    ['milligrams for micrograms', 'levothyroxine 100 mg od', adult, 'stop dose.unit_trap'],
    ['micrograms for milligrams', 'ivermectin 12 mcg stat', adult, 'warning dose.unit_trap_low'],
    ['decimal point of an injection', 'gentamicin 750 mg im od', child(10), 'stop dose.tenfold'],
    ['a grown-up dose for a child', 'paracetamol 1g tds', child(), 'stop dose.adult_dose'],
    ['a grown-up combination for a child', 'coartem 4 tabs bd 3/7', child(), 'stop dose.adult_dose'],
    ['one figure for a combination', 'co-trimoxazole 960 mg bd', child(), 'stop dose.adult_dose'],
    ['nothing', 'paracetamol 0 mg tds', adult, 'stop dose.nonsense'],
    ['tons', 'paracetamol 1e9 mg tds', adult, 'stop dose.nonsense'],
    ['tons of a medicine without a rule', 'omeprazole 1e9 mg od', adult, 'stop dose.nonsense'],
    ['ten', 'take ten tablets of paracetamol 500 mg tds', adult, 'stop dose.tenfold'],
  ])('%s: %s', (_, order, facts, expected) => {
    expect(found(order, facts)).toContain(expected);
  });
  test('the right unit is no trap', () => {
    expect(found('digoxin 250 mcg od')).toEqual([]);
    expect(found('digoxin 0.25 mg od')).toEqual([]);
    expect(found('levothyroxine 100 micrograms od')).toEqual([]);
  });
  test('many times the highest dose wants a second person', () => {
    expect(check('digoxin 250 mg od').findings[0]?.data['isManyTimes']).toBe(true);
    expect(check('enalapril 50mg od').findings[0]?.data['isManyTimes']).toBe(false);
  });
});

describe('all medicines with the same ingredient', () => {
  test('paracetamol and Panadol Extra', () => {
    const { findings } = check('paracetamol 1g tds', adult, ['panadol extra 2 tablets qid']);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      severity: 'stop',
      code: 'dose.cumulative',
      data: { dose: '7000 mg', limit: '4000 mg', medicines: ['panadol extra 2 tablets qid'] },
    });
    expect(findings[0]?.between).toEqual(['paracetamol 1g tds', 'panadol extra 2 tablets qid']);
  });
  test('the order of the current medicines changes nothing', () => {
    const [one, other] = ['panadol extra 1 tablet qid', 'co-codamol 500mg 1 tab bd'];
    expect(check('paracetamol 1g tds', adult, [one, other]).findings).toEqual(
      check('paracetamol 1g tds', adult, [other, one]).findings.map((finding) => ({
        ...finding,
        between: [finding.between[0], ...finding.between.slice(1).toReversed()],
        text: expect.any(String),
        data: expect.anything(),
      })),
    );
  });
  test('what nobody can read is not in the sum, and said', () => {
    const { unchecked } = check('paracetamol 500 mg tds', adult, ['panadol when needed']);
    expect(unchecked).toContainEqual(expect.objectContaining({ name: 'panadol when needed', code: 'unread', against: 'dose' }));
  });
  test('what is put into the eye is not added', () => {
    expect(found('chloramphenicol 500 mg iv qid', adult, ['chloramphenicol 0.5% eye drops 1 drop qid'])).toEqual([]);
  });
});

describe('who it is for', () => {
  test('a child without a weight: unchecked, and nothing above the grown-up dose', () => {
    const { findings, unchecked } = check('ceftriaxone 1 g im od', child(null));
    expect(findings).toEqual([]);
    expect(unchecked.map(({ code }) => code)).toContain('not_asked');
    expect(found('paracetamol 3 g tds', child(null))[0]).toMatch(/^stop/);
  });
  test.each([12_000, 31, 95])('by a weight of %s kg at three years nothing is calculated', (kg) => {
    const { findings, unchecked } = check('ceftriaxone 1 g im od', child(kg));
    expect(findings).toEqual([]);
    expect(unchecked.map((line) => line.code)).toContain('implausible');
  });
  test('weak kidneys: the rule for them', () => {
    const weak: SafetyFacts = { ...adult, patient: { ...adult.patient, creatinineUmolL: 400 } };
    expect(found('gabapentin 600mg tds', weak)).toContain('stop dose.day_above_max');
    expect(found('gabapentin 600mg tds')).toEqual([]);
    expect(
      check('gabapentin 600mg tds', { ...adult, patient: { ...adult.patient, creatinineUmolL: null } })
        .unchecked.map(({ why }) => why)
        .join(),
    ).toContain('kidney function is not known');
  });
  test('about nobody the highest of all rules still holds', () => {
    expect(found('paracetamol 1 g 8 times a day', nobody)).toContain('stop dose.day_above_max');
    expect(check('paracetamol 1 g tds', nobody).unchecked.map(({ code }) => code)).toContain('not_asked');
  });
});

describe('what is not checked is said, with the reason', () => {
  test.each<[string, Written, string, RegExp]>([
    ['no rule', 'omeprazole 20mg od', 'no_rule', /No dose rule for omeprazole/],
    ['no rule for the route', 'gentamicin 80 mg po od', 'no_rule', /at this age, weight or route/],
    ['no amount', 'paracetamol', 'unread', /No amount/],
    ['an unknown unit', 'paracetamol 500 zorks tds', 'unread', /unit/],
    ['two amounts', 'paracetamol 500 mg 1 g tds', 'unread', /Two different amounts/],
    ['a taper in words', 'prednisolone and paracetamol 500 mg od then 250 mg od', 'unread', /changes from day to day/],
    ['a strength that nobody says', { text: 'Paracetamol tablets', directions: '2 tablets tds' }, 'unread', /is not known/],
    ['how often', 'paracetamol 500 mg', 'unread', /How often/],
    ['puffs', { text: 'paracetamol inhaler', dosage: step(2, '{puff}', 2) }, 'unread', /not counted/],
  ])('%s: %s', (_, order, code, why) => {
    const { unchecked } = check(order);
    expect(unchecked.find((line) => line.code === code && why.test(line.why))).toBeDefined();
  });
  test('what was compared names its publication', () => {
    expect(check('paracetamol 1 g tds po').checked).toEqual([
      { name: 'paracetamol 1 g tds po', against: [{ list: 'WHO, Model Formulary', edition: '2008' }] },
    ]);
  });
  test('the strength may come from the item', () => {
    expect(found({ text: 'Paracetamol tablets', directions: '2 tablets 8 times a day', strength: '500 mg' })).toContain(
      'stop dose.day_above_max',
    );
    expect(found({ text: 'Paracetamol syrup', directions: '40 ml tds', strength: '120 mg/5 mL' }, child())).toContain(
      'stop dose.adult_dose',
    );
  });
  test('every finding is whole', () => {
    for (const order of ['digoxin 250 mg od', 'paracetamol 1 g 6 times a day', 'methotrexate 2.5mg tab 4 tabs daily'])
      for (const finding of check(order).findings) {
        expect(safetyFinding.safeParse(finding).error).toBeUndefined();
        expect(finding.text).not.toMatch(/\{\{|undefined|NaN/);
      }
  });
});

describe('directions in words', () => {
  test.each<[string, number | string, string | null, number | null]>([
    ['1 tablet three times a day for 5 days', 1, 'pieces', 3],
    ['½ tablet bd', 0.5, 'pieces', 2],
    ['1½ tabs od', 1.5, 'pieces', 1],
    ['1+0+1', 1, 'pieces', 2],
    ['2 x 3', 2, 'pieces', 3],
    ['5 ml 8 hourly', 5, 'mL', 3],
    ['1 teaspoon tds', 5, 'mL', 3],
    ['2 comprimés 3 fois par jour pendant 5 jours', 2, 'pieces', 3],
    ['250 mg toutes les 6 heures', 250, 'mg', 4],
    ['500mg bd 5/7', 500, 'mg', 2],
    ['1 MU im qid', 1_000_000, '[iU]', 4],
    ['7.5 mg once weekly', 7.5, 'mg', 1 / 7],
    ['10 mg stat', 10, 'mg', null],
    ['15 mg/kg qid', 15, 'perKg', 4],
    ['three times a day', 'no_amount', null, null],
    ['1 tab od then 2 tabs', 'by_day', null, null],
    ['10 zorks daily', 'unknown_unit', null, null],
    ['', 'no_amount', null, null],
  ])('%s', (words, amount, unit, times) => {
    const read = readWrittenDose(words);
    if ('why' in read) return expect(read.why).toBe(amount);
    expect([read.amount.value, read.amount.kind === 'amount' ? read.amount.unit : read.amount.kind, read.timesPerDay]).toEqual([
      amount,
      unit,
      times,
    ]);
  });
});
