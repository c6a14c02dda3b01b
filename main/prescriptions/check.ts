import type { SafetyAnswer } from '../../preload/contract/safety.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { gatherFacts } from './facts.ts';
import { safetyCheck } from './safetyCheck.ts';

/** The check over what the record knows now. `own`: the order itself, when it is written already, is no medicine beside it. @throws 'not_found' */
export async function checkOrder(ctx: Context, patientId: string, medicine: string, own?: string): Promise<SafetyAnswer> {
  await assertPatient(ctx.db, patientId);
  const { facts, current } = await gatherFacts(ctx, patientId, own);
  return safetyCheck(facts, current, medicine, ctx.facility.catalogues.knowledge);
}

export const check: QueryHandler<'prescriptions.check'> = (ctx, { patientId, medicine }) => checkOrder(ctx, patientId, medicine);
