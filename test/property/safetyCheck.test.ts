import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../main/knowledge/load.ts';
import { safetyCheck } from '../../main/prescriptions/safetyCheck.ts';
import { safetyAnswer, type SafetyFacts } from '../../preload/contract/safety.ts';

const knowledge = loadKnowledge();
const loudness = { information: 0, warning: 1, stop: 2 };
const names = knowledge.medicines.names.map((name) => name.text);
const medicine = fc.oneof(
  { arbitrary: fc.constantFrom(...names), weight: 6 },
  { arbitrary: fc.string({ minLength: 1, maxLength: 30 }), weight: 1 },
);
const classWords = [...knowledge.allergyClasses.values()].flatMap((group) => group.words);
const allergy = fc.oneof(medicine, fc.constantFrom(...classWords), fc.constantFrom('peanuts', 'NKDA', 'SJS after penicillin'));
const factsWith = (allergies: string[]): SafetyFacts => ({
  today: '2026-11-22',
  patient: { birthDate: '1980-01-01', sex: 'female' },
  allergies,
  conditions: [],
});
const causes = (answer: { findings: { cause: string; severity: string }[] }) =>
  answer.findings.map((finding) => `${finding.cause} ${finding.severity}`);

test('adding an allergy never removes or quietens a finding', () => {
  fc.assert(
    fc.property(
      fc.array(allergy, { maxLength: 4 }),
      allergy,
      fc.array(medicine, { maxLength: 5 }),
      medicine,
      (allergies, more, current, order) => {
        const before = causes(safetyCheck(factsWith(allergies), current, order, knowledge));
        const after = causes(safetyCheck(factsWith([...allergies, more]), current, order, knowledge));
        expect(after).toEqual(expect.arrayContaining(before));
      },
    ),
    { numRuns: 400 },
  );
});

test('adding a current medicine never removes or quietens a finding', () => {
  fc.assert(
    fc.property(fc.array(medicine, { maxLength: 5 }), medicine, medicine, (current, more, order) => {
      const before = causes(safetyCheck(factsWith([]), current, order, knowledge));
      const after = causes(safetyCheck(factsWith([]), [...current, more], order, knowledge));
      expect(after).toEqual(expect.arrayContaining(before));
    }),
    { numRuns: 400 },
  );
});

test('the order of current medicines and of allergies does not matter', () => {
  fc.assert(
    fc.property(fc.array(medicine, { maxLength: 6 }), fc.array(allergy, { maxLength: 4 }), medicine, (current, allergies, order) => {
      const forwards = safetyCheck(factsWith(allergies), current, order, knowledge);
      const backwards = safetyCheck(factsWith(allergies.toReversed()), current.toReversed(), order, knowledge);
      expect(causes(backwards)).toEqual(causes(forwards));
      expect(backwards.coverage.checked.map((row) => row.against)).toEqual(forwards.coverage.checked.map((row) => row.against));
    }),
    { numRuns: 300 },
  );
});

test('every medicine is checked against something or unchecked with a reason, and one cause is found once', () => {
  fc.assert(
    fc.property(fc.array(medicine, { maxLength: 6 }), medicine, (current, order) => {
      const answer = safetyCheck(factsWith([]), current, order, knowledge);
      const accounted = new Set([...answer.coverage.checked, ...answer.coverage.unchecked].map((row) => row.name));
      for (const read of answer.medicines) expect(accounted).toContain(read.text);
      expect(answer.coverage.unchecked.every((row) => row.why.length > 5)).toBe(true);
      expect(new Set(answer.findings.map((finding) => finding.cause)).size).toBe(answer.findings.length);
    }),
    { numRuns: 300 },
  );
});

const code = fc.oneof(
  fc.constantFrom('J45.9', 'I10', 'N18.4', 'K74.6', 'I21.9', 'E11.1', 'G40', 'Z99.2', 'e119', 'I49.5', 'O14'),
  fc.string({ maxLength: 8 }),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const anyPerson: fc.Arbitrary<SafetyFacts> = fc.record({
  today: fc.constant('2026-11-22'),
  patient: maybe(
    fc.record({
      birthDate: maybe(
        fc.constantFrom('2026-11-20', '2026-01-01', '2024-11-22', '2018-02-28', '2010-01-01', '1990-06-15', '1940-01-01', '2030-01-01'),
      ),
      sex: maybe(fc.constantFrom('male' as const, 'female' as const, 'other' as const, 'unknown' as const)),
      weightKg: maybe(fc.double({ min: 0.1, max: 20_000, noNaN: true })),
      heightCm: maybe(fc.double({ min: 1, max: 300, noNaN: true })),
      pregnant: maybe(fc.boolean()),
      gestationWeeks: maybe(fc.integer({ min: 0, max: 45 })),
      lactating: maybe(fc.boolean()),
      creatinineUmolL: maybe(fc.double({ min: 0.1, max: 10_000, noNaN: true })),
      creatinineAt: maybe(fc.constantFrom('2026-11-01', '2020-01-01')),
      hepatic: maybe(fc.oneof(fc.boolean(), fc.constantFrom('A', 'B', 'C', 'severe'), fc.string({ maxLength: 5 }))),
    }),
  ),
  allergies: maybe(fc.array(allergy, { maxLength: 3 })),
  conditions: maybe(fc.array(code, { maxLength: 4 })),
});
const directions = fc.oneof(
  fc.constantFrom('', ' IV', ' 1 tablet daily', ' 4 tablets every 2 hours', ' ten', ' 0 mg', ' 1e9 mg tds', ' 500 mcg', ' pessary oral'),
  fc.string({ maxLength: 20 }),
);

test('any person, any words: always an answer of the contract, one finding a cause, each with source and advice', () => {
  fc.assert(
    fc.property(anyPerson, maybe(fc.array(medicine, { maxLength: 6 })), medicine, directions, (facts, current, order, how) => {
      const answer = safetyCheck(facts, current, order + how, knowledge);
      expect(safetyAnswer.safeParse(answer).error).toBeUndefined();
      expect(new Set(answer.findings.map((finding) => finding.cause)).size).toBe(answer.findings.length);
      for (const { text, source, whatToDo, evidence } of answer.findings) expect([text, source, whatToDo, evidence]).not.toContain('');
      const accounted = new Set([...answer.coverage.checked, ...answer.coverage.unchecked].map((row) => row.name));
      for (const read of answer.medicines) expect(accounted).toContain(read.text);
    }),
    { numRuns: 300 },
  );
});

test('a further diagnosis or allergy never removes or quietens a finding, and their order does not matter', () => {
  fc.assert(
    fc.property(anyPerson, fc.array(medicine, { maxLength: 4 }), medicine, code, allergy, (facts, current, order, more, against) => {
      const { conditions, allergies } = facts;
      const known = { ...facts, conditions: conditions ?? [], allergies: allergies ?? [] };
      const before = causes(safetyCheck(known, current, order, knowledge));
      const wider = { ...known, conditions: [...known.conditions, more], allergies: [...known.allergies, against] };
      const after = safetyCheck(wider, current, order, knowledge).findings;
      for (const one of before) {
        const [severity = ''] = one.split(' ').slice(-1);
        const own = after.find(({ cause }) => one === `${cause} ${severity}` || one.startsWith(`${cause} `));
        expect(own && loudness[own.severity] >= loudness[severity as keyof typeof loudness]).toBe(true);
      }
      const turned = { ...wider, conditions: wider.conditions.toReversed(), allergies: wider.allergies.toReversed() };
      expect(causes(safetyCheck(turned, current.toReversed(), order, knowledge))).toEqual(causes({ findings: after }));
    }),
    { numRuns: 300 },
  );
});
