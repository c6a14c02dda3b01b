import { findPatient } from '../../db/queries/patients.ts';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { changedSince } from '../security/historyOf.ts';
import { assertRequired } from '../registration/fields.ts';
import { reindex } from '../registration/reindex.ts';
import { assertBorn, toColumns } from './register.ts';

/** The second of two people who change one record at once is refused and told what the first one changed. @throws 'not_found', 'version.conflict' { found, fields, at }, 'date.in_future' */
export const amendPatient: CommandHandler<'patients.amend'> = {
  run: async (ctx, { patientId, version, reason, isIdentified, ...person }) => {
    assertBorn(person.birthDate, ctx.today());
    await assertRequired(ctx, person);
    const patient = await findPatient(ctx.db, patientId);
    if (!patient) throw new AppError('not_found', { resource: 'Patient' });
    if (patient.version !== version) {
      throw new AppError('version.conflict', { found: patient.version, ...changedSince(ctx, patientId, patient.version - version) });
    }
    const identified = isIdentified ? { is_unidentified: 0 } : {};
    const next = amend(ctx, 'patient', patientId, { ...toColumns(person), ...identified }, { version, reason });
    reindex(ctx, patientId);
    return { version: next };
  },
  about: (input) => input.patientId,
};
