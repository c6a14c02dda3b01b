import type { z } from 'zod';
import type { growthClass } from '../../../preload/contract/observations.ts';
import type { GrowthScore } from './assessGrowth.ts';

type GrowthClass = z.infer<typeof growthClass>;

/**
 * What WHO calls a z-score. Null for head and arm circumference by age, for which WHO names no classes.
 * Source: WHO, Training course on child growth assessment, module C, 2008 (under 5 years); de Onis et al., Bull WHO 2007;85:660-667 (5 to 19 years).
 */
export function classify({ indicator, z }: Pick<GrowthScore, 'indicator' | 'z'>, ageDays: number | null): GrowthClass | null {
  const isUnder5 = ageDays === null || ageDays / 30.4375 < 60;
  switch (indicator) {
    case 'weight-for-age':
      return z < -3 ? 'severely-underweight' : z < -2 ? 'underweight' : 'expected'; // a heavy child is judged by weight-for-length
    case 'length-for-age':
      return z < -3 ? 'severely-stunted' : z < -2 ? 'stunted' : z > 3 ? 'very-tall' : 'expected';
    case 'weight-for-length':
    case 'bmi-for-age':
      if (isUnder5)
        return z < -3
          ? 'severely-wasted'
          : z < -2
            ? 'wasted'
            : z > 3
              ? 'obese'
              : z > 2
                ? 'overweight'
                : z > 1
                  ? 'possible-risk-of-overweight'
                  : 'expected';
      return z < -3 ? 'severely-thin' : z < -2 ? 'thin' : z > 2 ? 'obese' : z > 1 ? 'overweight' : 'expected';
    case 'head-circumference-for-age':
    case 'arm-circumference-for-age':
      return null;
  }
}

/**
 * Mid-upper arm circumference from 6 to 59 months. Null outside that age: WHO names no limit there.
 * Source: WHO and UNICEF, joint statement on severe acute malnutrition, 2009 (115 mm); WHO guideline on wasting, 2023 (125 mm).
 */
export function classifyArm(
  armCm: number,
  ageDays: number,
): 'severe-acute-malnutrition' | 'moderate-acute-malnutrition' | 'expected' | null {
  const months = ageDays / 30.4375;
  if (months < 6 || months >= 60) return null;
  return armCm < 11.5 ? 'severe-acute-malnutrition' : armCm < 12.5 ? 'moderate-acute-malnutrition' : 'expected';
}
