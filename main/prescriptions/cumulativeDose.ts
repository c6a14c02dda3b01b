import { type Amount, tidy } from '../../preload/contract/amounts.ts';
import type { GivenRoute } from '../dosing/rulesFor.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { DosedMedicine } from './safetyDose.ts';
import { dailyTimes, inUnit, type TakenDose, takenDoses } from './takenDose.ts';

export type OtherDoses = {
  /** of the ingredient in a day, over all of them */
  perDay: Amount | null;
  /** those that were counted */
  medicines: string[];
  /** those with the ingredient whose amount nobody can say */
  unread: string[];
};

/** What is put on one place is not added to what goes through the body. */
const local: readonly GivenRoute[] = ['topical', 'ophthalmic', 'otic', 'nasal', 'inhalation', 'vaginal'];

export const isLocal = (route: GivenRoute): boolean => local.includes(route);

/** The ingredient in everything that is taken already. */
export function sumOthers(
  ingredientId: string,
  current: readonly DosedMedicine[],
  knowledge: Knowledge,
  weightKg: number | null,
): OtherDoses {
  const sum: OtherDoses = { perDay: null, medicines: [], unread: [] };
  for (const medicine of current) {
    if (!medicine.match.ingredients.some(({ id }) => id === ingredientId)) continue;
    const taken = takenDoses(medicine, knowledge, weightKg);
    if ('why' in taken) {
      sum.unread.push(medicine.text);
      continue;
    }
    const systemic = taken.filter((step) => !isLocal(step.route));
    if (systemic.length === 0) continue;
    const days = systemic.map((step) => perDayOf(step, ingredientId));
    const [first, ...more] = days;
    if (!first || more.includes(null)) {
      sum.unread.push(medicine.text);
      continue;
    }
    // of a taper the most, since nobody says here which step lasts now
    const most = days.reduce<Amount>(
      (top, day) => (day && (inUnit(day, top.unit) ?? 0) > top.value ? { ...top, value: inUnit(day, top.unit) ?? 0 } : top),
      first,
    );
    const added = sum.perDay ? inUnit(most, sum.perDay.unit) : most.value;
    if (added === null) sum.unread.push(medicine.text);
    else {
      sum.perDay = sum.perDay ? { ...sum.perDay, value: tidy(sum.perDay.value + added) } : most;
      sum.medicines.push(medicine.text);
    }
  }
  return sum;
}

/** What the directions allow of it on one day; null where they leave it open. */
export function perDayOf(step: TakenDose, ingredientId: string): Amount | null {
  const most = step.mostPerDay?.get(ingredientId);
  if (most) return most;
  const amount = step.perDose.get(ingredientId);
  const times = dailyTimes(step);
  return amount && times !== null ? { value: tidy(amount.value * Math.max(1, times)), unit: amount.unit } : null;
}
