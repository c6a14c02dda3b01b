import type { Knowledge } from '../knowledge/knowledge.ts';
import { matchMedicine, type MedicineMatch } from '../knowledge/matchMedicine.ts';

const most = 5000;
const readByIndex = new WeakMap<Knowledge['medicines'], Map<string, MedicineMatch>>();

/**
 * The match of a text, kept for as long as the same tables are in use: a misspelt name is compared with every known one, and a clinic writes
 * the same few hundred texts all day. The oldest go first when there are too many.
 */
export function rememberedMatch(text: string, knowledge: Knowledge): MedicineMatch {
  const read = readByIndex.get(knowledge.medicines) ?? new Map<string, MedicineMatch>();
  readByIndex.set(knowledge.medicines, read);
  const known = read.get(text);
  if (known) return known;
  const match = matchMedicine(text, knowledge);
  const [oldest] = read.keys();
  if (read.size >= most && oldest !== undefined) read.delete(oldest);
  read.set(text, match);
  return match;
}
