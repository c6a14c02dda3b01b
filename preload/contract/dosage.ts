import { z } from 'zod';
import { shortText } from './common.ts';

/**
 * Structured directions: FHIR R4 Dosage, cut to what a clinic writes. One step after the other (a taper has several); amounts are per
 * administration. Units are UCUM; pieces that are counted stand in braces.
 */
export const doseUnits = [
  'mg',
  'ug',
  'g',
  '[iU]',
  'meq',
  'mmol',
  'mL',
  '{tablet}',
  '{capsule}',
  '{sachet}',
  '{suppository}',
  '{pessary}',
  '{ampoule}',
  '{vial}',
  '{drop}',
  '{puff}',
  '{patch}',
  '{application}',
] as const;
export type DoseUnit = (typeof doseUnits)[number];

export const doseRoutes = [
  'oral',
  'sublingual',
  'intravenous',
  'intramuscular',
  'subcutaneous',
  'rectal',
  'vaginal',
  'topical',
  'transdermal',
  'ophthalmic',
  'otic',
  'nasal',
  'inhalation',
] as const;
export type DoseRoute = (typeof doseRoutes)[number];

/** HL7 EventTiming codes. */
export const doseMoments = ['MORN', 'NOON', 'AFT', 'EVE', 'NIGHT', 'HS', 'AC', 'PC'] as const;
export type DoseMoment = (typeof doseMoments)[number];

export const doseStep = z.object({
  /** of one administration, in `unit`; penicillins are given in millions of units */
  dose: z.number().positive().max(10_000_000),
  unit: z.enum(doseUnits),
  /** `frequency` times in `period` `periodUnit`: 3 in 1 d, 1 in 8 h, 1 in 1 wk. null: once only. */
  timing: z
    .object({ frequency: z.int().min(1).max(24), period: z.int().min(1).max(72), periodUnit: z.enum(['h', 'd', 'wk', 'mo']) })
    .nullable(),
  when: z.array(z.enum(doseMoments)).max(6).default([]),
  /** what for, where it is taken only when needed ('' = not said); null: taken always */
  asNeeded: z.string().max(200).nullable().default(null),
  /** of an as-needed medicine, in `unit` */
  mostPerDay: z.number().positive().max(100_000_000).nullable().default(null),
  /** days; null: until it is stopped */
  days: z.int().min(1).max(1100).nullable().default(null),
});
export type DoseStep = z.infer<typeof doseStep>;

export const dosage = z.object({
  route: z.enum(doseRoutes).nullable().default(null),
  steps: z.array(doseStep).min(1).max(12),
  /** what else the person is told: "with food" */
  note: shortText.or(z.literal('')).default(''),
});
export type Dosage = z.infer<typeof dosage>;

const hoursOf = { h: 1, d: 24, wk: 168, mo: 730.5 } as const;

/** Administrations a day; null where it is taken once only. 0.14 for once a week. */
export function timesPerDay({ timing }: Pick<DoseStep, 'timing'>): number | null {
  return timing === null ? null : (timing.frequency * 24) / (timing.period * hoursOf[timing.periodUnit]);
}

/** In the step's unit, the most that the directions allow in one day; null for an as-needed medicine without a limit and without a timing. */
export function amountPerDay(step: DoseStep): number | null {
  if (step.mostPerDay !== null) return step.mostPerDay;
  const times = timesPerDay(step);
  if (times === null) return step.asNeeded === null ? step.dose : null;
  return times < 1 ? step.dose : step.dose * times; // once a week: what is taken on that day
}
