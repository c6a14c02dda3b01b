import { findOverlap } from '../../db/queries/encounters.ts';
import { insert } from '../../db/write.ts';
import { today } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';

/** @throws 'not_found', 'appointment.slot_taken' { startAt } */
export const book: CommandHandler<'appointments.book'> = {
  run: async (ctx, input) => {
    await assertPatient(ctx.db, input.patientId);
    const startAt = new Date(input.startAt).toISOString();
    const endAt = new Date(Date.parse(startAt) + input.minutes * 60_000).toISOString();
    const taken = await findOverlap(ctx.db, { practitionerId: input.practitionerId, startAt, endAt });
    if (taken) throw new AppError('appointment.slot_taken', { startAt: taken.start_at });
    const appointmentId = ctx.newId();
    insert(ctx, 'appointment', {
      id: appointmentId,
      patient_id: input.patientId,
      practitioner_id: input.practitionerId,
      encounter_id: null,
      start_at: startAt,
      end_at: endAt,
      local_date: today(startAt, ctx.facility.self.time_zone),
      reason: input.reason,
      status: 'booked',
      created_at: ctx.now(),
    });
    return { appointmentId };
  },
  about: (input) => input.patientId,
};
