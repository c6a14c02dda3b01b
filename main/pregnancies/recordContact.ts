import { linkedPatientIds } from '../../db/queries/patients.ts';
import { findPregnancy, listContacts } from '../../db/queries/pregnancies.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { assertOpenEncounter } from '../encounters/assertOpenEncounter.ts';
import type { CommandHandler } from '../facility/handlers.ts';

/** @throws 'not_found', 'encounter.closed', 'pregnancy.contact_made' when this visit has one already */
export const recordContact: CommandHandler<'pregnancies.recordContact'> = {
  run: async (ctx, input) => {
    const pregnancy = await findPregnancy(ctx.db, input.pregnancyId);
    if (pregnancy?.status !== 'active') throw new AppError('not_found', { resource: 'EpisodeOfCare' });
    const encounter = await assertOpenEncounter(ctx.db, input.encounterId);
    if (!(await linkedPatientIds(ctx.db, pregnancy.patient_id)).includes(encounter.patient_id)) {
      throw new AppError('not_found', { resource: 'Encounter' });
    }
    const made = await listContacts(ctx.db, pregnancy.id);
    if (made.some((contact) => contact.encounter_id === encounter.id)) throw new AppError('pregnancy.contact_made');
    const contactId = ctx.newId();
    insert(ctx, 'antenatal_contact', {
      id: contactId,
      pregnancy_id: pregnancy.id,
      patient_id: encounter.patient_id,
      encounter_id: encounter.id,
      contact_date: ctx.today(),
      fundal_height: input.fundalHeightCm,
      fetal_heart_rate: input.fetalHeartRate,
      presentation: input.presentation,
      urine_protein: input.urineProtein,
      danger_signs: input.dangerSigns,
      recorded_at: ctx.now(),
      recorded_by: ctx.user.practitionerId,
    });
    return { contactId };
  },
};
