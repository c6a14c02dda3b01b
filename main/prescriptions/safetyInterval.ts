import { daysBetween } from '../../preload/contract/dates.ts';
import type { SafetyFacts, SafetyFinding } from '../../preload/contract/safety.ts';
import { timesPerDay } from '../../preload/contract/dosage.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { PatientRule } from '../knowledge/patientRules.ts';
import type { CheckedMedicine } from './safetyMedicines.ts';
import { rulesOf, sourceText } from './safetyRules.ts';
import { readWrittenDose } from './writtenDose.ts';

/** Hours between two doses as they are ordered; null: not said, or once only. */
export function orderedHours(order: CheckedMedicine): number | null {
  if (order.dosage) {
    const often = order.dosage.steps.map((step) => timesPerDay(step)).filter((times) => times !== null);
    return often.length === 0 ? null : 24 / Math.max(...often);
  }
  const written = order.directions ? readWrittenDose(order.directions) : readWrittenDose(order.text, { isProductToo: true });
  if ('why' in written) return null;
  if (written.everyHours !== null) return written.everyHours;
  return written.timesPerDay === null || written.timesPerDay <= 0 ? null : 24 / written.timesPerDay;
}

/** Too often, and again too soon after the same medicine was prescribed. */
export function checkInterval(
  order: CheckedMedicine,
  current: readonly CheckedMedicine[],
  facts: SafetyFacts,
  knowledge: Knowledge,
): SafetyFinding[] {
  const hours = orderedHours(order);
  return rulesOf(order.match.ingredients, knowledge.patientRules).flatMap((rule): SafetyFinding[] => {
    if (rule.limit.is !== 'interval') return [];
    const finding =
      tooOften(order, rule, rule.limit.hours, hours, knowledge) ?? tooSoon(order, current, rule, rule.limit.hours, facts, knowledge);
    return finding ? [finding] : [];
  });
}

function tooOften(
  order: CheckedMedicine,
  rule: PatientRule,
  least: number,
  hours: number | null,
  knowledge: Knowledge,
): SafetyFinding | null {
  // times a day leave the night out: six a day is every four hours, five a day nobody counts by the clock
  if (hours === null || hours >= least) return null;
  const medicine = nameOf(rule, knowledge);
  return {
    kind: 'interval',
    severity: rule.severity,
    between: [order.text],
    text: `${medicine} is ordered about every ${written(hours)}; at least ${written(least)} should lie between two doses.`,
    whatToDo: least >= 24 ? 'Correct how often: write the day of the week.' : 'Give it less often.',
    source: sourceText([rule.source], 'patient-rules', knowledge),
    evidence: 'statement',
    code: 'interval.too_often',
    data: { medicine, hours: Math.round(hours * 10) / 10, least },
    cause: `interval:${rule.ingredients.join('+')}`,
  };
}

function tooSoon(
  order: CheckedMedicine,
  current: readonly CheckedMedicine[],
  rule: PatientRule,
  least: number,
  facts: SafetyFacts,
  knowledge: Knowledge,
): SafetyFinding | null {
  const last = current
    .filter((other) => rule.ingredients.every((id) => other.match.ingredients.some((taken) => taken.id === id)))
    .flatMap((other) => other.since ?? [])
    .toSorted()
    .at(-1);
  if (last === undefined || least < 24 || last > facts.today || daysBetween(last.slice(0, 10), facts.today) * 24 >= least) return null;
  const medicine = nameOf(rule, knowledge);
  return {
    kind: 'interval',
    severity: 'warning',
    between: [order.text],
    text: `${medicine} was prescribed on ${last.slice(0, 10)} already; at least ${written(least)} should lie between two doses.`,
    whatToDo: 'Ask when the last dose was taken.',
    source: sourceText([rule.source], 'patient-rules', knowledge),
    evidence: 'record',
    code: 'interval.too_soon',
    data: { medicine, last: last.slice(0, 10), least },
    cause: `interval:${rule.ingredients.join('+')}`,
  };
}

const nameOf = (rule: PatientRule, knowledge: Knowledge): string =>
  rule.ingredients.map((id) => knowledge.ingredients.get(id)?.name ?? id).join(' + ');

/** Hours, and days from two of them on. */
const written = (hours: number): string => (hours >= 48 ? `${Math.round(hours / 24)} days` : `${Math.round(hours * 10) / 10} hours`);
