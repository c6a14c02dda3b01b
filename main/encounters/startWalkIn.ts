import type { CommandHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { openEncounter } from './openEncounter.ts';

/** @throws 'not_found' */
export const startWalkIn: CommandHandler<'encounters.startWalkIn'> = {
  run: async (ctx, { patientId, reason }) => {
    await assertPatient(ctx.db, patientId);
    return { encounterId: openEncounter(ctx, patientId, reason) };
  },
  about: (input) => input.patientId,
};
