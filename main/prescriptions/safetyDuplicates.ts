import type { SafetyFinding } from '../../preload/contract/safety.ts';
import type { CheckedMedicine } from './safetyMedicines.ts';

/** The same ingredient under two names: Panadol beside a cold remedy with paracetamol. One finding an ingredient. */
export function checkDuplicates(order: CheckedMedicine, current: readonly CheckedMedicine[]): SafetyFinding[] {
  return order.match.ingredients.flatMap((ingredient): SafetyFinding[] => {
    const same = current.filter((other) => other.match.ingredients.some((taken) => taken.id === ingredient.id));
    if (same.length === 0) return [];
    return [
      {
        kind: 'duplicate',
        severity: 'warning',
        between: [order.text, ...same.map((other) => other.text)],
        text: `${ingredient.name} is already taken (${same.map((other) => other.text).join(', ')}).`,
        whatToDo: 'Stop the other one, or add both into one daily dose.',
        source: 'The current medicines',
        code: 'duplicate.ingredient',
        data: { ingredient: ingredient.name, others: same.map((other) => other.text) },
        cause: `duplicate:${ingredient.id}`,
      },
    ];
  });
}
