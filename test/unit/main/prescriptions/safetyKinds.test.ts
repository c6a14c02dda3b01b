import { describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../../../main/knowledge/load.ts';
import type { WrittenMedicine } from '../../../../main/prescriptions/safetyMedicines.ts';
import { safetyCheck } from '../../../../main/prescriptions/safetyCheck.ts';
import { safetyAnswer, type SafetyFacts, type SafetyPatient, wantsSecond } from '../../../../preload/contract/safety.ts';

const knowledge = loadKnowledge();
const woman: SafetyPatient = { birthDate: '1990-01-01', sex: 'female', pregnant: false, lactating: false, hepatic: false, weightKg: 60 };
const man: SafetyPatient = { birthDate: '1970-01-01', sex: 'male', weightKg: 70, hepatic: false };

type Told = { patient?: SafetyPatient | null; conditions?: string[] | null; current?: WrittenMedicine[]; allergies?: string[] };
function check(order: WrittenMedicine, { patient = man, conditions = [], current = [], allergies = [] }: Told = {}) {
  const facts: SafetyFacts = { today: '2026-11-22', patient, allergies, conditions };
  const answer = safetyCheck(facts, current, order, knowledge);
  expect(safetyAnswer.safeParse(answer).error).toBeUndefined();
  return answer;
}
const kinds = (order: WrittenMedicine, told: Told = {}) =>
  check(order, told).findings.map((finding) => `${finding.severity} ${finding.code}`);
const unchecked = (order: WrittenMedicine, told: Told = {}) =>
  check(order, told).coverage.unchecked.map((row) => `${row.against} ${row.code}`);

describe('diseases', () => {
  test.each([
    ['propranolol 40 mg', 'J45.9', 'stop contraindication.whole'],
    ['ibuprofen 400 mg', 'J45', 'warning contraindication.part'],
    ['verapamil', 'I49.5', 'warning contraindication.part'],
    ['hydrochlorothiazide', 'R34', 'stop contraindication.whole'],
    ['metformin 500 mg', 'E11.1', 'stop contraindication.whole'],
    ['metformin 500 mg', 'N18.3', 'warning contraindication.part'],
    ['microgynon', 'I26.9', 'stop contraindication.whole'],
    ['methotrexate', 'K74.6', 'stop contraindication.whole'],
    ['sumatriptan', 'i219', 'stop contraindication.whole'],
  ])('%s with %s is %s', (order, code, expected) => {
    expect(kinds(order, { conditions: [code] })).toContain(expected);
  });

  test('the finding names the disease, the code, the label and what to do', () => {
    const [finding] = check('propranolol 40 mg', { conditions: ['J45.9', 'J45.0'] }).findings;
    expect(finding).toMatchObject({ between: ['propranolol 40 mg', 'J45.0, J45.9'], evidence: 'label' });
    expect(finding?.text).toContain('asthma');
    expect(finding?.source).toMatch(/^US labels, diseases, 2024 \(label texts? \d/);
    expect(finding?.whatToDo).toMatch(/another medicine/);
  });

  test('a disease that no label names, a code that is none, or what the medicine is given for gives nothing', () => {
    expect(kinds('propranolol', { conditions: ['B54', 'nonsense', '', 'J4', 'G43.0'] })).toEqual([]);
    expect(kinds('methotrexate', { conditions: ['M05.9', 'L40'] }).filter((one) => one.includes('contraindication'))).toEqual([]);
  });

  test('one diagnosis is one finding, and the liver is one cause', () => {
    const { findings } = check('methotrexate', { patient: { ...man, hepatic: true }, conditions: ['K74.6'] });
    expect(findings.filter(({ cause }) => cause === 'hepatic:methotrexate')).toHaveLength(1);
    expect(check('sumatriptan', { conditions: ['I21.9'] }).findings.filter(({ kind }) => kind === 'contraindication')).toHaveLength(1);
  });

  test('how many diseases of the labels are mapped is part of the answer', () => {
    const rows = check('ibuprofen').coverage.unchecked.filter((row) => row.code === 'not_mapped');
    expect(rows[0]?.why).toMatch(/^5 of 8 label contraindications of ibuprofen are mapped/);
    expect(unchecked('artemether', { conditions: null })).toEqual(
      expect.arrayContaining(['contraindications not_asked', 'contraindications no_rule']),
    );
  });
});

describe('age, pregnancy, breast-feeding', () => {
  test.each([
    ['codeine 15 mg', '2018-01-01', 'stop age.under'],
    ['tramadol', '2014-11-23', 'stop age.under'],
    ['aspirin 300 mg', '2014-01-01', 'warning age.under'],
    ['promethazine', '2025-01-01', 'stop age.under'],
    ['doxycycline', '2020-01-01', 'warning age.under'],
  ])('%s for somebody born %s is %s', (order, birthDate, expected) => {
    expect(kinds(order, { patient: { ...man, birthDate, weightKg: null } })).toContain(expected);
  });

  test('on the birthday the rule ends', () => {
    expect(kinds('tramadol', { patient: { ...man, birthDate: '2014-11-22', weightKg: 40 } })).not.toContain('stop age.under');
  });

  test.each([
    ['warfarin', {}, 'stop pregnancy.avoid'],
    ['enalapril', {}, 'stop pregnancy.avoid'],
    ['simvastatin', {}, 'warning pregnancy.avoid'],
    ['ibuprofen', { gestationWeeks: 24 }, 'warning pregnancy.from_week'],
    ['ibuprofen', { gestationWeeks: 33 }, 'stop pregnancy.from_week'],
    ['ibuprofen', {}, 'warning pregnancy.week_unknown'],
  ] as const)('%s in pregnancy %o is %s', (order, weeks, expected) => {
    expect(kinds(order, { patient: { ...woman, pregnant: true, ...weeks } })).toContain(expected);
  });

  test('before the week of the rule, not pregnant, or a man: nothing', () => {
    for (const patient of [{ ...woman, pregnant: true, gestationWeeks: 12 }, woman, man])
      expect(kinds('ibuprofen', { patient }).filter((one) => one.includes('pregnancy'))).toEqual([]);
  });

  test('a woman who was not asked: said, and a finding where the medicine is ruled out from the first day', () => {
    const patient = { ...woman, pregnant: null };
    expect(kinds('methotrexate', { patient })).toContain('warning missing.pregnancy');
    expect(unchecked('paracetamol', { patient })).toContain('pregnancy not_asked');
    expect(unchecked('paracetamol', { patient: { ...patient, birthDate: '1950-01-01' } })).not.toContain('pregnancy not_asked');
  });

  test('breast-feeding', () => {
    expect(kinds('methotrexate', { patient: { ...woman, lactating: true } })).toContain('stop lactation.avoid');
    expect(kinds('methotrexate', { patient: woman })).not.toContain('stop lactation.avoid');
    expect(unchecked('amoxicillin', { patient: { ...woman, lactating: true } })).toContain('lactation no_rule');
  });
});

describe('kidneys and liver', () => {
  const creatinine = (umol: number, at = '2026-11-01'): SafetyPatient => ({ ...man, creatinineUmolL: umol, creatinineAt: at });

  test('the clearance is told with its formula, and decides', () => {
    // (140 - 56) x 70 / (72 x 3.39) = 24 ml/min
    const [finding] = check('metformin 500 mg', { patient: creatinine(300) }).findings;
    expect(finding).toMatchObject({ severity: 'stop', code: 'renal.below', data: { mlMin: 24, below: 30, formula: 'cockcroft-gault' } });
    expect(kinds('metformin 500 mg', { patient: creatinine(180) })).toEqual(['warning renal.below']);
    expect(kinds('metformin 500 mg', { patient: creatinine(90) })).toEqual([]);
  });

  test('a child is judged by Schwartz, with the height', () => {
    const child: SafetyPatient = { birthDate: '2018-01-01', sex: 'male', weightKg: 24, creatinineUmolL: 250, creatinineAt: '2026-11-20' };
    expect(unchecked('nitrofurantoin', { patient: child })).toContain('renal not_asked');
    const { findings } = check('nitrofurantoin', { patient: { ...child, heightCm: 125 } });
    expect(findings.find(({ code }) => code === 'renal.below')).toMatchObject({ data: { formula: 'schwartz-bedside', mlMin: 18 } });
  });

  test('an old creatinine is unchecked, not used', () => {
    expect(kinds('metformin', { patient: creatinine(300, '2025-11-01') })).toEqual([]);
    expect(unchecked('metformin', { patient: creatinine(300, '2025-11-01') })).toContain('renal out_of_date');
  });

  test('a creatinine in the wrong unit is flagged, not used', () => {
    const { findings, coverage } = check('metformin', { patient: creatinine(1.1) });
    expect(findings.map(({ code }) => code)).toEqual(['missing.creatinine_unlikely']);
    expect(coverage.unchecked).toContainEqual(expect.objectContaining({ against: 'renal', code: 'implausible' }));
  });

  test.each([
    ['C', 'stop hepatic.severe'],
    ['severe', 'stop hepatic.severe'],
    [true, 'warning hepatic.grade_unknown'],
  ] as const)('liver %s and sumatriptan is %s', (hepatic, expected) => {
    expect(kinds('sumatriptan', { patient: { ...man, hepatic } })).toEqual([expected]);
  });
  test('a milder liver disease than the rule speaks of is none of its business', () => {
    expect(kinds('sumatriptan', { patient: { ...man, hepatic: 'A' } })).toEqual([]);
  });
});

describe('groups, routes, intervals', () => {
  test.each([
    ['ibuprofen 400 mg tablet', 'meloxicam', 'duplicate.group'],
    ['enalapril', 'lisinopril 10 mg', 'duplicate.group'],
    ['omeprazole', 'pantoprazole 40', 'duplicate.group'],
  ])('%s beside %s is one %s', (order, current, expected) => {
    const about = check(order, { current: [current] }).findings.filter(
      ({ kind, severity }) => kind === 'duplicate' || (kind === 'interaction' && severity !== 'information'),
    );
    expect(about).toHaveLength(1);
    expect([expected, 'interaction']).toContain(about[0]?.kind === 'interaction' ? 'interaction' : about[0]?.code);
  });

  test('a gel on the knee and a tablet are no duplicate group', () => {
    expect(kinds('diclofenac gel', { current: ['ibuprofen 400 mg tablets'] }).filter((one) => one.includes('group'))).toEqual([]);
  });

  test.each([
    ['amoxicillin 250 mg capsules IV', 'stop route.form'],
    ['paracetamol 120mg/5ml syrup intravenous', 'stop route.form'],
    ['clotrimazole pessary oral', 'warning route.form'],
    ['benzathine benzylpenicillin 2.4 MU injection IV', 'stop route.never'],
  ])('%s is %s', (order, expected) => {
    expect(kinds(order)).toContain(expected);
  });
  test('the route of structured directions counts', () => {
    const dosage = { route: 'intramuscular' as const, steps: [{ dose: 1, unit: '{tablet}' as const, timing: null, when: [], asNeeded: null, mostPerDay: null, days: null }], note: '' }; // prettier-ignore
    expect(kinds({ text: 'Diazepam 5 mg tablet', dosage })).toContain('stop route.form');
    expect(kinds({ text: 'Diazepam 10 mg injection', dosage }).filter((one) => one.includes('route'))).toEqual([]);
  });

  test.each([
    ['methotrexate 2.5 mg tablets 4 tablets daily', 'stop interval.weekly'],
    ['metoclopramide 10 mg tablet 1 tablet every 4 hours', 'warning interval.too_often'],
  ])('%s is %s', (order, expected) => {
    expect(kinds(order)).toContain(expected);
  });
  test('once a week is what methotrexate is meant to be', () => {
    const weekly = 'methotrexate 2.5 mg tablets 4 tablets once a week';
    expect(kinds(weekly).filter((one) => one.includes('interval'))).toEqual([]);
    const again = kinds(weekly, { current: [{ text: 'Methotrexate 2.5 mg tablets', since: '2026-11-20' }] });
    expect(again).toContain('warning interval.too_soon');
  });
});

describe('bad input', () => {
  test.each([
    ['13000 g typed as kg', 13000, 'missing.weight_unit'],
    ['pounds', 29, 'missing.weight_unit'],
    ['nonsense', 499, 'missing.weight_unlikely'],
  ])('a weight in the wrong unit (%s) is flagged and not used', (_, weightKg, code) => {
    const child: SafetyPatient = { birthDate: '2024-11-22', sex: 'male', weightKg, weightAt: '2026-11-20' };
    const { findings, coverage } = check('paracetamol 120 mg/5 ml', { patient: child });
    expect(findings.map((finding) => finding.code)).toContain(code);
    expect(coverage.unchecked).toContainEqual(expect.objectContaining({ against: 'dose', code: 'implausible' }));
  });

  test('an entry without a name or in letters that nobody here reads, a diagnosis in words: said, never passed over', () => {
    const { coverage } = check('ibuprofen', { current: ['阿司匹林', '💊', ''], allergies: ['باراسيتامول', ' '], conditions: ['asthma', 'j459', 'I10-I15'] });
    const said = coverage.unchecked.filter(({ code }) => code === 'unmatched').map(({ name, against }) => `${against} ${name.trim()}`);
    expect(said.toSorted()).toEqual(['all ', 'all 阿司匹林', 'all 💊', 'allergy ', 'allergy باراسيتامول', 'contraindications asthma'].toSorted());
    expect(coverage.unchecked.every(({ why }) => !why.includes('""'))).toBe(true);
  }); // prettier-ignore

  test.each([
    ['a birth date of another century', { birthDate: '1800-01-01' }, 'age implausible'],
    ['a birth to come', { birthDate: '2030-01-01' }, 'age implausible'],
    ['a weight from tomorrow', { birthDate: '1980-01-01', weightKg: 70, weightAt: '2099-01-01' }, 'dose implausible'],
    ['a creatinine from tomorrow', { birthDate: '1980-01-01', creatinineUmolL: 80, creatinineAt: '2099-01-01' }, 'renal implausible'],
  ])('%s is said and not used', (_, patient, expected) => {
    expect(unchecked('paracetamol', { patient })).toContain(expected);
  });

  test('an unborn patient, a pregnant man, forty medicines, words that are none: answered, never thrown', () => {
    expect(unchecked('paracetamol', { patient: { ...man, birthDate: '2030-01-01' } })).toContain('age implausible');
    expect(unchecked('warfarin', { patient: { ...man, pregnant: true } })).toContain('pregnancy implausible');
    const forty = [...knowledge.ingredients.values()].slice(0, 400).filter((_, at) => at % 10 === 0).map(({ name }) => name); // prettier-ignore
    expect(check('warfarin', { current: forty }).medicines).toHaveLength(41);
    for (const order of ['ten', '0', '1e9 mg', '💊', '()*+', 'mg mcg g'])
      expect(check(order).findings.every(({ text }) => text.length > 5)).toBe(true);
  });
});

test('the worst findings want a second person, others do not', () => {
  const facts: SafetyFacts = { today: '2026-11-22', patient: man, allergies: [{ text: 'penicillin', reaction: 'anaphylaxis', isSevere: false }], conditions: [] };
  const [severe] = safetyCheck(facts, [], 'amoxicillin', knowledge).findings;
  const [mild] = safetyCheck({ ...facts, allergies: ['penicillin (rash)'] }, [], 'amoxicillin', knowledge).findings;
  const [pair] = safetyCheck(facts, ['simvastatin'], 'clarithromycin', knowledge).findings;
  const [label] = check('propranolol', { conditions: ['J45'] }).findings;
  expect([severe, mild, pair, label].map((finding) => finding && wantsSecond(finding))).toEqual([true, false, true, false]);
}); // prettier-ignore

test('every finding says what it rests on', () => {
  const { findings } = check('methotrexate', { patient: { ...woman, pregnant: true, hepatic: 'C', creatinineUmolL: 500 }, conditions: ['D70'], current: ['ibuprofen'] });
  expect(findings.length).toBeGreaterThan(3);
  expect(findings.filter(({ evidence, source, whatToDo }) => !evidence || source === '' || whatToDo === '')).toEqual([]);
}); // prettier-ignore
