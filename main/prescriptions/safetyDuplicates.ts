import type { SafetyFinding } from '../../preload/contract/safety.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { parseMedicineText } from '../knowledge/parseMedicineText.ts';
import type { CheckedMedicine } from './safetyMedicines.ts';
import { sourceText } from './safetyRules.ts';

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
        evidence: 'record',
        code: 'duplicate.ingredient',
        data: { ingredient: ingredient.name, others: same.map((other) => other.text) },
        cause: `duplicate:${ingredient.id}`,
      },
    ];
  });
}

const onTheSpot = new Set(['cream', 'ointment', 'gel', 'lotion', 'drops', 'inhaler', 'spray', 'shampoo']);

/**
 * Two of a group of which one is enough: two NSAIDs, two ACE inhibitors. Not for what stays on skin, eye or lung, nor for a pair that an
 * interaction already tells (`told`, by the other's text): one cause, one finding.
 */
export function checkDuplicateGroups(
  order: CheckedMedicine,
  current: readonly CheckedMedicine[],
  told: ReadonlySet<string>,
  knowledge: Knowledge,
): SafetyFinding[] {
  const isLocal = ({ text }: CheckedMedicine) => onTheSpot.has(parseMedicineText(text).form ?? '');
  if (isLocal(order)) return [];
  const ordered = new Set(order.match.ingredients.map(({ id }) => id));
  return knowledge.duplicateGroups.flatMap((group): SafetyFinding[] => {
    const own = order.match.ingredients.find(({ id }) => group.members.has(id));
    if (!own) return [];
    const others = current.filter(
      (other) =>
        !told.has(other.text) && !isLocal(other) && other.match.ingredients.some(({ id }) => group.members.has(id) && !ordered.has(id)),
    );
    if (others.length === 0) return [];
    const names = others.map((other) => other.text);
    return [
      {
        kind: 'duplicate',
        severity: group.severity,
        between: [order.text, ...names],
        text: `${own.name} and ${names.join(', ')} are both ${group.english}: one is usually enough.`,
        whatToDo: 'Choose one of them, unless both are meant.',
        source: sourceText([`class by ATC code`], 'duplicate-groups', knowledge),
        evidence: 'class',
        code: 'duplicate.group',
        data: { medicine: own.name, others: names, group: group.english, groupFr: group.french },
        cause: `duplicate-group:${group.id}`,
      },
    ];
  });
}
