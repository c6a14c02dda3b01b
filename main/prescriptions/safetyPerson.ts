import { daysBetween, yearsBetween } from '../../preload/contract/dates.ts';
import type { SafetyFacts, SafetyPatient } from '../../preload/contract/safety.ts';
import { loadGrowthStandards } from '../clinical/growth/standards.ts';
import { renalFunction, type RenalFunction } from '../clinical/renalFunction.ts';
import { likelyWeight, type WeightVerdict } from '../dosing/likelyWeight.ts';

/** Days a value may be relied on. Source: MedVault's own choice, the same for every facility until a pack says otherwise. */
export const weightGoodFor = 90;
export const creatinineGoodFor = 180;

/** umol/L: outside, a unit was mistaken (0.9 mg/dL typed as micromoles) more often than a kidney is meant. */
const creatinineLikely = { from: 8, to: 4000 };

/** Years: nobody grew older than 122. A birth date beyond is a slip of the century. */
const oldestAge = 122;

/** The person as the rules of the check see them: what is old, unlikely or unknown is null, and why is told in `coverage`. */
export type CheckedPerson = {
  ageDays: number | null;
  ageYears: number | null;
  /** a birth date is there, but nobody can have it: to come, or before anybody who lives */
  isAgeUnlikely: boolean;
  weight: WeightVerdict;
  isCreatinineLikely: boolean;
  isCreatinineOld: boolean;
  renal: RenalFunction;
  /** a woman, or somebody whose sex nobody knows, between 10 and 55, or whose age nobody knows */
  mayBePregnant: boolean;
  hepatic: HepaticGrade | null;
};

/** `some`: there is liver disease, nobody says how much. */
export type HepaticGrade = 'none' | 'mild' | 'moderate' | 'severe' | 'some';

export function readPerson({ patient, today }: SafetyFacts): CheckedPerson {
  const birthDate = patient?.birthDate ?? null;
  const isBorn = birthDate !== null && birthDate <= today && yearsBetween(birthDate, today) <= oldestAge;
  const ageYears = isBorn ? yearsBetween(birthDate, today) : null;
  const weight = likelyWeight(
    { today, birthDate, sex: patient?.sex ?? 'unknown', weightKg: patient?.weightKg ?? null },
    loadGrowthStandards(),
  );
  const creatinine = patient?.creatinineUmolL ?? null;
  const isCreatinineLikely = creatinine === null || (creatinine >= creatinineLikely.from && creatinine <= creatinineLikely.to);
  const isCreatinineOld = isOlder(patient?.creatinineAt, today, creatinineGoodFor);
  return {
    ageDays: isBorn ? daysBetween(birthDate, today) : null,
    ageYears,
    isAgeUnlikely: birthDate !== null && !isBorn,
    weight,
    isCreatinineLikely,
    isCreatinineOld,
    renal: renalFunction({
      ageYears,
      sex: patient?.sex ?? null,
      weightKg: weight === 'likely' ? (patient?.weightKg ?? null) : null,
      heightCm: patient?.heightCm ?? null,
      creatinineUmolL: isCreatinineLikely && !isCreatinineOld ? creatinine : null,
    }),
    mayBePregnant: patient?.sex !== 'male' && (ageYears === null || (ageYears >= 10 && ageYears < 56)),
    hepatic: gradeOf(patient?.hepatic),
  };
}

/** Child-Pugh A is mild, B moderate, C severe. */
function gradeOf(hepatic: SafetyPatient['hepatic']): HepaticGrade | null {
  if (hepatic === null || hepatic === undefined) return null;
  if (typeof hepatic === 'boolean') return hepatic ? 'some' : 'none';
  const word = hepatic.trim().toLowerCase();
  if (/^(|no|none|non|normal)$/.test(word)) return word === '' ? null : 'none';
  if (/\bc\b|severe|decompens|grave/.test(word)) return 'severe';
  if (/\bb\b|moderate|modere/.test(word)) return 'moderate';
  return /\ba\b|mild|leger/.test(word) ? 'mild' : 'some';
}

export const isToCome = (at: string | null | undefined, today: string): boolean => typeof at === 'string' && at.slice(0, 10) > today;

/** A value without a date is not called old: its date was not asked. */
export function isOlder(at: string | null | undefined, today: string, days: number): boolean {
  return typeof at === 'string' && daysBetween(at.slice(0, 10), today) > days;
}
