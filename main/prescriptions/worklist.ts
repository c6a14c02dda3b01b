import { listRequests } from '../../db/queries/prescriptions.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { toRequestRows } from './rows.ts';

export const worklist: QueryHandler<'prescriptions.worklist'> = async (ctx, { status }) => {
  const requests = await toRequestRows(ctx, await listRequests(ctx.db, status));
  ctx.facility.settled.noteSearch(
    ctx,
    'prescriptions.worklist',
    requests.map((row) => row.patient.patientId),
  );
  return { requests };
};
