import { findPatient, indexPatient } from '../../db/queries/patients.ts';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { changedSince } from '../security/historyOf.ts';
import { assertBorn, toColumns } from './register.ts';
import { compactNumber, indexable, searchWords } from './searchWords.ts';
import { learnWords } from './vocabulary.ts';

/** The second of two people who change one record at once is refused and told what the first one changed. @throws 'not_found', 'version.conflict' { found, fields, at }, 'date.in_future' */
export const amendPatient: CommandHandler<'patients.amend'> = {
  run: async (ctx, { patientId, version, reason, ...person }) => {
    assertBorn(person.birthDate, ctx.today());
    const patient = await findPatient(ctx.db, patientId);
    if (!patient) throw new AppError('not_found', { resource: 'Patient' });
    if (patient.version !== version) {
      throw new AppError('version.conflict', { found: patient.version, ...changedSince(ctx, patientId, patient.version - version) });
    }
    const next = amend(ctx, 'patient', patientId, toColumns(person), { version, reason });
    const index = searchWords({ ...toColumns(person), number: patient.number });
    indexPatient(ctx.raw, { patientId, ...index }, indexable(compactNumber(patient.number)));
    learnWords(ctx.raw, index.words.split(' '));
    return { version: next };
  },
  about: (input) => input.patientId,
};
