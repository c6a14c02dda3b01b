import { nextNumber } from '../../db/numbers.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { assertOpenEncounter } from '../encounters/assertOpenEncounter.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { labTests } from './catalogue.ts';

/** A test named twice is asked for once. @throws 'not_found', 'encounter.closed' */
export const order: CommandHandler<'laboratory.order'> = {
  run: async (ctx, { encounterId, loincs, priority, note }) => {
    const encounter = await assertOpenEncounter(ctx.db, encounterId);
    return insertRequest(ctx, { patient_id: encounter.patient_id, encounter_id: encounterId, priority, note, status: 'active' }, loincs);
  },
};

type Asked = {
  patient_id: string;
  encounter_id: string | null;
  priority: string;
  note: string;
  status: 'active' | 'completed';
  collected_at?: string;
  performer?: string;
  blob_id?: string | null;
  completed_at?: string;
};

/** @throws 'not_found' of a test that the catalogue does not have */
export function insertRequest(ctx: Context, asked: Asked, loincs: readonly string[]): { serviceRequestId: string; number: string } {
  const known = labTests();
  const tests = [...new Set(loincs)].map((loinc) => {
    const test = known.get(loinc);
    if (!test) throw new AppError('not_found', { resource: 'LabTest' });
    return test;
  });
  const serviceRequestId = ctx.newId();
  const number = nextNumber(ctx, ctx.facility.self, 'specimen');
  insert(ctx, 'service_request', {
    id: serviceRequestId,
    number,
    requester_id: ctx.user.practitionerId,
    authored_at: ctx.now(),
    collected_at: null,
    collected_by: null,
    blob_id: null,
    completed_at: null,
    ...asked,
  });
  tests.forEach(({ loinc, name }, position) =>
    insert(ctx, 'service_request_test', {
      id: ctx.newId(),
      service_request_id: serviceRequestId,
      patient_id: asked.patient_id,
      code: loinc,
      display: name,
      position,
    }),
  );
  return { serviceRequestId, number };
}
