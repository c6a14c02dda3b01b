import { listAllergies } from '../../db/queries/encounters.ts';
import { listLotsToPick } from '../../db/queries/inventory.ts';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import { findOverrides, findRequest, listDispenses } from '../../db/queries/prescriptions.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { lastDayOf, proposeFefo } from '../inventory/fefo.ts';
import { checkOrder } from './check.ts';
import { dailyUseOf } from './dailyUse.ts';
import { owedOf } from './dispensable.ts';
import { orderOf, toRequestRows } from './rows.ts';

/** @throws 'not_found' */
export const getRequest: QueryHandler<'prescriptions.get'> = async (ctx, { medicationRequestId }) => {
  const line = await findRequest(ctx.db, medicationRequestId);
  const [request] = line ? await toRequestRows(ctx, [line]) : [];
  const isOthersDraft = line?.status === 'draft' && line.prescriber_id !== ctx.user.practitionerId;
  if (!line || !request || isOthersDraft) throw new AppError('not_found', { resource: 'MedicationRequest' });
  const allergies = await listAllergies(ctx.db, await linkedPatientIds(ctx.db, line.patient_id));
  const lots = line.item_id === null ? [] : await listLotsToPick(ctx.db, line.item_id);
  const use = { today: ctx.today(), perDay: dailyUseOf(line) };
  const { picks, ...rest } = proposeFefo(lots, owedOf(line), use);
  return {
    request,
    allergies: allergies.filter((row) => row.kind === 'allergy').map((row) => row.substance),
    safety: await checkOrder(ctx, line.patient_id, orderOf(line), line.id),
    answered: await findOverrides(ctx.db, line.id),
    proposal: {
      ...rest,
      picks: picks.map(({ locationId: _, ...pick }) => pick),
      perDay: use.perDay,
      lastDay: lastDayOf(owedOf(line), use),
    },
    dispenses: await listDispenses(ctx.db, medicationRequestId),
  };
};
