import { verifyAudit } from '../../db/verifyAudit.ts';
import { audit } from '../../db/write.ts';
import { inTransaction } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { headVerifier } from './keys.ts';

/** Checks the whole chain and says in it that it was checked. */
export const verifyAuditNow: QueryHandler<'audit.verify'> = async (ctx) => {
  const verdict = await ctx.facility.exclusive(() => verifyAudit(ctx.raw, headVerifier(ctx.facility.dataDir)));
  await inTransaction(ctx, (inside) =>
    audit(inside, { action: 'verify', resource: 'audit_event', resourceId: '', body: { ok: verdict.ok, rows: verdict.rows } }),
  );
  return verdict;
};
