import { listResultsOfMany, listServiceRequests, listTestsOfMany, type ServiceRequestLine } from '../../db/queries/laboratory.ts';
import { listPatientRows } from '../../db/queries/patients.ts';
import { findEncounter } from '../../db/queries/encounters.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { LabOrder } from '../../preload/contract/laboratory.ts';
import { type Context, inTransaction } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { noteRead } from '../patients/noteRead.ts';
import { labTests } from './catalogue.ts';
import { toResult } from './toResult.ts';

const most = 200;

/** What waits for a specimen or a result, most urgent first; or what was done last. Seeing it is written down like a search. */
export const labWorklist: QueryHandler<'laboratory.worklist'> = async (ctx, { show }) => {
  const orders = await toOrders(ctx, await listServiceRequests(ctx.db, { show, most }));
  ctx.facility.settled.noteSearch(ctx, 'laboratory.worklist', [...new Set(orders.map(({ patient }) => patient.patientId))]);
  return { orders };
};

/** @throws 'not_found' */
export const ordersOfEncounter: QueryHandler<'laboratory.ofEncounter'> = (outside, { encounterId }) =>
  inTransaction(outside, async (ctx) => {
    const encounter = await findEncounter(ctx.db, encounterId);
    if (!encounter) throw new AppError('not_found', { resource: 'Encounter' });
    await noteRead(ctx, encounter.patient_id);
    return { orders: await toOrders(ctx, await listServiceRequests(ctx.db, { encounterId })) };
  });

async function toOrders(ctx: Context, rows: readonly ServiceRequestLine[]): Promise<LabOrder[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const people = await listPatientRows(ctx.db, [...new Set(rows.map((row) => row.patient_id))]);
  const testsById = Map.groupBy(await listTestsOfMany(ctx.db, ids), (test) => test.service_request_id);
  const results = new Map((await listResultsOfMany(ctx.db, ids)).map((row) => [`${row.service_request_id} ${row.code}`, toResult(row)]));
  const known = labTests();
  return rows.flatMap((row) => {
    const patient = people.get(row.patient_id);
    if (!patient) return [];
    const tests = (testsById.get(row.id) ?? []).map((test) => ({
      loinc: test.code,
      name: test.display,
      unit: known.get(test.code)?.unit ?? '',
      result: results.get(`${row.id} ${test.code}`) ?? null,
    }));
    return [
      {
        serviceRequestId: row.id,
        number: row.number,
        patient,
        status: row.status as LabOrder['status'],
        priority: row.priority as LabOrder['priority'],
        note: row.note,
        requesterName: row.requesterName,
        authoredAt: row.authored_at,
        collectedAt: row.collected_at,
        performer: row.performer,
        blobId: row.blob_id,
        version: row.version,
        tests,
      },
    ];
  });
}
