import { linkedPatientIds } from '../../db/queries/patients.ts';
import { listPrescribed, listRequestEvents } from '../../db/queries/prescriptions.ts';
import { countRefills } from '../../db/queries/refills.ts';
import type { RequestStatus } from '../../preload/contract/prescriptionLife.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { canUsePin } from '../security/unlock.ts';
import { toRequestRows } from './rows.ts';

/** @throws 'not_found' */
export const ofPatient: QueryHandler<'prescriptions.ofPatient'> = async (ctx, { patientId }) => {
  await assertPatient(ctx.db, patientId);
  const prescribed = await listPrescribed(ctx.db, await linkedPatientIds(ctx.db, patientId), ctx.user.practitionerId);
  const byId = new Map(prescribed.map((line) => [line.id, line]));
  const refilled = await countRefills(ctx.db, [...byId.keys()]);
  const lines = (await toRequestRows(ctx, prescribed)).flatMap((row) => {
    const line = byId.get(row.medicationRequestId);
    if (!line) return [];
    return {
      ...row,
      version: line.version,
      isMine: line.prescriber_id === ctx.user.practitionerId,
      refillsLeft: Math.max(0, line.refills_allowed - (refilled.get(line.id) ?? 0)),
      answered: JSON.parse(line.overrides) as { cause: string; reason: string }[],
    };
  });
  return { canUsePin: canUsePin(ctx), lines };
};

export const requestHistory: QueryHandler<'prescriptions.history'> = async (ctx, { medicationRequestId }) => {
  const events = await listRequestEvents(ctx.db, medicationRequestId);
  return {
    events: events.map((event) => ({
      id: event.id,
      from: event.from_status as RequestStatus | null,
      to: event.to_status as RequestStatus,
      reason: event.reason,
      happenedAt: event.happened_at,
      performerName: event.performerName,
    })),
  };
};
