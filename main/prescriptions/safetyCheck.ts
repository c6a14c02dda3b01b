import type { SafetyAnswer, SafetyFacts, SafetyFinding, Severity } from '../../preload/contract/safety.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { checkAllergies, readAllergies } from './safetyAllergies.ts';
import { checkConditions } from './safetyConditions.ts';
import { coverage } from './safetyCoverage.ts';
import { checkDose } from './safetyDose.ts';
import { checkDuplicateGroups, checkDuplicates } from './safetyDuplicates.ts';
import { checkInteractions } from './safetyInteractions.ts';
import { checkInterval } from './safetyInterval.ts';
import { readMedicines, type WrittenMedicine } from './safetyMedicines.ts';
import { checkMissing } from './safetyMissing.ts';
import { checkPatientRules } from './safetyPatientRules.ts';
import { readPerson } from './safetyPerson.ts';
import { checkRoute } from './safetyRoute.ts';

/**
 * Everything the knowledge base has against giving `order` to this person, and what it could not check.
 * `current`: medicines taken now, `[]` for none, null where nobody asked. At most one finding a cause; loudest first.
 */
export function safetyCheck(
  facts: SafetyFacts,
  current: readonly WrittenMedicine[] | null,
  order: WrittenMedicine,
  knowledge: Knowledge,
): SafetyAnswer {
  const medicines = readMedicines(order, current, knowledge);
  const [ordered, ...taken] = medicines;
  const allergies = readAllergies(facts.allergies ?? [], knowledge);
  const person = readPerson(facts);
  // a weight that cannot be this person's doses nobody
  const weighed = person.weight === 'likely' ? facts : { ...facts, patient: facts.patient && { ...facts.patient, weightKg: null } };
  const dose = checkDose(ordered, taken, weighed, knowledge);
  const interactions = checkInteractions(ordered, taken, knowledge);
  const told = new Set(interactions.filter(({ severity }) => severity !== 'information').flatMap(({ between }) => between.slice(1)));
  const findings = [
    ...checkAllergies(ordered, allergies, knowledge),
    ...interactions,
    ...checkConditions(ordered, facts, knowledge),
    ...checkPatientRules(ordered, facts, person, knowledge),
    ...checkDuplicates(ordered, taken),
    ...checkDuplicateGroups(ordered, taken, told, knowledge),
    ...dose.findings,
    ...checkRoute(ordered, knowledge),
    ...checkInterval(ordered, taken, facts, knowledge),
    ...checkMissing(ordered.text, facts, person),
  ];
  return {
    findings: onePerCause(findings).map((finding) => ({ ...finding, text: beginning(finding.text) })),
    coverage: coverage({ medicines, facts, isCurrentAsked: current !== null, allergies, person, dose, knowledge }),
    medicines: medicines.map((medicine) => ({
      text: medicine.text,
      role: medicine.role,
      ingredients: medicine.match.ingredients,
      confidence: medicine.match.confidence,
    })),
  };
}

/** A sentence that begins with a medicine's name begins like a sentence. */
const beginning = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const loudness: Record<Severity, number> = { stop: 0, warning: 1, information: 2 };

function onePerCause(findings: readonly SafetyFinding[]): SafetyFinding[] {
  const sorted = [...findings].sort(
    (a, b) => loudness[a.severity] - loudness[b.severity] || (a.cause < b.cause ? -1 : a.cause > b.cause ? 1 : 0),
  );
  const byCause = new Map<string, SafetyFinding>();
  for (const finding of sorted) if (!byCause.has(finding.cause)) byCause.set(finding.cause, finding);
  return [...byCause.values()];
}
