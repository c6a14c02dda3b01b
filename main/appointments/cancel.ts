import { findAppointment } from '../../db/queries/encounters.ts';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';

/** @throws 'not_found', 'appointment.wrong_status' */
export const cancelAppointment: CommandHandler<'appointments.cancel'> = {
  run: async (ctx, { appointmentId, reason }) => {
    const appointment = await findAppointment(ctx.db, appointmentId);
    if (!appointment) throw new AppError('not_found', { resource: 'Appointment' });
    if (appointment.status !== 'booked') throw new AppError('appointment.wrong_status', { status: appointment.status });
    amend(ctx, 'appointment', appointmentId, { status: 'cancelled' }, { version: appointment.version, reason });
    return {};
  },
};
