import { type Amount, convertAmount, tidy } from '../../preload/contract/amounts.ts';
import type { Dosage, DoseRoute, DoseStep } from '../../preload/contract/dosage.ts';
import type { DoseProduct, WorkingLine } from '../../preload/contract/dosing.ts';
import type { ExactDose } from './calculateDose.ts';
import { measureOf, type Split } from './measures.ts';
import type { IngredientStrength } from './pieceStrength.ts';
import { roundDose } from './roundDose.ts';

export type ShelfItem = { itemId: string; name: string; form: string; unit: string; onHand: number; packSize: number };
type Course = { split: Split; days: number | null; route: DoseRoute | null };

/** Beyond this a product is no way to give the dose. MedVault's own choice, the same tenth that the dose check allows. */
const widest = 0.1;
/** A finer step is taken where the coarser one is further off. */
const fineFrom = 0.05;
const dropsPerMl = 20;

/** How the dose is given with one product: rounded to what can be measured with it, and how much is handed out. */
export function planProduct(exact: ExactDose, item: ShelfItem, strength: IngredientStrength, course: Course): DoseProduct {
  const working: WorkingLine[] = [];
  const { itemId, name, form, unit, onHand, packSize } = item;
  const no = (problem: NonNullable<DoseProduct['problem']>): DoseProduct => ({
    itemId,
    name,
    form,
    unit,
    onHand,
    packSize,
    plan: null,
    problem,
    working,
  });
  const held = strength.perMl ?? strength.perPiece;
  const inHeld = held && convertAmount(exact.perDose, exact.rule.unit, held.unit);
  if (!held || inHeld === null) return no('no_strength');
  const perHeld = (value: number) => tidy((convertAmount(value, exact.rule.unit, held.unit) ?? value) / held.value);
  const wanted = perHeld(exact.perDose);
  const dose = { value: exact.perDose, unit: exact.rule.unit };

  if (!strength.perMl && isVial(unit)) return wholeVials(exact, { ...item, onHand, packSize }, held, course, working);
  const measure = measureOf(item, course.split, strength.perMl ? wanted : null);
  if (!measure) return no('no_strength');
  working.push({
    code: measure.per === 'mL' ? 'volume' : 'pieces',
    values: { amount: dose, strength: held, count: tidy(Number(wanted.toPrecision(4))), unit: measure.unit },
    source: null,
  });
  const count = measure.unit === '{drop}' ? wanted * dropsPerMl : wanted;
  const most = measure.unit === '{drop}' ? perHeld(exact.most) * dropsPerMl : perHeld(exact.most);
  const isDownOnly = exact.rule.rounding === 'down';
  const steps = exact.rule.rounding === 'whole' ? measure.steps.slice(0, 1) : measure.steps;
  const tried = steps.flatMap((step) => roundDose(count, step, { most, isDownOnly }) ?? []);
  const best = tried.find((one) => Math.abs(one.value / count - 1) <= fineFrom) ?? tried.at(-1);
  if (!best) return no(count < (steps.at(-1) ?? 1) ? 'too_coarse' : 'above_most');
  const given: Amount = { value: tidy((best.value / (measure.unit === '{drop}' ? dropsPerMl : 1)) * held.value), unit: held.unit };
  const deviation = Math.round((best.value / count - 1) * 1000) / 10;
  working.push({
    code: best.isDown ? 'rounded_down' : 'rounded',
    values: { count: best.value, unit: measure.unit, step: best.step, amount: given, deviation },
    source: null,
  });
  // a tenth off is a product that does not fit; a dose that is not said to the figure (10 to 15 mg/kg) may be anywhere in its range
  const isInRange = exact.low !== null && convertedBetween(given, exact);
  if (Math.abs(deviation) > widest * 100 && !isInRange) return no('too_coarse');

  const step = stepOf(exact, best.value, measure.unit, course.days);
  const quantity = quantityOf(best.value / (measure.unit === '{drop}' ? dropsPerMl : 1), exact, course.days, item, measure.per);
  working.push(...courseLines(step, quantity, packSize, { unit, per: measure.unit }));
  return {
    itemId, name, form, unit, onHand, packSize, problem: null, working,
    plan: { dosage: dosageOf(step, course.route, exact), given, deviation, quantity, packs: quantity === null ? null : Math.ceil(quantity / packSize), step: best.step, stepUnit: measure.unit },
  }; // prettier-ignore
}

const isVial = (unit: string): boolean => /^(?:vial|ampoule)s?$/i.test(unit.trim());

function convertedBetween(given: Amount, exact: ExactDose): boolean {
  const value = convertAmount(given.value, given.unit, exact.rule.unit);
  return value !== null && exact.low !== null && value >= exact.low * (1 - 1e-9) && value <= exact.high * (1 + 1e-9);
}

/** Powder in a vial is made up and drawn exactly; what is left is thrown away, so whole vials are handed out. */
function wholeVials(exact: ExactDose, item: ShelfItem, held: Amount, course: Course, working: WorkingLine[]): DoseProduct {
  const { itemId, name, form, unit, onHand, packSize } = item;
  const inMg = convertAmount(exact.perDose, exact.rule.unit, held.unit) ?? exact.perDose;
  const vials = Math.ceil(inMg / held.value - 1e-9);
  // three figures are what a syringe can show
  const fine = 10 ** (Math.floor(Math.log10(exact.perDose)) - 2);
  const rounded = roundDose(exact.perDose, fine, { most: exact.most, isDownOnly: exact.rule.rounding === 'down' })?.value ?? exact.perDose;
  const given = { value: rounded, unit: exact.rule.unit };
  working.push({ code: 'pieces', values: { amount: given, strength: held, count: vials, unit: '{vial}' }, source: null });
  const doseUnit = exact.rule.unit === 'mL' ? 'mL' : exact.rule.unit;
  const step = stepOf(exact, rounded, doseUnit, course.days);
  const doses = dosesOf(exact, course.days);
  const quantity = doses === null ? null : vials * doses;
  working.push(...courseLines(step, quantity, packSize, { unit, per: doseUnit }));
  return {
    itemId, name, form, unit, onHand, packSize, problem: null, working,
    plan: { dosage: dosageOf(step, course.route, exact), given, deviation: 0, quantity, packs: quantity === null ? null : Math.ceil(quantity / packSize), step: 0, stepUnit: doseUnit },
  }; // prettier-ignore
}

function stepOf(exact: ExactDose, dose: number, unit: DoseStep['unit'], days: number | null): DoseStep {
  const times = exact.timesPerDay;
  const timing =
    times === null
      ? null
      : times < 1
        ? { frequency: 1, period: 1, periodUnit: 'wk' as const }
        : { frequency: Math.round(times), period: 1, periodUnit: 'd' as const };
  return { dose: tidy(dose), unit, timing, when: [], asNeeded: null, mostPerDay: null, days: timing === null ? null : days };
}

const dosageOf = (step: DoseStep, route: DoseRoute | null, exact: ExactDose): Dosage => ({
  route: route ?? (exact.rule.routes.length === 1 ? (exact.rule.routes[0] ?? null) : null),
  steps: [step],
  note: '',
});

function dosesOf({ timesPerDay }: ExactDose, days: number | null): number | null {
  if (timesPerDay === null) return 1;
  if (days === null) return null;
  return timesPerDay < 1 ? Math.ceil(days * timesPerDay - 1e-9) : Math.round(timesPerDay) * days;
}

function quantityOf(count: number, exact: ExactDose, days: number | null, item: ShelfItem, per: 'piece' | 'mL'): number | null {
  const doses = dosesOf(exact, days);
  const isCountedSo = per === 'piece' || item.unit.trim().toLowerCase() === 'ml';
  return doses === null || !isCountedSo ? null : Math.ceil(tidy(count * doses) - 1e-9); // how much a bottle or an ampoule holds nobody says
}

function courseLines(step: DoseStep, quantity: number | null, packSize: number, counted: { unit: string; per: string }): WorkingLine[] {
  const lines: WorkingLine[] = [];
  const perDay = step.timing?.periodUnit === 'd' ? step.timing.frequency : null;
  if (perDay !== null)
    lines.push({
      code: 'day',
      values: { count: step.dose, times: perDay, total: tidy(step.dose * perDay), unit: counted.per },
      source: null,
    });
  if (quantity === null) return lines;
  if (step.days !== null) lines.push({ code: 'course', values: { days: step.days, total: quantity, unit: counted.unit }, source: null });
  if (packSize > 1)
    lines.push({ code: 'packs', values: { packs: Math.ceil(quantity / packSize), size: packSize, unit: counted.unit }, source: null });
  return lines;
}
