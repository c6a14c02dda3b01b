import { listResults } from '../../db/queries/laboratory.ts';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import { inTransaction } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { noteRead } from '../patients/noteRead.ts';
import { toResult } from './toResult.ts';

const most = 2000;

/** @throws 'not_found' */
export const results: QueryHandler<'laboratory.results'> = (outside, { patientId }) =>
  inTransaction(outside, async (ctx) => {
    await assertPatient(ctx.db, patientId);
    await noteRead(ctx, patientId);
    return { results: (await listResults(ctx.db, await linkedPatientIds(ctx.db, patientId), most)).map(toResult) };
  });
