import { sayFigure, tidy } from '../../preload/contract/amounts.ts';
import type { WorkingLine } from '../../preload/contract/dosing.ts';
import { type DoseRule, sayDoseSource } from '../knowledge/doseRules.ts';
import { ageYearsOf, type DosingPerson, surfaceOf } from './person.ts';
import { adultFromYears, type DoseLimits, usualTimes } from './rulesFor.ts';

/** A dose before anything is rounded. `most`: what no rounding may pass, in the rule's unit. */
export type ExactDose = {
  rule: DoseRule;
  perDose: number;
  most: number;
  low: number | null;
  high: number;
  /** null: once */
  timesPerDay: number | null;
  working: WorkingLine[];
};

const mosteller = 'Mosteller, N Engl J Med 1987;317:1098';

/** The usual dose of one rule with its working, line by line. `adult`: rules for grown-ups, which a child's dose never passes. */
export function calculateDose(
  limits: DoseLimits,
  person: DosingPerson,
  adult: readonly DoseLimits[],
  wantedTimes: number | null = null,
): ExactDose {
  const { rule } = limits;
  const source = sayDoseSource(rule);
  const amount = (value: number) => ({ value: tidy(value), unit: rule.unit });
  const working: WorkingLine[] = [
    { code: rule.clearance ? 'clearance_rule' : 'rule', values: { says: sayRule(rule), ...clearanceOf(rule) }, source },
  ];
  const times = rule.times === null ? null : timesWithin(wantedTimes, rule);
  const size = rule.per === 'kg' ? person.weightKg : rule.per === 'm2' ? surfaceOf(person) : 1;
  if (size === null) throw new Error('a rule by weight without a weight');
  if (rule.per === 'm2')
    working.push({
      code: 'surface',
      values: { height: person.heightCm ?? 0, weight: person.weightKg ?? 0, surface: tidy(Number(size.toFixed(4))) },
      source: mosteller,
    });
  let dose = rule.usual * size;
  if (rule.per === 'person') working.push({ code: 'fixed', values: { amount: amount(dose), each: rule.each }, source: null });
  else working.push({ code: 'multiply', values: { rate: amount(rule.usual), per: rule.per, size: tidy(Number(size.toFixed(4))), amount: amount(dose), each: rule.each }, source: null }); // prettier-ignore
  let most = Infinity;
  if (rule.each === 'day') {
    if (rule.maxPerDay !== null && dose > rule.maxPerDay) {
      dose = rule.maxPerDay;
      working.push({ code: 'max_day', values: { amount: amount(dose) }, source });
    }
    if (times !== null && times > 1) {
      working.push({ code: 'divide', values: { day: amount(dose), times: tidy(times), amount: amount(dose / times) }, source: null });
      dose /= times;
    }
  }
  const limit = (value: number | null, code: WorkingLine['code'], whose: string) => {
    if (value === null) return;
    most = Math.min(most, value);
    if (dose <= value * (1 + 1e-9)) return;
    dose = value;
    working.push({ code, values: { amount: amount(value) }, source: whose });
  };
  limit(rule.maxPerDose, 'max_dose', source);
  if (rule.maxPerDay !== null && times !== null) limit(rule.maxPerDay / Math.max(1, times), 'max_day', source);
  const age = ageYearsOf(person);
  const grownUp = adult.filter((one) => one.rule.unit === rule.unit).toSorted((a, b) => b.perDose.high - a.perDose.high)[0];
  if (age !== null && age < adultFromYears && grownUp) limit(grownUp.perDose.high, 'adult_most', sayDoseSource(grownUp.rule));
  const high = Math.min(limits.perDose.high, most);
  // a dose may be rounded a tenth above a rule that names one figure, never above a maximum
  return {
    rule,
    perDose: tidy(dose),
    most: Math.min(most, Math.max(high, dose) * 1.1),
    low: limits.perDose.low,
    high,
    timesPerDay: times,
    working,
  };
}

/** How often a day, as wished where the rule allows it. */
function timesWithin(wanted: number | null, rule: DoseRule): number {
  const { from, to } = rule.times ?? { from: 1, to: 1 };
  return wanted === null ? usualTimes(rule) : Math.min(to, Math.max(from, wanted));
}

/** "10-15 mg/kg/dose", as its source gives it. */
export function sayRule(rule: DoseRule): string {
  const range =
    rule.low !== null && rule.low !== rule.high
      ? `${sayFigure(rule.low)}–${sayFigure(rule.high)}`
      : sayFigure(rule.low === null ? rule.usual : rule.high);
  return `${range} ${[rule.unit === '[iU]' ? 'IU' : rule.unit === 'ug' ? 'µg' : rule.unit, ...(rule.per === 'person' ? [] : [rule.per === 'm2' ? 'm²' : 'kg']), rule.each].join('/')}`;
}

function clearanceOf({ clearance }: DoseRule): WorkingLine['values'] {
  return clearance ? { from: clearance.from ?? 0, to: clearance.to ?? 0 } : {};
}

/** Stays the same while the rule does: which rule was chosen. */
export const keyOf = (rule: DoseRule): string =>
  [
    rule.ingredient,
    rule.routes.join('+'),
    rule.indication,
    sayRule(rule),
    JSON.stringify([rule.age, rule.weight, rule.clearance]),
    rule.source.publication,
  ].join('|');
