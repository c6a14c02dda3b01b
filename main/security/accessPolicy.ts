import type { Database as Raw } from 'better-sqlite3';
import { prepared } from '../../db/statements.ts';
import { amend } from '../../db/write.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';

/** How long an opened restricted record stays open. */
export function readAccessPolicy(raw: Raw): { breakGlassMinutes: number; version: number } {
  return prepared(raw, 'SELECT break_glass_minutes AS breakGlassMinutes, version FROM access_policy').get() as ReturnType<
    typeof readAccessPolicy
  >;
}

export const accessPolicy: QueryHandler<'access.policy'> = (ctx) => ctx.facility.exclusive(() => readAccessPolicy(ctx.raw));

/** @throws 'version.conflict' */
export const amendAccessPolicy: CommandHandler<'access.amendPolicy'> = {
  run: async (ctx, { breakGlassMinutes, version, reason }) => ({
    version: amend(ctx, 'access_policy', 'policy', { break_glass_minutes: breakGlassMinutes }, { version, reason }),
  }),
};
