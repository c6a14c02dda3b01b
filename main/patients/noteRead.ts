import { wasReadSince } from '../../db/queries/charts.ts';
import { audit } from '../../db/write.ts';
import type { Context } from '../facility/context.ts';

const readAgainAfterMs = 10 * 60_000;

/** Whether this reader's look at the person is written down already. */
export function isReadNoted(ctx: Context, patientId: string): Promise<boolean> {
  const since = new Date(Date.parse(ctx.now()) - readAgainAfterMs).toISOString();
  return wasReadSince(ctx.db, { patientId, actorId: ctx.actor.id, since });
}

/** Opening a chart, or a part of it, is written down once in ten minutes a reader. Inside a transaction. */
export async function noteRead(ctx: Context, patientId: string): Promise<void> {
  if (await isReadNoted(ctx, patientId)) return;
  audit(ctx, { action: 'read', resource: 'Patient', resourceId: patientId, patientId });
}
