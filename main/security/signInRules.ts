import type { Database as Raw } from 'better-sqlite3';
import { audit, type WriteScope } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input } from '../../preload/contract/index.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';

type SignInRule = Input<'session.amendSignInRule'>;
type Rule = { role: string; idle_lock_minutes: number; requires_totp: number };

const rulesSql = `SELECT role.code AS role, coalesce(s.idle_lock_minutes, 5) AS idle_lock_minutes, coalesce(s.requires_totp, 0) AS requires_totp
  FROM role LEFT JOIN role_sign_in s ON s.role_code = role.code`;

/** Of several roles the strictest rule counts. */
export function ruleFor(raw: Raw, userId: string): { idleLockMinutes: number; requiresTotp: boolean } {
  const rules = raw.prepare(`${rulesSql} WHERE role.code IN (SELECT role_code FROM user_role WHERE user_id = ?)`).all(userId) as Rule[];
  return {
    idleLockMinutes: rules.length === 0 ? 5 : Math.min(...rules.map((rule) => rule.idle_lock_minutes)),
    requiresTotp: rules.some((rule) => rule.requires_totp === 1),
  };
}

/** Of every role, in the order of their codes. */
export function listSignInRules(raw: Raw): SignInRule[] {
  return (raw.prepare(`${rulesSql} ORDER BY role.code`).all() as Rule[]).map(toRule);
}

export const signInRules: QueryHandler<'session.signInRules'> = async (ctx) => ({ rules: listSignInRules(ctx.raw) });

export const amendSignInRule: CommandHandler<'session.amendSignInRule'> = {
  run: async (ctx, rule) => {
    writeSignInRule(ctx, rule);
    return {};
  },
};

/** @throws 'not_found' */
export function writeSignInRule(w: WriteScope, { role, idleLockMinutes, requiresTotp }: SignInRule, reason = ''): void {
  const before = w.raw.prepare(`${rulesSql} WHERE role.code = ?`).get(role) as Rule | undefined;
  if (!before) throw new AppError('not_found', { resource: 'Role' });
  w.raw
    .prepare(
      `INSERT INTO role_sign_in (role_code, idle_lock_minutes, requires_totp) VALUES (?, ?, ?)
       ON CONFLICT (role_code) DO UPDATE SET idle_lock_minutes = excluded.idle_lock_minutes, requires_totp = excluded.requires_totp`,
    )
    .run(role, idleLockMinutes, requiresTotp ? 1 : 0);
  w.touched.add('role_sign_in');
  const body = { before: toRule(before), after: { role, idleLockMinutes, requiresTotp } };
  audit(w, { action: 'amend', resource: 'role_sign_in', resourceId: role, reason, body });
}

const toRule = (row: Rule) => ({ role: row.role, idleLockMinutes: row.idle_lock_minutes, requiresTotp: row.requires_totp === 1 });
