import { findAppointment } from '../../db/queries/encounters.ts';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { openEncounter } from '../encounters/openEncounter.ts';

/** @throws 'not_found', 'appointment.wrong_status' */
export const checkIn: CommandHandler<'appointments.checkIn'> = {
  run: async (ctx, { appointmentId }) => {
    const appointment = await findAppointment(ctx.db, appointmentId);
    if (!appointment) throw new AppError('not_found', { resource: 'Appointment' });
    if (appointment.status !== 'booked') throw new AppError('appointment.wrong_status', { status: appointment.status });
    const encounterId = openEncounter(ctx, appointment.patient_id, appointment.reason);
    amend(ctx, 'appointment', appointmentId, { status: 'arrived', encounter_id: encounterId }, { version: appointment.version });
    return { encounterId };
  },
};
