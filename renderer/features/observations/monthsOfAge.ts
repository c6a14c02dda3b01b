import { monthsBetween } from '../../../preload/contract/dates.ts';

/** Completed months; null when the birth date is unknown or lies ahead. */
export function monthsOfAge(person: { birthDate: string | null }, today: string): number | null {
  if (person.birthDate === null || person.birthDate > today) return null;
  return monthsBetween(person.birthDate, today);
}
