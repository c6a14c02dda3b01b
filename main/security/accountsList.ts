import { listAccountCards, listRolesOf } from '../../db/queries/accounts.ts';
import type { QueryHandler } from '../facility/handlers.ts';

export const listAccountsForDesk: QueryHandler<'accounts.list'> = async (ctx) => ({
  accounts: (await listAccountCards(ctx.db)).map((row) => ({
    userId: row.id,
    username: row.username,
    displayName: row.display_name,
    roles: row.roles,
    isActive: row.is_active === 1,
    isBookable: row.is_bookable === 1,
    isLockedOut: row.locked_until !== null && row.locked_until > ctx.now(),
    lastSignInAt: row.last_sign_in ?? null,
    version: row.version,
  })),
});

export const ownRights: QueryHandler<'accounts.me'> = async (ctx) => ({
  roles: listRolesOf(ctx.raw, ctx.user.userId),
  permissions: [...ctx.user.permissions],
});
