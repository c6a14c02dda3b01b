import { findOverrides, findRequest } from '../../db/queries/prescriptions.ts';
import type { Input } from '../../preload/contract/index.ts';
import type { SafetyAnswer } from '../../preload/contract/safety.ts';
import type { Context } from '../facility/context.ts';
import { checkOrder } from '../prescriptions/check.ts';
import { orderOf } from '../prescriptions/rows.ts';
import { checkForNobody } from './checkForNobody.ts';

/** How many findings say stop that nobody has answered: neither whoever prescribed, nor somebody at the counter. */
export async function unansweredStops(
  ctx: Context,
  line: Input<'dispensing.dispense'>['lines'][number],
  patientId: string | undefined,
): Promise<number> {
  if ('medicationRequestId' in line) {
    const request = await findRequest(ctx.db, line.medicationRequestId);
    if (!request) return 0; // said by the use case itself
    const answered = new Set((await findOverrides(ctx.db, request.id)).map(({ cause }) => cause));
    return stopsIn(await checkOrder(ctx, request.patient_id, orderOf(request), request.id), answered);
  }
  const item = await ctx.db.selectFrom('item').select('name').where('id', '=', line.itemId).executeTakeFirst();
  if (!item) return 0;
  return stopsIn(
    patientId === undefined
      ? checkForNobody(ctx, item.name)
      : await checkOrder(ctx, patientId, { medicine: item.name, dosage: null, directions: line.directions }),
    new Set(),
  );
}

const stopsIn = (answer: SafetyAnswer, answered: ReadonlySet<string>): number =>
  answer.findings.filter(({ severity, cause }) => severity === 'stop' && !answered.has(cause)).length;
