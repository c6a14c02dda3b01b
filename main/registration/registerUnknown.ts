import { nextNumber } from '../../db/numbers.ts';
import { addToIndex } from '../../db/queries/patients.ts';
import { insert } from '../../db/write.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { sortName } from '../patients/names.ts';
import { searchWords } from '../patients/searchWords.ts';

/** No question about duplicates: nobody can be told apart from nobody. */
export const registerUnknown: CommandHandler<'registration.registerUnknown'> = {
  run: async (ctx, { sex, years, note }) => {
    const patientId = ctx.newId();
    const number = nextNumber(ctx, ctx.facility.self, 'patient');
    const words = [sex === 'unknown' ? '' : sex, years === null ? '' : `~${years}`, note].filter((part) => part !== '');
    const person = { familyName: 'Unknown', givenNames: words.join(', ') };
    const birthYear = years === null ? null : `${Number(ctx.today().slice(0, 4)) - years}-01-01`;
    const row = {
      id: patientId,
      number,
      family_name: person.familyName,
      given_names: person.givenNames,
      sort_name: sortName(person),
      sex,
      birth_date: birthYear,
      birth_date_precision: 'year',
      phone: '',
      village: '',
      last_seen_at: ctx.now(),
      created_at: ctx.now(),
      deceased_on: null,
      is_unidentified: 1,
      photo_blob_id: null,
    };
    insert(ctx, 'patient', row);
    addToIndex(ctx.raw, { patientId, ...searchWords(row) });
    return { patientId, number };
  },
  about: (_, output) => output.patientId,
};
