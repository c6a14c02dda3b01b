import { type AuditSelection, findPatientIdByNumber } from '../../db/queries/audit.ts';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import type { AuditFilter } from '../../preload/contract/audit.ts';
import { addDays } from '../../preload/contract/dates.ts';
import type { Context } from '../facility/context.ts';
import { startOfDay } from './startOfDay.ts';

/** The filter as the database takes it: days become instants of the facility's time zone, a number becomes that person's records. */
export async function toSelection(ctx: Context, filter: AuditFilter): Promise<AuditSelection> {
  const zone = ctx.facility.self.time_zone;
  return {
    actorId: filter.actorId,
    action: filter.action,
    resource: filter.resource,
    text: filter.text,
    from: filter.from && startOfDay(filter.from, zone),
    until: filter.to && startOfDay(addDays(filter.to, 1), zone),
    patientIds: filter.patient ? await recordsOf(ctx, filter.patient) : undefined,
  };
}

/** A person who is nobody here has one record that nothing is about. */
async function recordsOf(ctx: Context, idOrNumber: string): Promise<readonly string[]> {
  const patientId = findPatientIdByNumber(ctx.raw, idOrNumber);
  if (patientId) return linkedPatientIds(ctx.db, patientId);
  return [idOrNumber]; // erased: the rows still name the id
}
