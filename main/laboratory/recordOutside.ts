import { findBlob } from '../documents/blobs.ts';
import { insert } from '../../db/write.ts';
import { today } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { issue } from './enterResults.ts';
import { assertConfirmed, judge } from './judge.ts';
import { insertRequest } from './order.ts';

/** @throws 'not_found', 'date.in_future', 'result.nothing', and what judging throws */
export const recordOutside: CommandHandler<'laboratory.recordOutside'> = {
  run: async (ctx, { patientId, performer, collectedOn, blobId, results, confirmed }) => {
    await assertPatient(ctx.db, patientId);
    if (collectedOn > ctx.today()) throw new AppError('date.in_future');
    if (results.length === 0 && blobId === null) throw new AppError('result.nothing');
    if (blobId !== null && findBlob(ctx, blobId).row.patient_id !== patientId) throw new AppError('not_found', { resource: 'blob' });
    if (new Set(results.map(({ loinc }) => loinc)).size < results.length) throw new AppError('result.already_entered');
    // a day is all that the paper says: noon, so that it is that day in every zone near; today's is not in the future
    const noon = `${collectedOn}T12:00:00.000Z`;
    const takenAt = collectedOn === today(ctx.now(), ctx.facility.self.time_zone) ? ctx.now() : noon;
    const judged = await judge(ctx, patientId, results, takenAt);
    assertConfirmed(judged, confirmed);
    const done = { status: 'completed', collected_at: takenAt, completed_at: ctx.now() } as const;
    const { serviceRequestId } = insertRequest(
      ctx,
      { patient_id: patientId, encounter_id: null, priority: 'routine', note: '', performer, blob_id: blobId, ...done },
      results.map(({ loinc }) => loinc),
    );
    if (blobId !== null) {
      insert(ctx, 'document_reference', {
        id: ctx.newId(),
        patient_id: patientId,
        blob_id: blobId,
        title: performer,
        created_at: ctx.now(),
      });
    }
    const order = { serviceRequestId, patientId, encounterId: null, requesterId: ctx.user.practitionerId, takenAt };
    return { serviceRequestId, observationIds: judged.map((one) => issue(ctx, order, one)) };
  },
  about: (input) => input.patientId,
};
