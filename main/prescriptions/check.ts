import type { Dosage } from '../../preload/contract/dosage.ts';
import type { SafetyAnswer } from '../../preload/contract/safety.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { gatherFacts } from './facts.ts';
import { quietNow, stateOf } from './quietState.ts';
import { safetyCheck } from './safetyCheck.ts';

/** The medicine as written, and how it is to be taken where that is known. */
export type CheckedOrder = { medicine: string; dosage: Dosage | null; directions?: string | undefined };

/** The check over what the record knows now. `own`: the order itself, when it is written already, is no medicine beside it. @throws 'not_found' */
export async function checkOrder(ctx: Context, patientId: string, order: CheckedOrder, own?: string): Promise<SafetyAnswer> {
  await assertPatient(ctx.db, patientId);
  const { facts, current } = await gatherFacts(ctx, patientId, own);
  const { medicine: text, dosage, directions } = order;
  const answer = safetyCheck(facts, current, { text, dosage, directions }, ctx.facility.catalogues.knowledge);
  return { ...answer, quiet: await quietNow(ctx, patientId, answer, stateOf(facts, order)) };
}

export const check: QueryHandler<'prescriptions.check'> = (ctx, input) => checkOrder(ctx, input.patientId, input);
