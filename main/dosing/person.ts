import { addDays, addMonths, yearsBetween } from '../../preload/contract/dates.ts';
import type { AgeBound, Band } from '../knowledge/doseRules.ts';
import { bodySurface } from './bodySurface.ts';

/** What a dose depends on; null = not known, never guessed. */
export type DosingPerson = {
  today: string;
  birthDate: string | null;
  sex: 'male' | 'female' | 'other' | 'unknown';
  weightKg: number | null;
  heightCm: number | null;
  /** mL/min (Cockcroft-Gault) or mL/min/1.73 m2 (Schwartz) */
  clearance: number | null;
};

export const ageYearsOf = (person: Pick<DosingPerson, 'today' | 'birthDate'>): number | null =>
  person.birthDate === null || person.birthDate > person.today ? null : yearsBetween(person.birthDate, person.today);

export const surfaceOf = (person: DosingPerson): number | null =>
  person.weightKg === null || person.heightCm === null ? null : bodySurface(person.heightCm, person.weightKg);

/** By the calendar: a child is 12 months old on the first birthday, not 365.25 days after birth. */
export function isInAge(band: Band<AgeBound>, birthDate: string, today: string): boolean {
  const at = (bound: AgeBound) =>
    bound.unit === 'd' ? addDays(birthDate, bound.value) : addMonths(birthDate, bound.value * (bound.unit === 'y' ? 12 : 1));
  return (band.from === null || today >= at(band.from)) && (band.to === null || today < at(band.to));
}

export const isInBand = (band: Band<number>, value: number): boolean =>
  (band.from === null || value >= band.from) && (band.to === null || value < band.to);
