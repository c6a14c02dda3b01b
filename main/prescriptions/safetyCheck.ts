import type { SafetyAnswer, SafetyFacts, SafetyFinding, Severity } from '../../preload/contract/safety.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { checkAllergies, readAllergies } from './safetyAllergies.ts';
import { coverage } from './safetyCoverage.ts';
import { checkDuplicates } from './safetyDuplicates.ts';
import { checkInteractions } from './safetyInteractions.ts';
import { readMedicines } from './safetyMedicines.ts';
import { checkMissing } from './safetyMissing.ts';

/**
 * Everything the knowledge base has against giving `order` to this person, and what it could not check.
 * `current`: medicines taken now, `[]` for none, null where nobody asked. At most one finding a cause; loudest first.
 */
export function safetyCheck(facts: SafetyFacts, current: readonly string[] | null, order: string, knowledge: Knowledge): SafetyAnswer {
  const medicines = readMedicines(order, current, knowledge);
  const [ordered, ...taken] = medicines;
  if (!ordered) throw new Error('an order without a medicine');
  const allergies = readAllergies(facts.allergies ?? [], knowledge);
  const findings = [
    ...checkAllergies(ordered, allergies, knowledge),
    ...checkInteractions(ordered, taken, knowledge),
    ...checkDuplicates(ordered, taken),
    ...checkMissing(order, facts),
  ];
  return {
    findings: onePerCause(findings).map((finding) => ({ ...finding, text: beginning(finding.text) })),
    coverage: coverage(medicines, facts, current !== null, allergies, knowledge),
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
