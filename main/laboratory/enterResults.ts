import { listResultsOfMany, listTestsOf } from '../../db/queries/laboratory.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertConfirmed, judge, type Judged } from './judge.ts';
import { openRequest } from './openRequest.ts';

/**
 * Critical results open an alert to who ordered the test, in the same transaction.
 * @throws 'not_found', 'laboratory.closed', 'result.already_entered', 'result.unit', 'result.impossible', 'result.confirm', 'version.conflict'
 */
export const enterResults: CommandHandler<'laboratory.enterResults'> = {
  run: async (ctx, { serviceRequestId, version, results, confirmed }) => {
    const request = await openRequest(ctx, serviceRequestId);
    const tests = (await listTestsOf(ctx.db, serviceRequestId)).map(({ code }) => code);
    const standing = new Set((await listResultsOfMany(ctx.db, [serviceRequestId])).map(({ code }) => code));
    for (const [index, { loinc }] of results.entries()) {
      if (!tests.includes(loinc)) throw new AppError('not_found', { resource: 'LabTest' });
      if (standing.has(loinc) || results.findIndex((one) => one.loinc === loinc) !== index) throw new AppError('result.already_entered');
    }
    const takenAt = request.collected_at ?? ctx.now();
    const judged = await judge(ctx, request.patient_id, results, takenAt);
    assertConfirmed(judged, confirmed);
    const isComplete = standing.size + judged.length === tests.length;
    const changes = {
      ...(request.collected_at === null ? { collected_at: takenAt, collected_by: ctx.user.practitionerId } : {}),
      ...(isComplete ? { status: 'completed', completed_at: ctx.now() } : {}),
    };
    const next = amend(ctx, 'service_request', serviceRequestId, changes, { version });
    const about = { patientId: request.patient_id, encounterId: request.encounter_id, requesterId: request.requester_id };
    const observationIds = judged.map((one) => issue(ctx, { ...about, serviceRequestId, takenAt }, one));
    return { version: next, status: isComplete ? 'completed' : 'active', observationIds };
  },
};

type Order = { serviceRequestId: string; patientId: string; encounterId: string | null; requesterId: string; takenAt: string };

/** One result, with the alert that a critical one opens. */
export function issue(ctx: Context, order: Order, result: Judged): string {
  const id = ctx.newId();
  insert(ctx, 'observation', {
    id,
    patient_id: order.patientId,
    encounter_id: order.encounterId,
    service_request_id: order.serviceRequestId,
    code: result.loinc,
    display: result.name,
    value: result.value,
    unit: result.unit,
    effective_at: order.takenAt,
    issued_at: ctx.now(),
    interpretation: result.interpretation,
    reference_low: result.referenceLow,
    reference_high: result.referenceHigh,
    recorded_by: ctx.user.practitionerId,
  });
  if (result.isCritical) {
    insert(ctx, 'critical_result', {
      id: ctx.newId(),
      observation_id: id,
      patient_id: order.patientId,
      requester_id: order.requesterId,
      issued_at: ctx.now(),
      acknowledged_at: null,
      acknowledged_by: null,
    });
  }
  return id;
}
