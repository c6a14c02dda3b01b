import type { SafetyCoverage, SafetyFacts } from '../../preload/contract/safety.ts';
import { daysBetween, yearsBetween } from '../../preload/contract/dates.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { ReadAllergy } from './safetyAllergies.ts';
import { weighedUntil } from './safetyMissing.ts';
import type { CheckedMedicine } from './safetyMedicines.ts';

/** Below this a name was misspelt or only partly known (matchMedicine). */
const sureFrom = 0.85;

/** Days a value may be relied on. Source: MedVault's own choice, the same for every facility until a pack says otherwise. */
const weightGoodFor = 90;
const creatinineGoodFor = 180;

type Unchecked = SafetyCoverage['unchecked'][number];

/** What each medicine was checked against, and what was not checked and why. "Unchecked" is never "safe". */
export function coverage(
  medicines: readonly CheckedMedicine[],
  facts: SafetyFacts,
  isCurrentAsked: boolean,
  allergies: readonly ReadAllergy[],
  knowledge: Knowledge,
): SafetyCoverage {
  const checked: SafetyCoverage['checked'] = [];
  const unchecked: Unchecked[] = [];
  for (const medicine of medicines) {
    if (medicine.match.ingredients.length === 0) {
      unchecked.push({
        name: medicine.text,
        against: 'all',
        why: `No medicine is known here by the name "${medicine.text}".`,
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
        why: `"${medicine.text}" was read as ${medicine.match.matched}: confirm the name.`,
        code: 'uncertain',
      });
    const against: SafetyCoverage['checked'][number]['against'] = [];
    for (const list of knowledge.lists.values()) {
      if (list.kind === 'allergy') {
        if (medicine.role === 'order' && facts.allergies !== null) against.push({ list: list.name, edition: list.edition });
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
  if (order) unchecked.push(...factsNotKnown(order, facts, isCurrentAsked, allergies));
  return { checked, unchecked };
}

function factsNotKnown(
  order: CheckedMedicine,
  facts: SafetyFacts,
  isCurrentAsked: boolean,
  allergies: readonly ReadAllergy[],
): Unchecked[] {
  const unchecked: Unchecked[] = [];
  const add = (against: string, code: Unchecked['code'], why: string, name = order.text) => unchecked.push({ name, against, why, code });
  if (!isCurrentAsked) add('interaction', 'not_asked', 'Nobody asked which medicines are taken now: interactions were not checked.');
  if (facts.allergies === null) add('allergy', 'not_asked', 'Nobody asked about allergies.');
  for (const allergy of allergies) {
    if (allergy.kind === 'unread')
      add('allergy', 'unmatched', `No medicine or class is known here by the name "${allergy.text}".`, allergy.text);
    if (allergy.kind === 'other')
      add(
        'allergies',
        'not_a_medicine',
        `"${allergy.text}" is no medicine: ingredients like egg, soy or latex in products were not checked.`,
        allergy.text,
      );
  }
  add('dose', 'no_rule', `No dose rule for ${order.text}.`);
  add(
    'contraindications',
    'no_rule',
    `No list of diseases that rule out ${order.text}${facts.conditions === null ? ', and nobody asked about diagnoses' : ''}.`,
  );
  const patient = facts.patient;
  const age = patient?.birthDate ? yearsBetween(patient.birthDate, facts.today) : null;
  if (age !== null && age < weighedUntil) {
    if (typeof patient?.weightKg !== 'number') add('dose', 'not_asked', 'No weight is known for this child.');
    else if (isOlder(patient.weightAt, facts.today, weightGoodFor))
      add('dose', 'out_of_date', `The weight of this child is older than ${weightGoodFor} days.`);
  }
  if (age === null) add('age', 'not_asked', 'The age is not known.');
  else add('age', 'no_rule', `No age rule for ${order.text}.`);
  if (patient?.sex !== 'male' && (age === null || (age >= 10 && age < 56))) {
    if (patient?.pregnant === null || patient?.pregnant === undefined) add('pregnancy', 'not_asked', 'Nobody asked about pregnancy.');
    else if (patient.pregnant) add('pregnancy', 'no_rule', `No pregnancy rule for ${order.text}.`);
    if (patient?.lactating === null || patient?.lactating === undefined)
      add('lactation', 'not_asked', 'Nobody asked about breast-feeding.');
    else if (patient.lactating) add('lactation', 'no_rule', `No breast-feeding rule for ${order.text}.`);
  }
  if (patient?.creatinineUmolL === null || patient?.creatinineUmolL === undefined) add('renal', 'not_asked', 'No creatinine is recorded.');
  else if (isOlder(patient.creatinineAt, facts.today, creatinineGoodFor))
    add('renal', 'out_of_date', `The creatinine is older than ${creatinineGoodFor} days.`);
  else add('renal', 'no_rule', `No kidney rule for ${order.text}.`);
  if (patient?.hepatic === null || patient?.hepatic === undefined) add('hepatic', 'not_asked', 'Nobody asked about liver disease.');
  else if (patient.hepatic !== false) add('hepatic', 'no_rule', `No liver rule for ${order.text}.`);
  return unchecked;
}

/** A value without a date is not called old: its date was not asked. */
function isOlder(at: string | null | undefined, today: string, days: number): boolean {
  return typeof at === 'string' && daysBetween(at.slice(0, 10), today) > days;
}
