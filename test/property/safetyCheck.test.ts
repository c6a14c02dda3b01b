import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../main/knowledge/load.ts';
import { safetyCheck } from '../../main/prescriptions/safetyCheck.ts';
import type { SafetyFacts } from '../../preload/contract/safety.ts';

const knowledge = loadKnowledge();
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
