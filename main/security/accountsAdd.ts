import type { Database as Raw } from 'better-sqlite3';
import { isUsernameTaken, listRolePermissions, requireNewPassword } from '../../db/queries/accounts.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { hashPassword } from '../../sync/security/password.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import { addAccount } from '../facility/createFacility.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { assertGoodPassword } from './passwordPolicy.ts';

/** A host method: nothing of the password is kept but its argon2id hash. @throws 'auth.weak_password', 'auth.username_taken', 'not_found' for a role that is none */
export const addAccountAtDesk: HostHandler<'accounts.add'> = async (host, seat, { password, ...account }) => {
  const ctx = makeContext(host.open(), seat);
  assertGoodPassword(password, account.username);
  const passwordHash = await hashPassword(password, host.hashCosts.password);
  return inTransaction(ctx, (inside) => {
    if (isUsernameTaken(inside.raw, account.username)) throw new AppError('auth.username_taken');
    assertRoles(inside.raw, account.roles);
    const userId = addAccount(inside, { ...account, passwordHash }, ctx.facility.self.locale);
    requireNewPassword(inside, userId);
    return { userId };
  });
};

/** @throws 'not_found' */
export function assertRoles(raw: Raw, roles: readonly string[]): void {
  const known = listRolePermissions(raw);
  if (roles.some((role) => !known.has(role))) throw new AppError('not_found', { resource: 'Role' });
}
