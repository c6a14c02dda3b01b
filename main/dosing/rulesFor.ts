import { tidy } from '../../preload/contract/amounts.ts';
import type { DoseRoute } from '../../preload/contract/dosage.ts';
import type { DoseRule } from '../knowledge/doseRules.ts';
import { type DosingPerson, isInAge, isInBand, surfaceOf } from './person.ts';

export type MissingFact = 'age' | 'weight' | 'height' | 'clearance';

/** What a rule allows this person, in the rule's unit. `low` null: not said. Without a daily figure: given once, or as often as needed. */
export type DoseLimits = {
  rule: DoseRule;
  perDose: { low: number | null; usual: number; high: number };
  perDay: { low: number | null; usual: number; high: number } | null;
};

export type RuleChoice = {
  /** Rules that hold for this person, with their figures. */
  limits: DoseLimits[];
  /** Rules for grown-ups, where this person is none: no dose of a child goes above them. */
  adult: DoseLimits[];
  /** What would have to be known for a rule that could hold. */
  missing: MissingFact[];
  hasRules: boolean;
};

/** null: not known; parenteral: an injection, nobody says which. */
export type GivenRoute = DoseRoute | 'parenteral' | null;
const parenteral: readonly DoseRoute[] = ['intravenous', 'intramuscular', 'subcutaneous'];

/** Grown up for dose rules. Source: WHO Model Formulary for Children 2010: children are dosed by weight up to 12 years. */
export const adultFromYears = 12;

/** The rules of one ingredient for a person and a route (null: not known, so every route); infusion rates are not among them. */
export function rulesFor(rules: readonly DoseRule[], person: DosingPerson, route: GivenRoute): RuleChoice {
  const byRoute = rules.filter((rule) => rule.each === 'dose' || rule.each === 'day').filter((rule) => isForRoute(rule, route));
  const missing = new Set<MissingFact>();
  const held = byRoute.filter((rule) => holds(rule, person, missing));
  const adjusted = held.filter((rule) => rule.clearance !== null);
  const limits = held
    .filter((rule) => rule.clearance !== null || !adjusted.some((other) => other.indication === rule.indication))
    .flatMap((rule) => limitsOf(rule, person, missing) ?? []);
  const isChild =
    person.birthDate !== null && isInAge({ from: null, to: { value: adultFromYears, unit: 'y' } }, person.birthDate, person.today);
  const grownUp = { ...person, weightKg: person.weightKg === null || isChild ? 70 : person.weightKg, heightCm: person.heightCm ?? 170 };
  const adult = (isChild || limits.length === 0 ? byRoute : [])
    .filter((rule) => rule.clearance === null && isForAdults(rule) && (isChild || rule.per === 'person'))
    .flatMap((rule) => limitsOf(rule, grownUp) ?? []);
  return { limits, adult, missing: [...missing], hasRules: rules.length > 0 };
}

export const isForRoute = (rule: DoseRule, route: GivenRoute): boolean =>
  route === null ||
  rule.routes.length === 0 ||
  (route === 'parenteral' ? rule.routes.some((one) => parenteral.includes(one)) : rule.routes.includes(route));

function isForAdults(rule: DoseRule): boolean {
  const { from, to } = rule.age;
  return (
    to === null &&
    (from === null || (from.unit === 'y' && from.value >= adultFromYears)) &&
    (rule.weight.to === null || rule.weight.to > 60)
  );
}

function holds(rule: DoseRule, person: DosingPerson, missing: Set<MissingFact>): boolean {
  const hasAgeBand = rule.age.from !== null || rule.age.to !== null;
  if (hasAgeBand && person.birthDate === null) missing.add('age');
  else if (hasAgeBand && person.birthDate !== null && !isInAge(rule.age, person.birthDate, person.today)) return false;
  const hasWeightBand = rule.weight.from !== null || rule.weight.to !== null;
  if (hasWeightBand && person.weightKg === null) {
    missing.add('weight');
    return false;
  }
  if (hasWeightBand && person.weightKg !== null && !isInBand(rule.weight, person.weightKg)) return false;
  if (rule.clearance === null) return true;
  if (person.clearance === null) missing.add('clearance');
  return person.clearance !== null && isInBand(rule.clearance, person.clearance);
}

/** null where weight or height is needed and not known. */
export function limitsOf(rule: DoseRule, person: DosingPerson, missing: Set<MissingFact> = new Set()): DoseLimits | null {
  const size = rule.per === 'person' ? 1 : rule.per === 'kg' ? person.weightKg : surfaceOf(person);
  if (size === null) {
    if (person.weightKg === null) missing.add('weight');
    if (rule.per === 'm2' && person.heightCm === null) missing.add('height');
    return null;
  }
  const atMost = (value: number, most: number | null) => tidy(most === null ? value : Math.min(value, most));
  const times = rule.times;
  const scale = (value: number | null) => (value === null ? null : value * size);
  if (rule.each === 'day') {
    const { from, to } = times ?? { from: 1, to: 1 };
    const day = { low: scale(rule.low), usual: rule.usual * size, high: rule.high * size };
    return {
      rule,
      perDay: { low: lowest(day.low, rule.maxPerDay), usual: atMost(day.usual, rule.maxPerDay), high: atMost(day.high, rule.maxPerDay) },
      perDose: {
        low: lowest(day.low === null ? null : Math.min(day.low, rule.maxPerDay ?? Infinity) / to, rule.maxPerDose),
        usual: atMost(Math.min(day.usual, rule.maxPerDay ?? Infinity) / usualTimes(rule), rule.maxPerDose),
        high: atMost(Math.min(day.high, rule.maxPerDay ?? Infinity) / from, rule.maxPerDose),
      },
    };
  }
  const perDose = {
    low: lowest(scale(rule.low), rule.maxPerDose),
    usual: atMost(rule.usual * size, rule.maxPerDose),
    high: atMost(rule.high * size, rule.maxPerDose),
  };
  return {
    rule,
    perDose,
    // of a weekly medicine the day on which it is taken
    perDay: times && {
      low: perDose.low === null ? null : lowest(perDose.low * Math.max(1, times.from), rule.maxPerDay),
      usual: atMost(perDose.usual * Math.max(1, usualTimes(rule)), rule.maxPerDay),
      high: atMost(perDose.high * Math.max(1, times.to), rule.maxPerDay),
    },
  };

  function lowest(value: number | null, most: number | null): number | null {
    return value === null ? null : atMost(value, most);
  }
}

/** How often a day the calculator divides: the most seldom that the rule allows, except as often as needed (1-4), where it is the most. */
export function usualTimes({ times }: Pick<DoseRule, 'times'>): number {
  if (!times) return 1;
  return times.from === 1 && times.to >= 3 ? times.to : times.from;
}
