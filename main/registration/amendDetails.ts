import { findPatient } from '../../db/queries/patients.ts';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { changedSince } from '../security/historyOf.ts';
import { assertRequired } from './fields.ts';

/** @throws 'not_found', 'version.conflict' { found, fields, at }, 'date.in_future', 'date.before_birth', 'patient.field_missing' { fields } */
export const amendDetails: CommandHandler<'registration.amendDetails'> = {
  run: async (ctx, { patientId, version, reason, deceasedOn, ...more }) => {
    const patient = await findPatient(ctx.db, patientId);
    if (!patient) throw new AppError('not_found', { resource: 'Patient' });
    if (patient.version !== version) {
      throw new AppError('version.conflict', { found: patient.version, ...changedSince(ctx, patientId, patient.version - version) });
    }
    if (deceasedOn !== null && deceasedOn > ctx.today()) throw new AppError('date.in_future', { date: 'deceasedOn' });
    if (deceasedOn !== null && patient.birth_date !== null && deceasedOn < patient.birth_date) throw new AppError('date.before_birth');
    await assertRequired(ctx, more);
    return { version: amend(ctx, 'patient', patientId, { ...more, deceased_on: deceasedOn }, { version, reason }) };
  },
  about: (input) => input.patientId,
};
