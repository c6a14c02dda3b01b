import { findLastQuestion, findWork, listDispensableOf, listDispensesOf } from '../../db/queries/dispensing.ts';
import { listAllergies } from '../../db/queries/encounters.ts';
import { findItem } from '../../db/queries/inventory.ts';
import { linkedPatientIds, listPatientRows } from '../../db/queries/patients.ts';
import { findOverrides, findRequest, type RequestLine } from '../../db/queries/prescriptions.ts';
import { counsellingPoints } from '../../preload/contract/counselling.ts';
import type { DeskLine } from '../../preload/contract/dispensing.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { checkOrder } from '../prescriptions/check.ts';
import { owedOf } from '../prescriptions/dispensable.ts';
import { orderOf, toRequestRows } from '../prescriptions/rows.ts';
import { readDosage, perDayOf } from './perDay.ts';
import { proposalFor } from './proposal.ts';
import { toDispenseRow } from './rows.ts';
import { supplyOf } from './supplyOf.ts';
import { toTask } from './taskRow.ts';

/** @throws 'not_found' */
export const openAtDesk: QueryHandler<'dispensing.open'> = async (ctx, { medicationRequestId }) => {
  const asked = await findRequest(ctx.db, medicationRequestId);
  if (!asked || asked.status === 'draft') throw new AppError('not_found', { resource: 'MedicationRequest' });
  const ids = await linkedPatientIds(ctx.db, asked.patient_id);
  const others = (await ctx.facility.exclusive(() => listDispensableOf(ctx.raw, ids, ctx.today()))).filter((id) => id !== asked.id);
  const lines = [await toDeskLine(ctx, asked, ids)];
  for (const id of others) {
    const other = await findRequest(ctx.db, id);
    if (other) lines.push(await toDeskLine(ctx, other, ids));
  }
  const patient = (await listPatientRows(ctx.db, [asked.patient_id])).get(asked.patient_id);
  if (!patient) throw new AppError('not_found', { resource: 'Patient' });
  const allergies = await listAllergies(ctx.db, ids);
  return {
    patient,
    allergies: allergies.filter((row) => row.kind === 'allergy').map((row) => row.substance),
    currency: ctx.facility.self.currency,
    lines,
  };
};

async function toDeskLine(ctx: Context, line: RequestLine, patientIds: readonly string[]): Promise<DeskLine> {
  const [request] = await toRequestRows(ctx, [line]);
  const work = findWork(ctx.raw, line.id);
  if (!request || !work) throw new AppError('not_found', { resource: 'Patient' });
  const item = line.item_id === null ? undefined : await findItem(ctx.db, line.item_id);
  const perDay = perDayOf(line, item?.product ?? null);
  const question = findLastQuestion(ctx.raw, line.id);
  const owed = line.status === 'active' ? owedOf(line) : 0;
  return {
    request,
    task: toTask(ctx, work),
    owed,
    problem: problemOf(line, ctx.today()),
    safety: await checkOrder(ctx, line.patient_id, orderOf(line), line.id),
    answered: await findOverrides(ctx.db, line.id),
    proposal: await proposalFor(ctx, line.item_id, owed, perDay, work.status === 'ready' ? line.id : null),
    dispenses: listDispensesOf(ctx.raw, line.id).map((one) => toDispenseRow(ctx, one)),
    counselling: item
      ? counsellingPoints({
          atc: item.atc,
          form: item.form,
          route: readDosage(line.dosage)?.route ?? null,
          isColdChain: item.is_cold_chain === 1,
        })
      : [],
    supply: item ? await supplyOf(ctx, patientIds, line, item.product) : null,
    question: question ? { ...question, isSeen: question.isSeen === 1 } : null,
    price: item?.price ?? null,
  };
}

function problemOf(line: RequestLine, today: string): DeskLine['problem'] {
  if (line.status !== 'active') return 'status';
  if (line.valid_until < today) return 'expired';
  return line.item_id === null ? 'no-item' : 'none';
}
