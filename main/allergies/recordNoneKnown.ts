import { listAllergies } from '../../db/queries/encounters.ts';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';

/** "Asked, none known" with its date. Refused while an allergy stands: it must be withdrawn first. @throws 'version.conflict' */
export const recordNoneKnown: CommandHandler<'allergies.recordNoneKnown'> = {
  run: async (ctx, { patientId }) => {
    await assertPatient(ctx.db, patientId);
    const before = await listAllergies(ctx.db, await linkedPatientIds(ctx.db, patientId));
    const standing = before.filter((row) => row.kind === 'allergy').length;
    if (standing > 0) throw new AppError('version.conflict', { found: standing });
    for (const row of before) amend(ctx, 'allergy_intolerance', row.id, { status: 'inactive' }, { reason: 'asked again' });
    insert(ctx, 'allergy_intolerance', {
      id: ctx.newId(),
      patient_id: patientId,
      substance: '',
      kind: 'none-known',
      criticality: 'unable-to-assess',
      recorded_at: ctx.now(),
      recorded_by: ctx.user.practitionerId,
    });
    return {};
  },
  about: (input) => input.patientId,
};
