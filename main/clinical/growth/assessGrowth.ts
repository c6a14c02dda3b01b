import { type GrowthIndicator, type GrowthSex, type GrowthStandards, lmsAtAge, lmsAtLength } from './standards.ts';
import { isImplausible, zScore } from './zScore.ts';

export type GrowthMeasurements = {
  sex: GrowthSex;
  /** Whole days since birth; null = not known well enough. */ ageDays: number | null;
  weightKg?: number | undefined;
  lengthCm?: number | undefined;
  /** How length was taken; undefined = as WHO expects at this age. */ position?: 'lying' | 'standing' | undefined;
  headCm?: number | undefined;
  armCm?: number | undefined;
  /** Swelling of both feet: its weight is not tissue, so nothing is scored from weight. */ hasOedema?: boolean;
};

export type GrowthScore = { indicator: GrowthIndicator; value: number; unit: 'kg' | 'cm' | 'kg/m2'; z: number; isImplausible: boolean };
export type GrowthAssessment = { scores: GrowthScore[]; /** cm, after WHO's 0.7 cm for the other position */ lengthCm: number | null };

/** Standing from here on; WHO's 24 months. */
const standingFromDay = 731;
const daysAMonth = 30.4375;

/**
 * Every z-score that the measurements allow; what can't be scored is left out, never guessed.
 * Source: WHO Anthro and AnthroPlus rules: under 731 days length lying, else height standing, 0.7 cm between the two;
 * a standing height under 9 months is taken as a wrong entry of the position; no weight-for-length from 60 months on.
 */
export function assessGrowth(standards: GrowthStandards, child: GrowthMeasurements): GrowthAssessment {
  const { sex, ageDays } = child;
  const length = child.lengthCm === undefined ? null : standardLength(child.lengthCm, child.position, ageDays);
  const weight = child.hasOedema || !(Number(child.weightKg) > 0) ? undefined : child.weightKg;
  const bmi = weight !== undefined && length ? weight / (length.cm / 100) ** 2 : undefined;
  const scores: GrowthScore[] = [];

  const byAge = (indicator: GrowthIndicator, value: number | undefined, unit: GrowthScore['unit']) => {
    if (ageDays !== null) add(indicator, value, unit, lmsAtAge(standards, indicator, sex, ageDays));
  };
  byAge('weight-for-age', weight, 'kg');
  byAge('length-for-age', length?.cm, 'cm');
  const isUnder5 = ageDays === null || (ageDays >= 0 && ageDays / daysAMonth < 60);
  if (length && isUnder5) add('weight-for-length', weight, 'kg', lmsAtLength(standards, length.table, sex, length.cm));
  byAge('bmi-for-age', bmi, 'kg/m2');
  byAge('head-circumference-for-age', child.headCm, 'cm');
  byAge('arm-circumference-for-age', child.armCm, 'cm');
  return { scores, lengthCm: length?.cm ?? null };

  function add(
    indicator: GrowthIndicator,
    value: number | undefined,
    unit: GrowthScore['unit'],
    lms: { l: number; m: number; s: number } | null,
  ) {
    if (value === undefined || !(value > 0) || !lms) return;
    const z = zScore(indicator, value, lms);
    scores.push({ indicator, value, unit, z, isImplausible: isImplausible(indicator, z) });
  }
}

function standardLength(cm: number, said: 'lying' | 'standing' | undefined, ageDays: number | null) {
  if (!(cm > 0)) return null;
  if (ageDays === null) return { cm, table: said ?? (cm < 87 ? 'lying' : 'standing') };
  const table = ageDays < standingFromDay ? 'lying' : 'standing';
  const position = said === 'standing' && ageDays / daysAMonth < 9 ? undefined : said;
  const shift = position === undefined || position === table ? 0 : table === 'lying' ? 0.7 : -0.7;
  return { cm: Math.round((cm + shift) * 1000) / 1000, table } as const;
}
