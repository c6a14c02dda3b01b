import { listQuiet } from '../../db/queries/safety.ts';
import { linkedPatientIds } from '../../db/queries/patients.ts';
import { amend, insert } from '../../db/write.ts';
import { addDays } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { checkOrder } from './check.ts';
import { gatherFacts } from './facts.ts';
import { stateOf } from './quietState.ts';

/** Days for which a finding stays quiet. Source: issue "Medicines". */
const quietDays = 90;
/** @throws 'not_found' where the order has no such finding, 'safety.stop_not_quiet' */
export const quieten: CommandHandler<'safety.quieten'> = {
  run: async (ctx, { patientId, cause, ...order }) => {
    const answer = await checkOrder(ctx, patientId, order);
    const finding = answer.findings.find((one) => one.cause === cause);
    if (!finding) throw new AppError('not_found', { resource: 'finding' });
    if (finding.severity === 'stop') throw new AppError('safety.stop_not_quiet');
    await end(ctx, patientId, cause);
    const { facts } = await gatherFacts(ctx, patientId);
    const until = addDays(ctx.today(), quietDays);
    insert(ctx, 'safety_quiet', {
      id: ctx.newId(),
      patient_id: patientId,
      practitioner_id: ctx.user.practitionerId,
      cause,
      state: JSON.stringify({ ...stateOf(facts, order), severity: finding.severity }),
      quiet_at: ctx.now(),
      until,
    });
    return { until };
  },
  about: ({ patientId }) => patientId,
};

export const showAgain: CommandHandler<'safety.showAgain'> = {
  run: async (ctx, { patientId, cause }) => {
    await end(ctx, patientId, cause);
    return {};
  },
  about: ({ patientId }) => patientId,
};

async function end(ctx: Context, patientId: string, cause: string): Promise<void> {
  const patientIds = await linkedPatientIds(ctx.db, patientId);
  for (const row of await listQuiet(ctx.db, { patientIds, practitionerId: ctx.user.practitionerId })) {
    if (row.cause === cause) amend(ctx, 'safety_quiet', row.id, { ended_at: ctx.now() }, { version: row.version });
  }
}
