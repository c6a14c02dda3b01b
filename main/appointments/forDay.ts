import { listBookable } from '../../db/queries/accounts.ts';
import { listAppointments } from '../../db/queries/encounters.ts';
import { listPatientRows } from '../../db/queries/patients.ts';
import type { AppointmentRow } from '../../preload/contract/encounters.ts';
import type { QueryHandler } from '../facility/handlers.ts';

export const appointmentsForDay: QueryHandler<'appointments.forDay'> = async (ctx, input) => {
  const day = input.day ?? ctx.today();
  const rows = await listAppointments(ctx.db, { day, practitionerId: input.practitionerId });
  const people = await listPatientRows(ctx.db, [...new Set(rows.map((row) => row.patient_id))]);
  ctx.facility.settled.noteSearch(ctx, 'appointments.forDay', [...people.keys()]);
  return {
    day,
    practitioners: await listBookable(ctx.db),
    appointments: rows.flatMap(({ patient_id, endAt, ...row }): AppointmentRow[] => {
      const patient = people.get(patient_id);
      if (!patient) return [];
      const minutes = (Date.parse(endAt) - Date.parse(row.startAt)) / 60_000;
      return [
        {
          ...row,
          patient,
          minutes,
          status: row.status as AppointmentRow['status'],
          encounterStatus: row.encounterStatus as AppointmentRow['encounterStatus'],
        },
      ];
    }),
  };
};
