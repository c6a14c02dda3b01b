import type { SafetyFacts, SafetyFinding } from '../../preload/contract/safety.ts';
import { yearsBetween } from '../../preload/contract/dates.ts';

/** Under this age a dose is given by weight. Source: WHO Model Formulary for Children 2010, general advice to prescribers: children are dosed by weight up to 12 years. */
export const weighedUntil = 12;

/** What must be known before this can be prescribed at all: a child's weight. */
export function checkMissing(order: string, facts: SafetyFacts): SafetyFinding[] {
  const birthDate = facts.patient?.birthDate;
  if (!birthDate || typeof facts.patient?.weightKg === 'number') return [];
  const age = yearsBetween(birthDate, facts.today);
  if (age < 0 || age >= weighedUntil) return [];
  return [
    {
      kind: 'missing',
      severity: 'warning',
      between: [order],
      text: `A child of ${age} years without a weight: the dose cannot be checked.`,
      whatToDo: 'Weigh the child before prescribing.',
      source: 'MedVault rule: children under 12 are dosed by weight (WHO Model Formulary for Children, 2010)',
      code: 'missing.weight',
      data: { age, medicine: order },
      cause: 'missing:weight',
    },
  ];
}
