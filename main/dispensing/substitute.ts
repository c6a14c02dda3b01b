import type { Dosage, DoseUnit } from '../../preload/contract/dosage.ts';
import type { Product } from '../../preload/contract/inventory.ts';
import { convert, isSameRate, type Rate, rateOf } from './exact.ts';

export type Substitution =
  | { kind: 'generic' | 'strength' | 'form'; rate: Rate }
  /** only whoever prescribes may decide that */
  | { refused: 'ingredient' | 'form' | 'strength' };

/**
 * Whether one item may be handed out for another: the same ingredients in the same proportion, in a form that is taken the same way. What
 * changes the ingredient or the way it is taken needs a new prescription, and so does another release of the same tablet.
 * Source: WHO, Good pharmacy practice (Technical Report Series 961, annex 8, 2011), on generic substitution.
 */
export function judgeSubstitute(asked: Product, other: Product): Substitution {
  const [a, b] = [byName(asked), byName(other)];
  if (a.length !== b.length || a.some((one, at) => one.inn !== b[at]?.inn)) return { refused: 'ingredient' };
  const [from, to] = [formGroup(asked.form), formGroup(other.form)];
  if (from !== to) return { refused: 'form' };
  const rates = a.map((one, at) => {
    const [mine, theirs] = [amountOf(one), amountOf(b[at] ?? one)];
    return mine && theirs && mine.dimension === theirs.dimension ? rateOf(mine.amount, theirs.amount) : null;
  });
  const [rate] = rates;
  if (!rate || rates.some((one) => one === null || !isSameRate(one, rate))) return { refused: 'strength' };
  if (rate.units !== rate.per) return { kind: 'strength', rate };
  return { kind: plainForm(asked.form) === plainForm(other.form) ? 'generic' : 'form', rate };
}

type Ingredient = Product['ingredients'][number];

const byName = (product: Product): Ingredient[] =>
  product.ingredients
    .map((one) => ({ ...one, inn: one.inn.trim().toLowerCase() }))
    .sort((a, b) => (a.inn < b.inn ? -1 : a.inn > b.inn ? 1 : 0));

const plainForm = (form: string): string =>
  form
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, ' ');

/** Tablets and capsules that are swallowed and let go at once stand for each other; every other form only for itself. */
const atOnce = new Set(['tablet', 'capsule', 'film coated tablet', 'coated tablet', 'comprimé', 'gélule', 'hard capsule']);
const formGroup = (form: string): string => (atOnce.has(plainForm(form)) ? 'swallowed' : plainForm(form));

const inMicrograms: Readonly<Record<string, number>> = { g: 1_000_000, mg: 1000, ug: 1, µg: 1, mcg: 1 };

/** An amount a dispensing unit, comparable with others of its dimension. "mg/5mL" is said as five times less a mL. */
function amountOf({ strength, unit }: Ingredient): { amount: number; dimension: string } | null {
  if (strength === null || unit === null || !(strength > 0)) return null;
  const [over = '', under] = unit.trim().split('/');
  const below = under === undefined ? null : /^(?<count>\d+(?:\.\d+)?)?\s*(?<of>.+)$/u.exec(under.trim());
  if (under !== undefined && !below?.groups) return null;
  const count = Number(below?.groups?.['count'] ?? 1);
  const weight = inMicrograms[over.trim()];
  const dimension = `${weight === undefined ? over.trim().toLowerCase() : 'mass'}/${below?.groups?.['of']?.toLowerCase() ?? ''}`;
  return { amount: ((weight ?? 1) * strength) / count, dimension };
}

/** Units that are counted or measured out in the dispensing unit: of another strength, others are taken. */
const countedUnits: ReadonlySet<DoseUnit> = new Set<DoseUnit>([
  '{tablet}',
  '{capsule}',
  '{sachet}',
  '{suppository}',
  '{pessary}',
  '{ampoule}',
  '{vial}',
  'mL',
]);
const otherName: Readonly<Record<string, DoseUnit>> = { tablet: '{tablet}', capsule: '{capsule}' };

/**
 * The directions in the units of what is handed out instead; null where a dose would be no half of a piece, or no 0.5 mL: then nobody could
 * take it. A dose by weight stays what it is.
 */
export function directionsFor(dosage: Dosage, rate: Rate, other: Pick<Product, 'unit'>): Dosage | null {
  const steps: Dosage['steps'] = [];
  for (const step of dosage.steps) {
    if (!countedUnits.has(step.unit)) {
      if (rate.units !== rate.per && step.unit.startsWith('{')) return null; // drops and puffs are not counted out again
      steps.push(step);
      continue;
    }
    const halves = convertHalves(step.dose, rate);
    const most = step.mostPerDay === null ? null : convertHalves(step.mostPerDay, rate);
    if (halves === null || (step.mostPerDay !== null && most === null)) return null;
    const isSwallowed = step.unit === '{tablet}' || step.unit === '{capsule}';
    const unit = (isSwallowed ? otherName[other.unit.toLowerCase()] : undefined) ?? step.unit;
    if (unit === '{capsule}' && halves % 1 !== 0) return null; // a capsule is not broken
    steps.push({ ...step, unit, dose: halves, mostPerDay: most });
  }
  return { ...dosage, steps };
}

function convertHalves(dose: number, rate: Rate): number | null {
  const halves = dose * 2;
  if (!Number.isInteger(halves)) return rate.units === rate.per ? dose : null;
  const converted = convert(halves, rate);
  return converted === null ? null : converted / 2;
}
