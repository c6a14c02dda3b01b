import { describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../../../main/knowledge/load.ts';
import { safetyCheck } from '../../../../main/prescriptions/safetyCheck.ts';
import { safetyAnswer, type SafetyFacts } from '../../../../preload/contract/safety.ts';

const knowledge = loadKnowledge();
const adult: SafetyFacts = { today: '2026-11-22', patient: { birthDate: '1980-01-01', sex: 'male' }, allergies: [], conditions: [] };

function found(order: string, { current = [], allergies = [] }: { current?: string[]; allergies?: string[] } = {}) {
  const { findings } = safetyCheck({ ...adult, allergies }, current, order, knowledge);
  return findings.map((finding) => `${finding.severity} ${finding.code}`);
}

describe('interactions', () => {
  test.each([
    ['simvastatin 20mg', 'Clarithromycin 500mg', 'stop interaction.contraindicated'],
    ['sildenafil', 'GTN spray', 'stop interaction.contraindicated'],
    ['tizanidine', 'ciprofloxacin', 'stop interaction.high_priority'],
    ['warfarin 5mg', 'Brufen 400', 'warning interaction.not_recommended'],
    ['enalapril', 'ibuprofen', 'information interaction.precaution_for_use'],
    ['clopidogrel', 'naproxen', 'warning interaction.label_warning'],
  ])('%s with %s is %s', (current, order, expected) => {
    expect(found(order, { current: [current] })).toContain(expected);
    expect(found(current, { current: [order] })).toContain(expected);
  });

  test('two medicines that induce torsades de pointes are a stop that names the risk and the source', () => {
    const [finding] = safetyCheck(adult, ['Coartem'], 'haloperidol 5mg', knowledge).findings;
    expect(finding).toMatchObject({ severity: 'stop', data: { effect: 'qt' }, between: ['haloperidol 5mg', 'Coartem'] });
    expect(finding?.source).toBe('ANSM interaction thesaurus, September 2016');
    expect(finding?.text).toContain('torsades de pointes');
  });

  test('a pair that the ONC panel calls non-interruptive is no stop', () => {
    expect(found('sotalol', { current: ['citalopram'] })).toEqual(['warning interaction.contraindicated']);
  });

  test('one finding for a pair of ingredients, although four lists know it and it is taken under two names', () => {
    const pairs = safetyCheck(adult, ['warfarin', 'Coumadin 5mg'], 'aspirin', knowledge).findings.filter(
      (finding) => finding.kind === 'interaction',
    );
    expect(pairs).toHaveLength(1);
  });

  test('a rule that rests on a class membership of ours says so', () => {
    const [finding] = safetyCheck(adult, ['warfarin'], 'ketorolac', knowledge).findings;
    expect(finding?.text).toContain('counted in by MedVault');
  });

  test('medicines without a rule between them give no finding', () => {
    expect(found('amoxicillin', { current: ['paracetamol'] })).toEqual([]);
  });
});

describe('allergies', () => {
  test.each([
    ['Penicillin (rash)', 'Amoxil 250mg/5ml susp', 'stop allergy.class'],
    ['allergie à la pénicilline', 'amoxicilline', 'stop allergy.class'],
    ['ampicillin', 'amoxicillin', 'stop allergy.class'],
    ['penicillin', 'cephalexin', 'stop allergy.amino_side_chain'],
    ['amoxicillin', 'cefadroxil', 'stop allergy.same_side_chain'],
    ['amoxicillin', 'cefixime', 'warning allergy.unknown_side_chain'],
    ['penicillin', 'ceftriaxone', 'information allergy.low_similarity'],
    ['penicillin', 'cefazolin', 'information allergy.low_similarity'],
    ['penicillin', 'meropenem', 'information allergy.low_similarity'],
    ['ceftriaxone', 'cefotaxime', 'stop allergy.same_side_chain'],
    ['ceftazidime', 'aztreonam', 'stop allergy.same_side_chain'],
    ['ceftriaxone', 'cefazolin', 'warning allergy.no_rate'],
    ['cephalosporins', 'ceftriaxone', 'stop allergy.class'],
    ['sulfa drugs', 'Bactrim', 'stop allergy.class'],
    ['Septrin', 'sulfadiazine', 'stop allergy.related'],
    ['NSAIDs', 'ibuprofen', 'stop allergy.class'],
    ['aspirin', 'ibuprofen', 'warning allergy.related'],
    ['aspirin (anaphylaxis)', 'ibuprofen', 'stop allergy.related'],
    ['ibuprofen', 'Advil', 'stop allergy.same'],
    ['penicillin and aspirin', 'amoxicillin', 'stop allergy.class'],
    ['Stevens-Johnson after amoxicillin', 'meropenem', 'stop allergy.severe_skin_reaction'],
    ['SJS (carbamazepine)', 'phenytoin', 'stop allergy.severe_skin_reaction'],
  ])('"%s" and %s is %s', (allergy, order, expected) => {
    expect(found(order, { allergies: [allergy] })).toEqual([expected]);
  });

  test.each([
    ['penicillin', 'paracetamol'],
    ['sulfa', 'furosemide'],
    ['peanuts', 'amoxicillin'],
    ['NKDA', 'amoxicillin'],
    ['pas d’allergie connue', 'amoxicilline'],
  ])('"%s" says nothing against %s', (allergy, order) => {
    expect(found(order, { allergies: [allergy] })).toEqual([]);
  });

  test('low similarity carries its rate, interval and paper', () => {
    const [finding] = safetyCheck({ ...adult, allergies: ['penicillin'] }, [], 'ceftriaxone 1g IV', knowledge).findings;
    expect(finding).toMatchObject({ data: { percent: 2.11, low: 0.98, high: 4.46 }, source: 'Picard 2019' });
  });
});

test('the same ingredient under another name is a duplicate', () => {
  expect(found('Panadol extra', { current: ['paracetamol 1g tds'] })).toEqual(['warning duplicate.ingredient']);
});

describe('what was not checked', () => {
  const unchecked = (facts: SafetyFacts, current: string[] | null, order: string) =>
    safetyCheck(facts, current, order, knowledge).coverage.unchecked.map(({ name, against, code }) => `${name}|${against}|${code}`);

  test('a name that nobody knows, an allergy that nobody knows, and a doubtful reading', () => {
    expect(unchecked({ ...adult, allergies: ['zorb'] }, ['Zorbulex'], 'paracetamol')).toEqual(
      expect.arrayContaining(['Zorbulex|all|unmatched', 'zorb|allergy|unmatched']),
    );
    expect(unchecked(adult, [], 'prednisilone')).toContain('prednisilone|all|uncertain');
  });

  test('facts that nobody asked are not taken as absent', () => {
    const nothing = unchecked({ today: '2026-11-22', patient: null, allergies: null, conditions: null }, null, 'paracetamol');
    for (const what of ['interaction', 'allergy', 'age', 'pregnancy', 'lactation', 'renal', 'hepatic'])
      expect(nothing).toContain(`paracetamol|${what}|not_asked`);
    expect(nothing.some((row) => row.startsWith('paracetamol|dose|'))).toBe(true);
    expect(unchecked(adult, [], 'paracetamol')).not.toContain('paracetamol|allergy|not_asked');
  });

  test('a child without a weight is a finding and unchecked; an old weight is out of date', () => {
    const child: SafetyFacts = { ...adult, patient: { birthDate: '2022-05-01', sex: 'female' } };
    const answer = safetyCheck(child, [], 'paracetamol syrup', knowledge);
    expect(answer.findings).toMatchObject([{ kind: 'missing', code: 'missing.weight', severity: 'warning' }]);
    expect(unchecked(child, [], 'paracetamol syrup')).toContain('paracetamol syrup|dose|not_asked');
    const weighed = { ...child, patient: { ...child.patient, weightKg: 14, weightAt: '2026-01-01' } };
    expect(unchecked(weighed, [], 'paracetamol')).toContain('paracetamol|dose|out_of_date');
  });

  test('a medicine without a row in a list is unchecked against that list, and checked only against those that know it', () => {
    const { coverage } = safetyCheck(adult, ['warfarin'], 'artesunate', knowledge);
    expect(coverage.unchecked).toContainEqual(
      expect.objectContaining({ name: 'artesunate', against: 'ANSM interaction thesaurus', code: 'no_row' }),
    );
    expect(coverage.checked.find((row) => row.name === 'artesunate')?.against.map((list) => list.list)).toEqual(
      expect.not.arrayContaining(['ANSM interaction thesaurus']),
    );
    expect(coverage.checked.find((row) => row.name === 'warfarin')?.against).toContainEqual({
      list: 'ANSM interaction thesaurus',
      edition: 'September 2016',
    });
  });
});

test('the answer has the shape of the contract, loudest first, and never says that there is no interaction', () => {
  const answer = safetyCheck(
    { ...adult, allergies: ['penicillin', 'latex'] },
    ['warfarin', 'simvastatin', 'Zorbulex'],
    'clarithromycin',
    knowledge,
  );
  expect(safetyAnswer.parse(answer)).toEqual(answer);
  const order = ['stop', 'warning', 'information'];
  const loud = answer.findings.map((finding) => order.indexOf(finding.severity));
  expect(loud).toEqual(loud.toSorted((a, b) => a - b));
  expect(JSON.stringify(answer)).not.toMatch(/no interactions?\b(?! row)/i);
});
