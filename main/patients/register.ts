import { addToIndex } from '../../db/queries/patients.ts';
import { nextNumber } from '../../db/numbers.ts';
import { insert } from '../../db/write.ts';
import { addMonths } from '../../preload/contract/dates.ts';
import type { PersonDetails } from '../../preload/contract/patients.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { resembling } from './findDuplicates.ts';
import { assertRequired } from '../registration/fields.ts';
import { sortName } from './names.ts';
import { likely } from './score.ts';
import { searchWords } from './searchWords.ts';
import { learnWords } from './vocabulary.ts';

/** Looks for the person inside the transaction: of two desks that register one person at once, the second is answered with the first one's. @throws 'date.in_future', 'date.too_long_ago' */
export const register: CommandHandler<'patients.register'> = {
  run: async (ctx, { differentFrom, ...person }) => {
    assertBorn(person.birthDate, ctx.today());
    await assertRequired(ctx, person);
    const candidates = (await resembling(ctx, person)).filter((candidate) => candidate.score >= likely);
    if (candidates.some((candidate) => !differentFrom.includes(candidate.patientId))) return { outcome: 'likely-duplicate', candidates };
    const patientId = ctx.newId();
    const number = nextNumber(ctx, ctx.facility.self, 'patient');
    const row = { id: patientId, number, ...toColumns(person), last_seen_at: ctx.now(), created_at: ctx.now() };
    insert(ctx, 'patient', row);
    const index = searchWords(row);
    addToIndex(ctx.raw, { patientId, ...index });
    learnWords(ctx.raw, index.words.split(' '));
    return { outcome: 'registered', patientId, number };
  },
  // The answer that names a likely duplicate is kept under that person's key.
  about: (_, output) => (output.outcome === 'registered' ? output.patientId : (output.candidates[0]?.patientId ?? null)),
};

/** Nobody is known to have lived longer than 122 years (Jeanne Calment, 1875 to 1997): what lies further back is a slip of the pen. */
const longestLifeYears = 125;

/** @throws 'date.in_future', 'date.too_long_ago' */
export function assertBorn(birthDate: string | null, today: string): void {
  if (birthDate !== null && birthDate < addMonths(today, -12 * longestLifeYears)) throw new AppError('date.too_long_ago');
  if (birthDate !== null && birthDate > today) throw new AppError('date.in_future', { date: 'birthDate' });
}

export function toColumns(person: PersonDetails) {
  return {
    family_name: person.familyName,
    given_names: person.givenNames,
    sort_name: sortName(person),
    sex: person.sex,
    birth_date: person.birthDate,
    birth_date_precision: person.birthDatePrecision,
    phone: person.phone,
    village: person.village,
  };
}
