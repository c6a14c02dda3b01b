import { listAllergies } from '../../db/queries/encounters.ts';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import { findOverrides, findRequest } from '../../db/queries/prescriptions.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { checkOrder } from './check.ts';
import { orderOf, toRequestRows } from './rows.ts';

/** @throws 'not_found' */
export const getRequest: QueryHandler<'prescriptions.get'> = async (ctx, { medicationRequestId }) => {
  const line = await findRequest(ctx.db, medicationRequestId);
  const [request] = line ? await toRequestRows(ctx, [line]) : [];
  const isOthersDraft = line?.status === 'draft' && line.prescriber_id !== ctx.user.practitionerId;
  if (!line || !request || isOthersDraft) throw new AppError('not_found', { resource: 'MedicationRequest' });
  const allergies = await listAllergies(ctx.db, await linkedPatientIds(ctx.db, line.patient_id));
  return {
    request,
    allergies: allergies.filter((row) => row.kind === 'allergy').map((row) => row.substance),
    safety: await checkOrder(ctx, line.patient_id, orderOf(line), line.id),
    answered: await findOverrides(ctx.db, line.id),
  };
};
