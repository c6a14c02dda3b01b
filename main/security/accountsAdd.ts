import type { Database as Raw } from 'better-sqlite3';
import { isUsernameTaken, listRolePermissions, requireNewPassword } from '../../db/queries/accounts.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { hashPassword } from '../../sync/security/password.ts';
import { addAccount } from '../facility/createFacility.ts';
import type { CommandHandler } from '../facility/handlers.ts';

/** @throws 'auth.username_taken', 'not_found' for a role that is none */
export const addAccountAtDesk: CommandHandler<'accounts.add', string> = {
  prepare: (_ctx, { password }) => hashPassword(password),
  run: async (ctx, { password: _, ...account }, passwordHash) => {
    if (isUsernameTaken(ctx.raw, account.username)) throw new AppError('auth.username_taken');
    assertRoles(ctx.raw, account.roles);
    const userId = addAccount(ctx, { ...account, passwordHash }, ctx.facility.self.locale);
    requireNewPassword(ctx, userId);
    return { userId };
  },
};

/** @throws 'not_found' */
export function assertRoles(raw: Raw, roles: readonly string[]): void {
  const known = listRolePermissions(raw);
  if (roles.some((role) => !known.has(role))) throw new AppError('not_found', { resource: 'Role' });
}
