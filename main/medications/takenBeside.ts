import { findLastReconciliation, listStatements } from '../../db/queries/medications.ts';
import { addDays, today } from '../../preload/contract/dates.ts';
import type { Context } from '../facility/context.ts';

/** People start and stop medicines: an answer older than this is none. The project's choice, the time for which a seen warning may stay quiet. */
const answerHoldsDays = 90;

/** What a linked person takes beside what is prescribed here; null where nobody has asked for it lately. */
export async function takenBeside(ctx: Context, patientIds: readonly string[]): Promise<string[] | null> {
  const said = (await listStatements(ctx.db, patientIds)).filter(({ status }) => status === 'active').map(({ medicine }) => medicine);
  const last = await findLastReconciliation(ctx.db, patientIds);
  const isAsked = last !== undefined && today(last.reconciled_at, ctx.facility.self.time_zone) >= addDays(ctx.today(), -answerHoldsDays);
  return said.length > 0 || isAsked ? said : null;
}
