import { listHandedOut } from '../../db/queries/dispensing.ts';
import { listPatientRows } from '../../db/queries/patients.ts';
import { addDays, today as dayOf } from '../../preload/contract/dates.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { toDispenseRow } from './rows.ts';

/** A day of the facility's calendar begins and ends within a day of UTC's. */
export const handedOut: QueryHandler<'dispensing.handedOut'> = async (ctx, { day = ctx.today() }) => {
  const zone = ctx.facility.self.time_zone;
  const found = await ctx.facility.exclusive(() =>
    listHandedOut(ctx.raw, `${addDays(day, -1)}T00:00:00.000Z`, `${addDays(day, 2)}T00:00:00.000Z`)
      .filter((line) => dayOf(line.whenHandedOver, zone) === day)
      .map((line) => ({
        ...toDispenseRow(ctx, line),
        patientId: line.patientId,
        medicationRequestId: line.medicationRequestId,
        number: line.number,
      })),
  );
  const people = await listPatientRows(ctx.db, [...new Set(found.flatMap((row) => row.patientId ?? []))]);
  ctx.facility.settled.noteSearch(ctx, 'dispensing.handedOut', [...people.keys()]);
  return {
    currency: ctx.facility.self.currency,
    rows: found.map(({ patientId, ...row }) => ({ ...row, patient: patientId === null ? null : (people.get(patientId) ?? null) })),
  };
};
