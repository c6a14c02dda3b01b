import { audit } from '../../db/write.ts';
import { inTransaction } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { checkAudit } from './checkAudit.ts';

/** Checks the whole chain, against what the hub has witnessed too, and says in it that it was checked. */
export const verifyAuditNow: QueryHandler<'audit.verify'> = async (ctx) => {
  const isLive = await ctx.facility.network.recall();
  const verdict = await ctx.facility.exclusive(() => checkAudit(ctx.raw, ctx.facility.dataDir, isLive));
  await inTransaction(ctx, (inside) =>
    audit(inside, { action: 'verify', resource: 'audit_event', resourceId: '', body: { ok: verdict.ok, rows: verdict.rows } }),
  );
  return verdict;
};
