import type { TakenMedicine } from '../../preload/contract/safety.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { MedicineMatch } from '../knowledge/matchMedicine.ts';
import { plainName } from '../knowledge/plainName.ts';
import { rememberedMatch } from './rememberedMatch.ts';

/** A medicine of the check as it was written and as it was read. */
export type CheckedMedicine = { text: string; role: 'order' | 'current'; match: MedicineMatch } & Omit<TakenMedicine, 'text'>;

/** A bare text, or with its directions. */
export type WrittenMedicine = string | TakenMedicine;

/** The order first, then the current medicines by name: the answer does not depend on the order in which they were typed. */
export function readMedicines(
  order: WrittenMedicine,
  current: readonly WrittenMedicine[] | null,
  knowledge: Knowledge,
): [CheckedMedicine, ...CheckedMedicine[]] {
  // an empty entry, or a name in letters that nobody here reads, stays: it is answered as unchecked
  const others = new Map((current ?? []).map(whole).map((taken) => [keyOf(taken), taken]));
  const read = (taken: TakenMedicine, role: CheckedMedicine['role']): CheckedMedicine => ({
    ...taken,
    role,
    match: rememberedMatch(taken.text, knowledge),
  });
  return [read(whole(order), 'order'), ...[...others].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, taken]) => read(taken, 'current'))];
}

const whole = (written: WrittenMedicine): TakenMedicine => (typeof written === 'string' ? { text: written } : written);

/** The same name twice is one medicine; with other directions it is another prescription of it. */
const keyOf = ({ text, directions, dosage, strength, since }: TakenMedicine): string =>
  [plainName(text) || text.trim(), directions ?? '', dosage ? JSON.stringify(dosage) : '', strength ?? '', since ?? ''].join('\n');
