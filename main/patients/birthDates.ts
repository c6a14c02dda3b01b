import { daysBetween } from '../../preload/contract/dates.ts';
import type { PersonDetails } from '../../preload/contract/patients.ts';

type Birth = Pick<PersonDetails, 'birthDate' | 'birthDatePrecision'>;
export type BirthEvidence = { weight: number; code: 'same-birth-date' | 'close-birth-date' | null };

/** Log-odds that two birth dates are one person's; estimated ages prove little and refute little. */
export function compareBirthDates(one: Birth, other: Birth): BirthEvidence {
  if (one.birthDate === null || other.birthDate === null) return { weight: 0, code: null };
  const years = Math.abs(Number(one.birthDate.slice(0, 4)) - Number(other.birthDate.slice(0, 4)));
  if (one.birthDatePrecision !== 'day' || other.birthDatePrecision !== 'day') {
    const bothMonths = one.birthDatePrecision !== 'year' && other.birthDatePrecision !== 'year';
    if (bothMonths && one.birthDate.slice(0, 7) === other.birthDate.slice(0, 7)) return { weight: 2.5, code: 'same-birth-date' };
    if (years === 0) return { weight: 1.5, code: 'close-birth-date' };
    return years <= 2 ? { weight: 0.5, code: 'close-birth-date' } : { weight: years <= 5 ? -1.5 : -5, code: null };
  }
  if (one.birthDate === other.birthDate) return { weight: 4.5, code: 'same-birth-date' };
  if (isSlip(one.birthDate, other.birthDate)) return { weight: 2.5, code: 'close-birth-date' };
  return { weight: years <= 1 ? -2.5 : years <= 10 ? -3.5 : -6, code: null };
}

/** Day and month exchanged, the next day, one wrong digit, or two neighbouring digits exchanged. */
function isSlip(one: string, other: string): boolean {
  const [year, month, day] = one.split('-');
  if (other === `${year}-${day}-${month}`) return true;
  if (Math.abs(daysBetween(one, other)) === 1) return true;
  const wrong = [...one].flatMap((digit, at) => (digit === other[at] ? [] : [at]));
  const [first = 0, second = 0] = wrong;
  if (wrong.length === 1) return true;
  return wrong.length === 2 && second - first === 1 && one[first] === other[second] && one[second] === other[first];
}
