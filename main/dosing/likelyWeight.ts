import { daysBetween } from '../../preload/contract/dates.ts';
import { judge } from '../../preload/contract/units.ts';
import { type GrowthStandards, lmsAtAge } from '../clinical/growth/standards.ts';
import { isImplausible, zScore } from '../clinical/growth/zScore.ts';
import type { DosingPerson } from './person.ts';

export type WeightVerdict = 'likely' | 'unlikely' | { meant: 'g' | 'lb'; kg: number };

/** WHO's weight-for-age ends at ten years. */
const growthUntilDays = 3650;
const poundKg = 0.45359237;

/**
 * Whether a weight can be this person's. Under ten years by WHO's own flags (weight-for-age z below -6 or above 5, WHO Anthro manual), after
 * that by the typing guard of the vital signs. Where grams or pounds would fit, that is what was probably meant.
 */
export function likelyWeight(
  person: Pick<DosingPerson, 'today' | 'birthDate' | 'sex' | 'weightKg'>,
  standards: GrowthStandards,
): WeightVerdict {
  const { weightKg } = person;
  if (weightKg === null || isLikely(weightKg, person, standards)) return 'likely';
  if (weightKg >= 500 && isLikely(weightKg / 1000, person, standards)) return { meant: 'g', kg: weightKg / 1000 };
  if (isLikely(weightKg * poundKg, person, standards)) return { meant: 'lb', kg: Math.round(weightKg * poundKg * 10) / 10 };
  return 'unlikely';
}

function isLikely(kg: number, person: Pick<DosingPerson, 'today' | 'birthDate' | 'sex'>, standards: GrowthStandards): boolean {
  if (!(kg > 0) || judge('body-weight', kg) !== 'plausible') return false;
  if (person.birthDate === null || person.birthDate > person.today) return true;
  const days = daysBetween(person.birthDate, person.today);
  if (days >= growthUntilDays) return kg >= 15; // below the lightest living adolescents of WHO's curves
  const sexes = person.sex === 'male' || person.sex === 'female' ? [person.sex] : (['male', 'female'] as const);
  // where nobody knows the sex, what is unlikely for either is asked about
  return sexes.every((sex) => {
    const lms = lmsAtAge(standards, 'weight-for-age', sex, days);
    return !lms || !isImplausible('weight-for-age', zScore('weight-for-age', kg, lms));
  });
}
