import type { SafetyFacts, SafetyFinding } from '../../preload/contract/safety.ts';
import type { CheckedPerson } from './safetyPerson.ts';

/** Under this age a dose is given by weight. Source: WHO Model Formulary for Children 2010, general advice to prescribers: children are dosed by weight up to 12 years. */
export const weighedUntil = 12;

/** What must be known, or looked at again, before this can be prescribed at all: a child's weight, a value in the wrong unit. */
export function checkMissing(order: string, facts: SafetyFacts, person: CheckedPerson): SafetyFinding[] {
  return [...missingWeight(order, facts, person), ...unlikelyWeight(order, facts, person), ...unlikelyCreatinine(order, facts, person)];
}

function missingWeight(order: string, facts: SafetyFacts, { ageYears }: CheckedPerson): SafetyFinding[] {
  if (typeof facts.patient?.weightKg === 'number' || ageYears === null || ageYears >= weighedUntil) return [];
  return [
    {
      kind: 'missing',
      severity: 'warning',
      between: [order],
      text: `A child of ${ageYears} years without a weight: the dose cannot be checked.`,
      whatToDo: 'Weigh the child before prescribing.',
      source: 'MedVault rule: children under 12 are dosed by weight (WHO Model Formulary for Children, 2010)',
      evidence: 'record',
      code: 'missing.weight',
      data: { age: ageYears, medicine: order },
      cause: 'missing:weight',
    },
  ];
}

function unlikelyWeight(order: string, facts: SafetyFacts, { weight }: CheckedPerson): SafetyFinding[] {
  const weightKg = facts.patient?.weightKg;
  if (weight === 'likely' || typeof weightKg !== 'number') return [];
  const meant = weight === 'unlikely' ? null : { unit: weight.meant === 'g' ? 'grams' : 'pounds', kg: weight.kg };
  return [
    {
      kind: 'missing',
      severity: 'warning',
      between: [order],
      text: `The weight ${weightKg} kg cannot be this person's at this age.${meant ? ` In ${meant.unit} it would be ${meant.kg} kg.` : ''} It was not used.`,
      whatToDo: 'Weigh again and correct the weight.',
      source: "MedVault rule: WHO's limits for implausible weights (WHO Anthro manual), above ten years the limits of the vital signs",
      evidence: 'measurement',
      code: meant ? 'missing.weight_unit' : 'missing.weight_unlikely',
      data: { weightKg, kg: meant?.kg ?? null, unit: meant?.unit ?? null },
      cause: 'missing:weight',
    },
  ];
}

function unlikelyCreatinine(order: string, facts: SafetyFacts, { isCreatinineLikely }: CheckedPerson): SafetyFinding[] {
  const creatinine = facts.patient?.creatinineUmolL;
  if (isCreatinineLikely || typeof creatinine !== 'number') return [];
  return [
    {
      kind: 'missing',
      severity: 'warning',
      between: [order],
      text: `A creatinine of ${creatinine} µmol/L is hardly possible: mg/dL may be meant. It was not used.`,
      whatToDo: 'Look at the result and its unit.',
      source: 'MedVault rule: creatinine between 8 and 4000 µmol/L',
      evidence: 'measurement',
      code: 'missing.creatinine_unlikely',
      data: { creatinine },
      cause: 'missing:creatinine',
    },
  ];
}
