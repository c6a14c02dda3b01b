import type { QueryHandler } from '../facility/handlers.ts';
import { ruleFor } from './signInRules.ts';

type Found = { password_set_at: string | null; has_pin: number; totp_since: string | null };

/** How the signed-in user's account is protected; no secret in it. */
export const ownSecurity: QueryHandler<'session.security'> = async (ctx) => {
  const { userId } = ctx.user;
  const found = ctx.raw
    .prepare('SELECT password_set_at, pin_hash IS NOT NULL AS has_pin, totp_since FROM credential WHERE user_id = ?')
    .get(userId) as Found | undefined;
  const backupCodesLeft = ctx.raw
    .prepare('SELECT count(*) FROM backup_code WHERE user_id = ? AND used_at IS NULL')
    .pluck()
    .get(userId) as number;
  return {
    passwordSetAt: found?.password_set_at ?? null,
    hasPin: found?.has_pin === 1,
    totpSince: found?.totp_since ?? null,
    backupCodesLeft,
    isTotpRequired: ruleFor(ctx.raw, userId).requiresTotp,
  };
};
