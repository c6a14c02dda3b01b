import { insert } from '../../db/write.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';

/** @throws 'not_found' */
export const answerSafety: CommandHandler<'safety.answer'> = {
  run: async (ctx, { patientId, question, answer }) => {
    await assertPatient(ctx.db, patientId);
    insert(ctx, 'safety_answer', {
      id: ctx.newId(),
      patient_id: patientId,
      question,
      answer,
      answered_at: ctx.now(),
      recorded_by: ctx.user.practitionerId,
    });
    return {};
  },
  about: ({ patientId }) => patientId,
};
