import type { Dosage } from '../../preload/contract/dosage.ts';
import type { SafetyCoverage, SafetyFacts, SafetyFinding, Severity } from '../../preload/contract/safety.ts';
import { yearsBetween } from '../../preload/contract/dates.ts';
import { loadGrowthStandards } from '../clinical/growth/standards.ts';
import { renalFunction } from '../clinical/renalFunction.ts';
import { likelyWeight } from '../dosing/likelyWeight.ts';
import type { DosingPerson } from '../dosing/person.ts';
import { rulesFor, type RuleChoice } from '../dosing/rulesFor.ts';
import { sayDoseSource } from '../knowledge/doseRules.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { MatchedIngredient } from '../knowledge/matchMedicine.ts';
import { sumOthers } from './cumulativeDose.ts';
import { judgeDose, type DoseVerdict } from './judgeDose.ts';
import { wordDose } from './doseWording.ts';
import type { CheckedMedicine } from './safetyMedicines.ts';
import { dailyTimes, type TakenDose, takenDoses, type UnreadDose } from './takenDose.ts';

/** A medicine of the check with what is known of how it is taken: the structure where there is one, else what the words say clearly. */
export type DosedMedicine = CheckedMedicine & {
  dosage?: Dosage | null | undefined;
  /** the sentence beside the medicine; where there is none, what stands in `text` is read */
  directions?: string | null | undefined;
  /** as the item says it ("500 mg", "250 mg/5 mL"), where `text` does not */
  strength?: string | null | undefined;
};

/** What the doses gave, and which lines of coverage belong to them. */
export type DoseCheck = { findings: SafetyFinding[] } & SafetyCoverage;

/** At most one finding for the dose and one for the interval of an ingredient: the loudest. */
const loudness: Record<Severity, number> = { stop: 2, warning: 1, information: 0 };

/**
 * The dose of `order` against every rule that is known for its ingredients at this age, weight and kidney function, and the sum over `current`
 * of everything with the same ingredient. What could not be read or weighed is unchecked, with the reason.
 */
export function checkDose(order: DosedMedicine, current: readonly DosedMedicine[], facts: SafetyFacts, knowledge: Knowledge): DoseCheck {
  const answer: DoseCheck = { findings: [], checked: [], unchecked: [] };
  const add = (why: string, code: SafetyCoverage['unchecked'][number]['code'], name = order.text) =>
    answer.unchecked.push({ name, against: 'dose', why, code });
  const { person, isWeightLikely } = personOf(facts);
  const taken = takenDoses(order, knowledge, person.weightKg);
  const sources = new Map<string, { list: string; edition: string }>();

  for (const ingredient of order.match.ingredients) {
    const rules = knowledge.doseRules.get(ingredient.id) ?? [];
    if (rules.length === 0) {
      add(`No dose rule for ${ingredient.name}.`, 'no_rule');
      if (!('why' in taken)) answer.findings.push(...nonsenseOnly(taken, ingredient, order.text));
      continue;
    }
    if ('why' in taken) {
      add(unreadWords[taken.why](ingredient.name), 'unread');
      continue;
    }
    const others = sumOthers(ingredient.id, current, knowledge, person.weightKg);
    const verdicts: DoseVerdict[] = [];
    for (const step of taken) {
      const choice = rulesFor(rules, person, step.route);
      verdicts.push(...judgeDose({ ingredient, step, choice, others: { total: others.perDay, medicines: others.medicines }, person }));
      tell(choice, step, ingredient);
    }
    for (const text of others.unread)
      add(`How much ${ingredient.name} "${text}" gives is not clear: it is not in the daily sum.`, 'unread', text);
    answer.findings.push(...loudest(verdicts).map((verdict) => toFinding(verdict, ingredient, order.text)));
  }
  if (sources.size > 0) answer.checked.push({ name: order.text, against: [...sources.values()] });
  return { ...answer, findings: onePerMeaning(answer.findings), unchecked: unique(answer.unchecked) };

  function tell(choice: RuleChoice, step: TakenDose, ingredient: MatchedIngredient): void {
    const used = choice.limits.length > 0 ? choice.limits : choice.adult;
    const wasCompared = used.some(
      ({ rule }) => step.perDose.get(ingredient.id) && (rule.unit === step.perDose.get(ingredient.id)?.unit || isMass(rule.unit)),
    );
    if (wasCompared) {
      for (const { rule } of used) sources.set(sayDoseSource(rule), { list: rule.source.publication, edition: rule.source.year });
    }
    const amount = step.perDose.get(ingredient.id);
    if (amount === null || amount === undefined)
      add(`What one piece or millilitre of ${order.text} holds of ${ingredient.name} is not known.`, 'unread');
    else if (dailyTimes(step) === null && !step.mostPerDay?.get(ingredient.id))
      add(`How often ${ingredient.name} is taken is not written: the daily dose was not checked.`, 'unread');
    if (choice.missing.includes('weight')) {
      const why = isWeightLikely ? 'no weight is known' : 'the weight cannot be right';
      add(`The dose of ${ingredient.name} by weight was not checked: ${why}.`, isWeightLikely ? 'not_asked' : 'implausible');
    } else if (choice.missing.includes('height'))
      add(`The dose of ${ingredient.name} by body surface was not checked: no height is known.`, 'not_asked');
    if (choice.missing.includes('age')) add(`The dose of ${ingredient.name} by age was not checked: the age is not known.`, 'not_asked');
    if (choice.missing.includes('clearance'))
      add(`${ingredient.name} has other doses where the kidneys are weak; kidney function is not known.`, 'not_asked');
    if (choice.limits.length === 0 && choice.missing.length === 0)
      add(`No dose rule for ${ingredient.name} at this age, weight or route.`, 'no_rule');
  }
}

const isMass = (unit: string): boolean => unit === 'mg' || unit === 'ug' || unit === 'g';

const unreadWords: Record<UnreadDose['why'], (name: string) => string> = {
  no_amount: (name) => `No amount of ${name} at a time is written.`,
  two_amounts: (name) => `Two different amounts stand in the directions: which one is the dose of ${name} is not clear.`,
  by_day: (name) => `The dose of ${name} changes from day to day: it is not read from words.`,
  unknown_unit: (name) => `The unit of the dose of ${name} is not known here.`,
  not_counted: (name) => `Puffs, patches and applications of ${name} are not counted.`,
};

/** Weight that cannot be right is no weight: nothing is calculated with it (safetyMissing.ts says so). */
function personOf(facts: SafetyFacts): { person: DosingPerson; isWeightLikely: boolean } {
  const { patient, today } = facts;
  const birthDate = patient?.birthDate && patient.birthDate <= today ? patient.birthDate : null;
  const asTold: DosingPerson = {
    today,
    birthDate,
    sex: patient?.sex ?? 'unknown',
    weightKg: patient?.weightKg ?? null,
    heightCm: patient?.heightCm ?? null,
    clearance: null,
  };
  const verdict = likelyWeight(asTold, loadGrowthStandards());
  const person = verdict === 'likely' ? asTold : { ...asTold, weightKg: null };
  const kidneys = renalFunction({
    ageYears: birthDate === null ? null : yearsBetween(birthDate, today),
    sex: patient?.sex ?? null,
    weightKg: person.weightKg,
    heightCm: person.heightCm,
    creatinineUmolL: patient?.creatinineUmolL ?? null,
  });
  return { person: { ...person, clearance: 'missing' in kidneys ? null : kidneys.mlMin }, isWeightLikely: verdict === 'likely' };
}

/** Without a rule an amount can still be none: nothing, or tons. */
function nonsenseOnly(taken: readonly TakenDose[], ingredient: MatchedIngredient, order: string): SafetyFinding[] {
  const verdicts = taken.flatMap((step) =>
    judgeDose({
      ingredient,
      step,
      choice: { limits: [], adult: [], missing: [], hasRules: false },
      others: { total: null, medicines: [] },
      person: null,
    }),
  );
  return loudest(verdicts).map((verdict) => toFinding(verdict, ingredient, order));
}

function loudest(verdicts: readonly DoseVerdict[]): DoseVerdict[] {
  const byKind = new Map<string, DoseVerdict>();
  for (const verdict of verdicts) {
    const before = byKind.get(verdict.kind);
    if (!before || loudness[verdict.severity] > loudness[before.severity]) byKind.set(verdict.kind, verdict);
  }
  return [...byKind.values()];
}

function toFinding(verdict: DoseVerdict, ingredient: MatchedIngredient, order: string): SafetyFinding {
  const data = { medicine: order, ingredient: ingredient.name, ...verdict.data };
  return {
    kind: verdict.kind,
    severity: verdict.severity,
    between: [order, ...(verdict.code === 'dose.cumulative' && Array.isArray(verdict.data['others']) ? verdict.data['others'] : [])],
    ...wordDose(verdict.code, data),
    evidence: verdict.source.startsWith('US label') ? 'label' : verdict.source.startsWith('MedVault') ? 'project' : 'statement',
    source: verdict.source,
    code: verdict.code,
    data,
    cause: `${verdict.kind}:${ingredient.id}`,
  };
}

/** Both halves of a combination are too much by the same mistake: said once. */
function onePerMeaning(findings: readonly SafetyFinding[]): SafetyFinding[] {
  const sorted = findings.toSorted((a, b) => loudness[b.severity] - loudness[a.severity]);
  return sorted.filter((one, at) => sorted.findIndex((other) => other.code === one.code) === at);
}

function unique(lines: SafetyCoverage['unchecked']): SafetyCoverage['unchecked'] {
  return lines.filter((line, at) => lines.findIndex((other) => other.name === line.name && other.why === line.why) === at);
}
