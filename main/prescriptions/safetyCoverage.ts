import type { SafetyCoverage, SafetyFacts } from '../../preload/contract/safety.ts';
import type { Knowledge, KnowledgeList } from '../knowledge/knowledge.ts';
import type { PatientRuleKind } from '../knowledge/patientRules.ts';
import type { ReadAllergy } from './safetyAllergies.ts';
import type { DoseCheck } from './safetyDose.ts';
import { isIcd10 } from './safetyConditions.ts';
import { orderedHours } from './safetyInterval.ts';
import type { CheckedMedicine } from './safetyMedicines.ts';
import { weighedUntil } from './safetyMissing.ts';
import { type CheckedPerson, creatinineGoodFor, isOlder, isToCome, weightGoodFor } from './safetyPerson.ts';
import { rulesOf } from './safetyRules.ts';

/** Below this a name was misspelt or only partly known (matchMedicine). */
const sureFrom = 0.85;

const orOthers = (names: readonly string[]) => (names.length === 0 ? '' : `, but may be ${names.join(' or ')}`);

const noneCalled = (what: string, name: string) =>
  name.trim() === '' ? `An entry without a name: which ${what} was meant is not known.` : `No ${what} is known here by the name "${name}".`;

type Unchecked = SafetyCoverage['unchecked'][number];

type Looked = {
  medicines: readonly [CheckedMedicine, ...CheckedMedicine[]];
  facts: SafetyFacts;
  isCurrentAsked: boolean;
  allergies: readonly ReadAllergy[];
  person: CheckedPerson;
  dose: DoseCheck;
  knowledge: Knowledge;
};

/** What each medicine was checked against, and what was not checked and why. "Unchecked" is never "safe". */
export function coverage({ medicines, facts, isCurrentAsked, allergies, person, dose, knowledge }: Looked): SafetyCoverage {
  const checked: SafetyCoverage['checked'] = [];
  const unchecked: Unchecked[] = [];
  for (const medicine of medicines) {
    if (medicine.match.ingredients.length === 0) {
      unchecked.push({
        name: medicine.text,
        against: 'all',
        why:
          medicine.match.candidates.length === 0
            ? noneCalled('medicine', medicine.text)
            : `"${medicine.text}" may be ${medicine.match.candidates.join(' or ')}: confirm the name.`,
        code: 'unmatched',
      });
      continue;
    }
    for (const part of medicine.match.unmatched)
      unchecked.push({ name: part, against: 'all', why: `"${part}" in "${medicine.text}" is not known here.`, code: 'unmatched' });
    if (medicine.match.confidence < sureFrom)
      unchecked.push({
        name: medicine.text,
        against: 'all',
        why: `"${medicine.text}" was read as ${medicine.match.matched}${orOthers(medicine.match.candidates)}: confirm the name.`,
        code: 'uncertain',
      });
    const against: SafetyCoverage['checked'][number]['against'] = [];
    for (const list of knowledge.lists.values()) {
      if (list.kind === 'allergy') {
        if (medicine.role === 'order' && facts.allergies !== null) against.push({ list: list.name, edition: list.edition });
        continue;
      }
      if (list.kind !== 'interaction') {
        if (medicine.role === 'order' && isListed(list, medicine, { facts, isCurrentAsked, knowledge }))
          against.push({ list: list.name, edition: list.edition });
        continue;
      }
      if (medicine.role === 'order' && !isCurrentAsked) continue;
      const without = medicine.match.ingredients
        .filter((ingredient) => !knowledge.listsCovering(ingredient.id).has(list.id))
        .map((ingredient) => ingredient.name);
      if (without.length < medicine.match.ingredients.length) against.push({ list: list.name, edition: list.edition });
      for (const name of without)
        unchecked.push({
          name: medicine.text,
          against: list.name,
          why: `No interaction row for ${name} in ${list.name}, ${list.edition}.`,
          code: 'no_row',
        });
    }
    if (against.length > 0) checked.push({ name: medicine.text, against });
  }
  const order = medicines[0];
  for (const { name, against } of dose.checked) {
    const own = checked.find((row) => row.name === name);
    if (own) own.against.push(...against.filter((list) => own.against.every((known) => known.list !== list.list)));
    else checked.push({ name, against });
  }
  unchecked.push(...factsNotKnown(order, { facts, isCurrentAsked, allergies, person, knowledge }), ...dose.unchecked);
  return { checked, unchecked: distinct(unchecked) };
}

/** Whether a list that is no list of pairs has a row for the order, and what it asks about is known. */
function isListed(
  list: KnowledgeList,
  { match }: CheckedMedicine,
  { facts, isCurrentAsked, knowledge }: Pick<Looked, 'facts' | 'isCurrentAsked' | 'knowledge'>,
): boolean {
  if (list.kind === 'condition') return facts.conditions !== null && rulesOf(match.ingredients, knowledge.diseases.labelCounts).length > 0;
  if (list.kind === 'duplicate')
    return isCurrentAsked && knowledge.duplicateGroups.some((group) => match.ingredients.some(({ id }) => group.members.has(id)));
  return list.kind === 'patient' && rulesOf(match.ingredients, knowledge.patientRules).length > 0;
}

function distinct(rows: readonly Unchecked[]): Unchecked[] {
  return [...new Map(rows.map((row) => [`${row.name}|${row.against}|${row.code}|${row.why}`, row])).values()];
}

type Facts = Pick<Looked, 'facts' | 'isCurrentAsked' | 'allergies' | 'person' | 'knowledge'>;

function factsNotKnown(order: CheckedMedicine, { facts, isCurrentAsked, allergies, person, knowledge }: Facts): Unchecked[] {
  const unchecked: Unchecked[] = [];
  const add = (against: string, code: Unchecked['code'], why: string, name = order.text) => unchecked.push({ name, against, why, code });
  if (!isCurrentAsked) add('interaction', 'not_asked', 'Nobody asked which medicines are taken now: interactions were not checked.');
  if (facts.allergies === null) add('allergy', 'not_asked', 'Nobody asked about allergies.');
  for (const allergy of allergies) {
    if (allergy.kind === 'unread') add('allergy', 'unmatched', noneCalled('medicine or class', allergy.text), allergy.text);
    if (allergy.kind === 'other')
      add(
        'allergies',
        'not_a_medicine',
        `"${allergy.text}" is no medicine: ingredients like egg, soy or latex in products were not checked.`,
        allergy.text,
      );
  }
  if (order.match.ingredients.length === 0) return unchecked; // nobody knows what it is: everything is unchecked and said so above
  unchecked.push(...diseasesNotKnown(order, facts, knowledge));
  const rules = rulesOf(order.match.ingredients, knowledge.patientRules);
  const has = (kind: PatientRuleKind) => rules.some((rule) => rule.kind === kind);
  const noRule = (kind: PatientRuleKind, words: string) => {
    if (!has(kind)) add(kind, 'no_rule', `No ${words} rule for ${order.text}.`);
  };
  const { patient } = facts;
  if (person.isAgeUnlikely) add('age', 'implausible', "The birth date cannot be this person's: the age was not used.");
  else if (person.ageYears === null) add('age', 'not_asked', 'The age is not known.');
  noRule('age', 'age');
  if (person.ageYears !== null && person.ageYears < weighedUntil) {
    if (typeof patient?.weightKg !== 'number') add('dose', 'not_asked', 'No weight is known for this child.');
    else if (isOlder(patient.weightAt, facts.today, weightGoodFor))
      add('dose', 'out_of_date', `The weight of this child is older than ${weightGoodFor} days.`);
  }
  if (isToCome(patient?.weightAt, facts.today)) add('dose', 'implausible', 'The weight is dated after today.');
  if (person.weight !== 'likely') add('dose', 'implausible', "The weight cannot be this person's: doses by weight were not checked.");
  if (person.mayBePregnant) {
    if (isNotAsked(patient?.pregnant)) add('pregnancy', 'not_asked', 'Nobody asked about pregnancy.');
    if (patient?.pregnant !== false) noRule('pregnancy', 'pregnancy');
    if (isNotAsked(patient?.lactating)) add('lactation', 'not_asked', 'Nobody asked about breast-feeding.');
    if (patient?.lactating !== false) noRule('lactation', 'breast-feeding');
  }
  if (patient?.sex === 'male' && patient.pregnant === true) add('pregnancy', 'implausible', 'A man is recorded as pregnant.');
  addKidneys(add, facts, person);
  noRule('renal', 'kidney');
  if (person.hepatic === null) add('hepatic', 'not_asked', 'Nobody asked about liver disease.');
  if (person.hepatic !== 'none') noRule('hepatic', 'liver');
  if (has('interval') && orderedHours(order) === null) add('interval', 'not_asked', `How often ${order.text} is taken could not be read.`);
  return unchecked;
}

const isNotAsked = (answer: boolean | null | undefined): boolean => answer === null || answer === undefined;

function addKidneys(
  add: (against: string, code: Unchecked['code'], why: string) => void,
  { patient, today }: SafetyFacts,
  person: CheckedPerson,
): void {
  if (isNone(patient?.creatinineUmolL)) add('renal', 'not_asked', 'No creatinine is recorded.');
  else if (!person.isCreatinineLikely) add('renal', 'implausible', 'The creatinine is hardly possible: it was not used.');
  else if (isToCome(patient?.creatinineAt, today)) add('renal', 'implausible', 'The creatinine is dated after today.');
  else if (person.isCreatinineOld) add('renal', 'out_of_date', `The creatinine is older than ${creatinineGoodFor} days.`);
  else if ('missing' in person.renal) {
    const { missing } = person.renal;
    if (missing === 'infant') add('renal', 'no_rule', 'Under one year the kidney function was not estimated.');
    else add('renal', 'not_asked', `The kidney function could not be estimated: no ${missing} is known.`);
  } else if (patient?.pregnant === true) add('renal', 'no_rule', 'In pregnancy the estimate of the kidney function does not hold.');
}

const isNone = (value: number | null | undefined): boolean => value === null || value === undefined;

/** "5 of 8 of the diseases that labels name are in our groups": the other three were not looked for. */
function diseasesNotKnown(order: CheckedMedicine, { conditions }: SafetyFacts, knowledge: Knowledge): Unchecked[] {
  const counts = rulesOf(order.match.ingredients, knowledge.diseases.labelCounts);
  const unchecked: Unchecked[] = [];
  const add = (code: Unchecked['code'], why: string) => unchecked.push({ name: order.text, against: 'contraindications', why, code });
  if (conditions === null) add('not_asked', 'Nobody asked about diagnoses.');
  for (const written of conditions ?? []) {
    if (!isIcd10(written))
      unchecked.push({
        name: written,
        against: 'contraindications',
        why: `"${written}" is no ICD-10 code: it was not compared.`,
        code: 'unmatched',
      });
  }
  if (counts.length === 0) add('no_rule', `No list of diseases that rule out ${order.text}.`);
  for (const { ingredients, mapped, named } of counts) {
    const medicine = ingredients.map((id) => knowledge.ingredients.get(id)?.name ?? id).join(' + ');
    if (mapped < named)
      add(
        'not_mapped',
        `${mapped} of ${named} label contraindications of ${medicine} are mapped to ICD-10; the others were not looked for.`,
      );
  }
  for (const { id, name } of order.match.ingredients) {
    if (counts.length > 0 && !counts.some((count) => count.ingredients.includes(id)))
      add('no_rule', `No list of diseases that rule out ${name}.`);
  }
  return unchecked;
}
