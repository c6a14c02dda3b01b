import { amountPerDay, type Dosage, type DoseRoute, type DoseStep, type DoseUnit, timesPerDay } from './dosage.ts';

/** What a dispensing unit is, as the item says it, and what one of it holds where the item has one ingredient of a known strength. */
export type Counted = { unit: string; strength: { amount: number; unit: string } | null };

const pieces: Readonly<Partial<Record<DoseUnit, string>>> = {
  '{tablet}': 'tablet',
  '{capsule}': 'capsule',
  '{sachet}': 'sachet',
  '{suppository}': 'suppository',
  '{pessary}': 'pessary',
  '{ampoule}': 'ampoule',
  '{vial}': 'vial',
  '{patch}': 'patch',
  mL: 'ml',
};
const milligrams: Readonly<Record<string, number>> = { ug: 0.001, mcg: 0.001, mg: 1, g: 1000 };
const solids = ['tablet', 'capsule', 'sachet', 'suppository', 'pessary', 'patch'];

/** Dispensing units of one administration; null where the dose and what is counted are not the same kind of thing. */
export function unitsOf(dose: number, unit: DoseUnit, counted: Counted): number | null {
  const kind = counted.unit.trim().toLowerCase();
  if (pieces[unit] === kind) return dose;
  const asked = milligrams[unit];
  const held = counted.strength && milligrams[counted.strength.unit.toLowerCase()];
  if (asked === undefined || !held || !counted.strength || !(counted.strength.amount > 0) || !solids.includes(kind)) return null;
  return (dose * asked) / (counted.strength.amount * held);
}

/** Dispensing units a day by the step that lasts now; null where the directions leave it open (as needed without a limit, once only). */
export function unitsPerDay(step: DoseStep, counted: Counted): number | null {
  if (step.timing === null && step.mostPerDay === null) return null;
  const perDay = amountPerDay(step);
  if (perDay === null) return null;
  const times = timesPerDay(step);
  const amount = times !== null && times < 1 ? step.dose * times : perDay;
  return unitsOf(amount, step.unit, counted);
}

/** Whole dispensing units that the directions use up from first to last; null where they have no end or nobody can say. */
export function totalUnits({ steps }: Dosage, counted: Counted): number | null {
  let total = 0;
  for (const step of steps) {
    const used = stepTotal(step, counted);
    if (used === null) return null;
    total += used;
  }
  const whole = Math.ceil(Math.round(total * 1e6) / 1e6); // 0.1 + 0.2 is no reason for one tablet more
  return whole > 0 && whole <= 10_000_000 ? whole : null;
}

function stepTotal(step: DoseStep, counted: Counted): number | null {
  const once = unitsOf(step.dose, step.unit, counted);
  if (once === null) return null;
  const times = timesPerDay(step);
  if (times === null && step.asNeeded === null) return once;
  if (step.days === null) return null;
  if (step.mostPerDay !== null) {
    const most = unitsOf(step.mostPerDay, step.unit, counted);
    return most === null ? null : most * step.days;
  }
  if (times === null) return null;
  return once * (times < 1 ? Math.ceil(times * step.days - 1e-9) : times * step.days);
}

const swallowed = [
  'tablet',
  'capsule',
  'syrup',
  'suspension',
  'oral solution',
  'solution',
  'sachet',
  'powder',
  'effervescent',
  'dispersible',
];

/** How a form is taken where nobody has said so: what is swallowed is; of everything else it must be said. */
export function routeOfForm(form: string): DoseRoute | null {
  const plain = form.toLowerCase();
  return plain !== '' && swallowed.some((word) => plain.startsWith(word)) && !/inject|eye|ear|vaginal|rectal|infusion/u.test(plain)
    ? 'oral'
    : null;
}

/** Days that the directions go on; null where a step has no end. */
export function totalDays({ steps }: Dosage): number | null {
  let days = 0;
  for (const step of steps) {
    if (step.timing === null && step.asNeeded === null) days += 1;
    else if (step.days === null) return null;
    else days += step.days;
  }
  return days;
}
