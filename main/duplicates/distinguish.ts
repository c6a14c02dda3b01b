import { findDistinction, inOrder } from '../../db/queries/identity.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertPatient } from '../patients/assertPatient.ts';
import { assertOwnSight } from './assertOwnSight.ts';

/** Somebody has looked: these are two people. The work list asks no more. @throws 'not_found', 'patient.restricted' */
export const distinguish: CommandHandler<'duplicates.distinguish'> = {
  run: async (ctx, { records }) => {
    const [one, other] = await bothOf(ctx, records);
    if (findDistinction(ctx.raw, one, other)) return {};
    insert(ctx, 'patient_distinction', {
      id: ctx.newId(),
      patient_id: one,
      other_id: other,
      decided_at: ctx.now(),
      decided_by: ctx.user.userId,
    });
    return {};
  },
};

/** Takes it back: the pair is asked about again. @throws 'not_found', 'patient.restricted' */
export const reconsider: CommandHandler<'duplicates.reconsider'> = {
  run: async (ctx, { records }) => {
    const [one, other] = await bothOf(ctx, records);
    const distinction = findDistinction(ctx.raw, one, other);
    if (distinction) amend(ctx, 'patient_distinction', distinction, { ended_at: ctx.now() });
    return {};
  },
};

async function bothOf(ctx: Context, records: readonly { patientId: string }[]): Promise<[string, string]> {
  const [one, other] = inOrder(records[0]!.patientId, records[1]!.patientId);
  assertOwnSight(ctx, [one, other]);
  for (const patientId of [one, other]) await assertPatient(ctx.db, patientId);
  if (one === other) throw new AppError('not_found', { resource: 'Patient' });
  return [one, other];
}
