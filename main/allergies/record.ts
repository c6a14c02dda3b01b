import { listAllergies } from '../../db/queries/encounters.ts';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import { amend, insert } from '../../db/write.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { recogniseAllergen } from '../knowledge/typeAhead.ts';
import { assertPatient } from '../patients/assertPatient.ts';

/** Answers how the checks will understand the substance; an empty list means that they cannot, and the screen says so. */
export const recordAllergy: CommandHandler<'allergies.record'> = {
  run: async (ctx, { patientId, substance, reaction, criticality, severity, certainty }) => {
    await assertPatient(ctx.db, patientId);
    const allergyId = ctx.newId();
    insert(ctx, 'allergy_intolerance', {
      id: allergyId,
      patient_id: patientId,
      substance,
      kind: 'allergy',
      criticality,
      reaction,
      severity,
      verification_status: certainty,
      verified_at: certainty === 'confirmed' ? ctx.now() : null,
      recorded_at: ctx.now(),
      recorded_by: ctx.user.practitionerId,
    });
    for (const row of await listAllergies(ctx.db, await linkedPatientIds(ctx.db, patientId))) {
      if (row.kind === 'none-known')
        amend(ctx, 'allergy_intolerance', row.id, { status: 'inactive' }, { reason: 'an allergy was recorded' });
    }
    return { allergyId, recognised: recogniseAllergen(ctx.facility.catalogues, substance) };
  },
  about: (input) => input.patientId,
};
