import type { LinkedPerson } from '../../../db/queries/identity.ts';
import type { Column } from './fields.ts';

/** The facility's own register as columns; a record's file names and remarks are not compared. */
export function columnsOfPeople(people: readonly LinkedPerson[]): Column[] {
  return [
    { name: 'given', role: 'given', values: people.map((person) => person.given_names) },
    { name: 'family', role: 'family', values: people.map((person) => person.family_name) },
    { name: 'birthDate', role: 'birth-date', values: people.map(birthDate) },
    { name: 'sex', role: 'sex', values: people.map((person) => (person.sex === 'unknown' ? '' : person.sex)) },
    { name: 'phone', role: 'phone', values: people.map((person) => person.phone) },
    { name: 'village', role: 'address', values: people.map((person) => person.village) },
  ];
}

/** An estimated age is a year; the engine takes 1 January for it, and day 00 for a month. */
function birthDate({
  birth_date: date,
  birth_date_precision: precision,
}: Pick<LinkedPerson, 'birth_date' | 'birth_date_precision'>): string {
  if (date === null) return '';
  return precision === 'day' ? date : precision === 'month' ? `${date.slice(0, 7)}-00` : date.slice(0, 4);
}
