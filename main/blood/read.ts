import { findBloodUnit, findOpenReservation, listBloodUnits } from '../../db/queries/blood.ts';
import { listPatientRows } from '../../db/queries/patients.ts';
import type { Row } from '../../db/schema/index.ts';
import type { BloodGroup, BloodUnit } from '../../preload/contract/blood.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { compatibleGroups } from './compatible.ts';

export function toBloodUnit(row: Row<'blood_unit'>, today: string): BloodUnit {
  return {
    unitId: row.id,
    unitNumber: row.unit_number,
    component: row.component as BloodUnit['component'],
    group: { abo: row.abo as BloodGroup['abo'], rhd: row.rhd as BloodGroup['rhd'] },
    volumeMl: row.volume_ml,
    expiry: row.expiry,
    isExpired: row.expiry < today,
    source: row.source,
    status: row.status as BloodUnit['status'],
    version: row.version,
  };
}

const nameOf = ({ abo, rhd }: BloodGroup): string => `${abo} ${rhd}`;

export const listBlood: QueryHandler<'blood.list'> = async (ctx, input) => {
  const rows = await listBloodUnits(ctx.db, input);
  const all = rows.map((row) => toBloodUnit(row, ctx.today()));
  const ready = all.filter((unit) => unit.status === 'available' && !unit.isExpired);
  const levels = [...Map.groupBy(ready, (unit) => `${unit.component} ${nameOf(unit.group)}`).values()].map((units) => ({
    component: units[0]!.component,
    group: units[0]!.group,
    units: units.length,
    nearestExpiry: units[0]!.expiry,
  }));
  return { units: input.for ? bestFor(ready, input.for.group) : all, levels };
};

/** What may be given, the best group first and in it the first to expire. */
function bestFor(ready: readonly BloodUnit[], group: BloodGroup | null): BloodUnit[] {
  const rank = (unit: BloodUnit) => compatibleGroups(unit.component, group).findIndex((one) => nameOf(one) === nameOf(unit.group));
  return ready
    .map((unit) => ({ unit, at: rank(unit) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || a.unit.expiry.localeCompare(b.unit.expiry))
    .map(({ unit }) => unit);
}

/** @throws 'not_found' */
export async function readUnit(ctx: Pick<Context, 'db'>, unitId: string): Promise<Row<'blood_unit'>> {
  const row = await findBloodUnit(ctx.db, unitId);
  if (!row) throw new AppError('not_found', { resource: 'blood unit' });
  return row;
}

export const getBlood: QueryHandler<'blood.get'> = async (ctx, { unitId }) => ({
  unit: toBloodUnit(await readUnit(ctx, unitId), ctx.today()),
});

export const bloodReservation: QueryHandler<'blood.reservation'> = async (ctx, { unitId }) => {
  await readUnit(ctx, unitId);
  const row = await findOpenReservation(ctx.db, unitId);
  const patient = row && (await listPatientRows(ctx.db, [row.patient_id])).get(row.patient_id);
  if (!row || !patient) return { reservation: null };
  const patientGroup = row.patient_abo === null || row.patient_rhd === null ? null : ({ abo: row.patient_abo, rhd: row.patient_rhd } as BloodGroup);
  return {
    reservation: {
      reservationId: row.id,
      patient,
      patientGroup,
      crossMatch: row.cross_match as 'pending',
      emergencyReason: row.emergency_reason,
      reservedUntil: row.reserved_until,
      isLate: row.reserved_until < ctx.now(),
      reservedBy: row.reservedBy,
    },
  };
}; // prettier-ignore
