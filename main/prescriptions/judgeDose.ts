import { type Amount, type AmountUnit, convertAmount, sayAmount, sayFigure, tidy } from '../../preload/contract/amounts.ts';
import type { FindingKind, SafetyFinding, Severity } from '../../preload/contract/safety.ts';
import { ageYearsOf, type DosingPerson } from '../dosing/person.ts';
import { adultFromYears, type DoseLimits, type RuleChoice } from '../dosing/rulesFor.ts';
import { sayDoseSource } from '../knowledge/doseRules.ts';
import type { MatchedIngredient } from '../knowledge/matchMedicine.ts';
import { isLocal, perDayOf } from './cumulativeDose.ts';
import { inUnit, type TakenDose } from './takenDose.ts';

export type DoseVerdict = { kind: FindingKind; code: string; severity: Severity; data: SafetyFinding['data']; source: string };

/**
 * MedVault's own thresholds, the same everywhere and said here: a dose may be 10 % off a rule, because it is rounded to what can be measured;
 * above a maximum that the source names it is a stop, and so it is from twice the highest dose on; between, a warning. From half the lowest dose
 * down it is a warning, between that and the lowest an information.
 */
const rounding = 1.1;
const stopFrom = 2;
/** this far above, a second person is wanted */
const manyTimes = 5;
const warnBelow = 0.5;

/** Beyond these no medicine is taken at once: nonsense, whatever it is. MedVault's own bounds. */
const most: Record<AmountUnit, number> = { mg: 200_000, ug: 200_000_000, g: 200, '[iU]': 100_000_000, mL: 5000, mmol: 2000, meq: 2000 };

type Question = {
  ingredient: MatchedIngredient;
  step: TakenDose;
  choice: RuleChoice;
  others: { total: Amount | null; medicines: readonly string[] };
  person: DosingPerson | null;
};

/** What the rules say to one step of the directions; nothing where there is nothing to compare. */
export function judgeDose(question: Question): DoseVerdict[] {
  const { ingredient, step, choice } = question;
  const amount = step.perDose.get(ingredient.id);
  if (!amount) return [];
  if (!(amount.value > 0) || amount.value > most[amount.unit]) return [{ kind: 'dose', code: 'dose.nonsense', severity: 'stop', source: 'MedVault rule', data: { dose: figureOf(amount), isManyTimes: amount.value > 0 } }]; // prettier-ignore
  if (isLocal(step.route)) return [];
  const unit: AmountUnit = inUnit(amount, 'mg') === null ? amount.unit : 'mg';
  const limits = inOneUnit(forHowOften(choice.limits, step), unit);
  const adult = inOneUnit(forHowOften(choice.adult, step), unit);
  const dose = inUnit(amount, unit);
  if (dose === null || (limits.length === 0 && adult.length === 0)) return [];
  const perDay = perDayOf(step, ingredient.id);
  const scale = scaleOf(limits, adult);
  const given = { dose, day: inUnit(perDay, unit), unit, question, scale, adult };
  const high = [...judgeOne(given), ...judgeDay(given)];
  return [...(high.length > 0 ? high : judgeLow(given)), ...judgeInterval(given), ...judgeDays(given)];
}

type Scale = {
  dose: { low: number | null; usual: number; high: number; max: number | null; source: string };
  day: { low: number | null; high: number; max: number | null; source: string } | null;
};
type Given = { dose: number; day: number | null; unit: AmountUnit; question: Question; scale: Scale; adult: readonly DoseLimits[] };

/** A rule for one single dose says nothing about a medicine that is taken every day, where there is a rule for that. */
function forHowOften(limits: readonly DoseLimits[], step: TakenDose): DoseLimits[] {
  const isRepeated = !step.isOnce && step.timesPerDay !== null;
  const repeated = limits.filter(({ rule }) => rule.times !== null);
  if (isRepeated && repeated.length > 0) return repeated;
  // taken once, its day holds what the rule for one single dose allows
  return step.isOnce && repeated.length > 0 ? limits.map((one) => ({ ...one, perDay: one.perDay ?? one.perDose })) : [...limits];
}

function inOneUnit(limits: readonly DoseLimits[], unit: AmountUnit): DoseLimits[] {
  return limits.flatMap((one) => {
    if (convertAmount(1, one.rule.unit, unit) === null) return [];
    const to = (value: number) => convertAmount(value, one.rule.unit, unit) ?? value;
    const toNull = (value: number | null) => (value === null ? null : to(value));
    const range = ({ low, usual, high }: DoseLimits['perDose']) => ({ low: toNull(low), usual: to(usual), high: to(high) });
    const rule = { ...one.rule, unit, maxPerDose: toNull(one.rule.maxPerDose), maxPerDay: toNull(one.rule.maxPerDay) };
    return [{ rule, perDose: range(one.perDose), perDay: one.perDay && range(one.perDay) }];
  });
}

/** Over all rules that could be meant: the highest high, the lowest low. A child's never goes above a grown-up's. */
function scaleOf(limits: readonly DoseLimits[], adult: readonly DoseLimits[]): Scale {
  // of two equal ones the oral rule is told: most are taken by mouth
  const used = (limits.length > 0 ? limits : adult).toSorted(
    (a, b) => Number(b.rule.routes.includes('oral')) - Number(a.rule.routes.includes('oral')),
  );
  const [top] = used.toSorted((a, b) => b.perDose.high - a.perDose.high);
  if (!top) throw new Error('no rule to compare with');
  const ceiling = limits.length > 0 && adult.length > 0 ? Math.max(...adult.map((one) => one.perDose.high)) : Infinity;
  const dayRules = used.filter((one) => one.perDay);
  const [topDay] = dayRules.toSorted((a, b) => (b.perDay?.high ?? 0) - (a.perDay?.high ?? 0));
  const adultDays = adult.flatMap((one) => one.perDay?.high ?? []);
  const dayCeiling = limits.length > 0 && adultDays.length > 0 ? Math.max(...adultDays) : Infinity;
  const isCeilingOnly = limits.length === 0; // nothing is too little by a rule for somebody else
  return {
    dose: {
      low: isCeilingOnly ? null : lowest(used.map((one) => one.perDose.low)),
      usual: top.perDose.usual,
      high: Math.min(top.perDose.high, ceiling),
      max: highest(used.map((one) => one.rule.maxPerDose)),
      source: sayDoseSource(top.rule),
    },
    day: topDay?.perDay ? {
      low: isCeilingOnly ? null : lowest(dayRules.map((one) => one.perDay?.low ?? null)),
      high: Math.min(topDay.perDay.high, dayCeiling),
      max: highest(dayRules.map((one) => one.rule.maxPerDay)),
      source: sayDoseSource(topDay.rule),
    } : null,
  }; // prettier-ignore
}

/** null where one of them says nothing: then the highest is not known. */
const highest = (values: readonly (number | null)[]): number | null =>
  values.length === 0 || values.includes(null) ? null : Math.max(...values.map(Number));
const lowest = (values: readonly (number | null)[]): number | null =>
  values.length === 0 || values.includes(null) ? null : Math.min(...values.map(Number));

function judgeOne({ dose, unit, question, scale, adult }: Given): DoseVerdict[] {
  const { low, usual, high, max, source } = scale.dose;
  const isAboveMax = max !== null && dose > max * (1 + 1e-9);
  if (dose <= high * rounding && !isAboveMax) return [];
  const verdict = (code: string, severity: Severity, limit = high): DoseVerdict[] => [
    { kind: 'dose', code, severity, source, data: { dose: say(dose, unit), limit: say(limit, unit), usual: say(usual, unit), isManyTimes: severity === 'stop' && dose >= manyTimes * high } },
  ]; // prettier-ignore
  const fits = (value: number) => value >= (low ?? usual) * warnBelow && value <= high * rounding;
  const isFarAbove = dose > stopFrom * high || isAboveMax;
  const age = question.person && ageYearsOf(question.person);
  const isChild = age !== null && age < adultFromYears;
  const isAdultDose =
    isChild && adult.some(({ perDose }) => dose >= (perDose.low ?? perDose.usual * warnBelow) && dose <= perDose.high * rounding);
  if (fits(dose / 1000)) return verdict('dose.unit_trap', 'stop');
  if (isAdultDose && question.choice.limits.length > 0) return verdict('dose.adult_dose', isFarAbove ? 'stop' : 'warning');
  if (dose >= 4 * high && fits(dose / 10)) return verdict('dose.tenfold', 'stop');
  if (isAboveMax) return verdict('dose.above_max', 'stop', max);
  return verdict('dose.too_high', isFarAbove ? 'stop' : 'warning');
}

function judgeDay({ dose, day, unit, question, scale }: Given): DoseVerdict[] {
  if (!scale.day || day === null) return [];
  const { high, max, source } = scale.day;
  const others = inUnit(question.others.total, unit) ?? 0;
  const total = tidy(day + others);
  const judge = (value: number): { severity: Severity; limit: number; isMax: boolean } | null => {
    if (max !== null && value > max * (1 + 1e-9)) return { severity: 'stop', limit: max, isMax: true };
    if (value > stopFrom * high) return { severity: 'stop', limit: high, isMax: false };
    return value > high * rounding ? { severity: 'warning', limit: high, isMax: false } : null;
  };
  const own = judge(day);
  const all = others > 0 ? judge(total) : null;
  const data = (value: number, limit: number) => ({
    dose: say(value, unit),
    limit: say(limit, unit),
    each: say(dose, unit),
    isManyTimes: value >= manyTimes * high,
  });
  if (all && (!own || (own.severity === 'warning' && all.severity === 'stop')))
    return [{ kind: 'dose', code: 'dose.cumulative', severity: all.severity, source, data: { ...data(total, all.limit), medicines: [...question.others.medicines], others: [...question.others.medicines] } }]; // prettier-ignore
  return own
    ? [
        {
          kind: 'dose',
          code: own.isMax ? 'dose.day_above_max' : 'dose.day_too_high',
          severity: own.severity,
          source,
          data: data(day, own.limit),
        },
      ]
    : [];
}

function judgeLow({ dose, day, unit, question, scale }: Given): DoseVerdict[] {
  const { low, usual, high, source } = scale.dose;
  const verdict = (code: string, severity: Severity, value: number, limit: number): DoseVerdict[] => [
    { kind: 'dose', code, severity, source, data: { dose: say(value, unit), limit: say(limit, unit), usual: say(usual, unit) } },
  ];
  if (low === null) return [];
  const lowDay = scale.day?.low ?? null;
  const isByDay = day !== null && lowDay !== null && !question.step.asNeeded && !question.step.isOnce;
  const share = isByDay ? day / lowDay : dose / low;
  if (share >= 1 / rounding || (dose >= low / rounding && !isByDay)) return [];
  const fits = (value: number) => value >= low / rounding && value <= high * rounding;
  if (fits(dose * 1000)) return verdict('dose.unit_trap_low', 'warning', dose, low);
  if (dose < low / 4 && fits(dose * 10)) return verdict('dose.tenfold_low', 'warning', dose, low);
  return verdict(
    isByDay ? 'dose.day_too_low' : 'dose.too_low',
    share < warnBelow ? 'warning' : 'information',
    isByDay ? day : dose,
    isByDay ? lowDay : low,
  );
}

function judgeInterval({ day, question, scale }: Given): DoseVerdict[] {
  const { step, choice, ingredient } = question;
  const rules = forHowOften(choice.limits.length > 0 ? choice.limits : choice.adult, step).map(({ rule }) => rule);
  const times = step.timesPerDay;
  const most = highest(rules.map((rule) => rule.times?.to ?? null));
  const [first] = rules;
  if (times === null || most === null || !first || step.isOnce || choice.missing.includes('weight')) return [];
  if (most < 1 && times > most * 1.5)
    return [{ kind: 'interval', code: 'interval.weekly', severity: 'stop', source: sayDoseSource(first), data: { times: sayFigure(times * 7), isManyTimes: times >= 1, ingredient: ingredient.name } }]; // prettier-ignore
  const fewestHours = lowest(rules.map((rule) => rule.minHours));
  const isTooSoon = step.everyHours !== null && fewestHours !== null && step.everyHours < fewestHours;
  if (times <= most + 1e-9 && !isTooSoon) return [];
  const isMore = scale.day !== null && day !== null && day > scale.day.high * rounding;
  const severity = isMore || isTooSoon ? 'warning' : 'information';
  const source = sayDoseSource(first);
  if (isTooSoon)
    return [{ kind: 'interval', code: 'interval.too_soon', severity, source, data: { times: step.everyHours, limit: fewestHours } }];
  return [{ kind: 'interval', code: 'interval.too_often', severity, source, data: { times: sayFigure(times), limit: sayFigure(most) } }];
}

function judgeDays({ question }: Given): DoseVerdict[] {
  const { step, choice } = question;
  const longest = highest(choice.limits.map(({ rule }) => rule.maxDays));
  const [first] = choice.limits;
  if (!first || longest === null || step.days === null || step.days <= longest) return [];
  return [{ kind: 'interval', code: 'dose.too_long', severity: 'information', source: sayDoseSource(first.rule), data: { days: step.days, limit: longest } }]; // prettier-ignore
}

/** Under a thousandth of a milligram in micrograms, from 1 g on in grams: as people write them. */
function say(value: number, unit: AmountUnit): string {
  if (unit === 'mg' && value < 1) return sayAmount({ value: tidy(value * 1000), unit: 'ug' });
  return sayAmount({ value, unit });
}

const figureOf = (amount: Amount): string => sayAmount(amount);
