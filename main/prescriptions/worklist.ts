import { listRequests, listUnsigned } from '../../db/queries/prescriptions.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { toRequestRows } from './rows.ts';

export const worklist: QueryHandler<'prescriptions.worklist'> = async (ctx, { status }) => {
  const lines = status === 'draft' ? await listUnsigned(ctx.db, ctx.user.practitionerId) : await listRequests(ctx.db, status);
  const requests = await toRequestRows(ctx, lines);
  ctx.facility.settled.noteSearch(
    ctx,
    'prescriptions.worklist',
    requests.map((row) => row.patient.patientId),
  );
  return { requests };
};
