import type { Database as Raw } from 'better-sqlite3';
import { AppError } from '../../preload/contract/errors.ts';

/**
 * Somebody must always be able to let others in: called before a user is deactivated or loses the role of administrator,
 * inside the same transaction. Nothing happens for a user who is no active administrator. @throws 'auth.last_administrator'
 */
export function assertNotLastAdministrator(ctx: { raw: Raw }, userId: string): void {
  const administrators = ctx.raw
    .prepare(
      `SELECT u.id FROM user_account u JOIN user_role r ON r.user_id = u.id
       WHERE r.role_code = 'administrator' AND u.is_active = 1`,
    )
    .pluck()
    .all() as string[];
  if (administrators.length === 1 && administrators[0] === userId) throw new AppError('auth.last_administrator');
}
