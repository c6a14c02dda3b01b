import type { Knowledge } from '../knowledge/knowledge.ts';
import { matchMedicine, type MedicineMatch } from '../knowledge/matchMedicine.ts';
import { plainName } from '../knowledge/plainName.ts';

/** A medicine of the check as it was written and as it was read. */
export type CheckedMedicine = { text: string; role: 'order' | 'current'; match: MedicineMatch };

/** The order first, then the current medicines by name: the answer does not depend on the order in which they were typed. */
export function readMedicines(order: string, current: readonly string[] | null, knowledge: Knowledge): CheckedMedicine[] {
  const others = [...new Map((current ?? []).filter((text) => plainName(text) !== '').map((text) => [plainName(text), text])).entries()];
  return [
    { text: order, role: 'order', match: matchMedicine(order, knowledge) },
    ...others
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, text]): CheckedMedicine => ({ text, role: 'current', match: matchMedicine(text, knowledge) })),
  ];
}
