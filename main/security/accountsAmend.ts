import { endSessionsOf, findAccount, listRolesOf, replaceRolesOf } from '../../db/queries/accounts.ts';
import { amend, audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertRoles } from './accountsAdd.ts';
import { assertNotLastAdministrator } from './lastAdministrator.ts';

/** @throws 'not_found', 'version.conflict', 'auth.last_administrator' */
export const amendAccount: CommandHandler<'accounts.amend'> = {
  run: async (ctx, { userId, version, displayName, roles, isBookable }) => {
    const account = accountOf(ctx, userId);
    assertRoles(ctx.raw, roles);
    const after = [...new Set(roles)].toSorted();
    const before = listRolesOf(ctx.raw, userId);
    if (before.includes('administrator') && !after.includes('administrator')) assertNotLastAdministrator(ctx, userId);
    const next = amend(ctx, 'user_account', userId, { display_name: displayName }, { version });
    amend(ctx, 'practitioner', account.practitionerId, { display_name: displayName, is_bookable: isBookable ? 1 : 0 });
    if (before.join() !== after.join()) {
      replaceRolesOf(ctx, userId, after);
      audit(ctx, {
        action: 'amend',
        resource: 'user_role',
        resourceId: userId,
        body: { before: { roles: before }, after: { roles: after } },
      });
    }
    return { version: next };
  },
};

/** Who leaves keeps their name on what they did; their sessions end at once. @throws 'not_found', 'version.conflict', 'auth.last_administrator' */
export const deactivateAccount: CommandHandler<'accounts.deactivate'> = {
  run: async (ctx, { userId, version, reason }) => {
    accountOf(ctx, userId);
    assertNotLastAdministrator(ctx, userId);
    const next = amend(ctx, 'user_account', userId, { is_active: 0 }, { version, reason });
    endSessionsOf(ctx, userId);
    return { version: next };
  },
};

/** @throws 'not_found', 'version.conflict' */
export const reactivateAccount: CommandHandler<'accounts.reactivate'> = {
  run: async (ctx, { userId, version, reason }) => {
    accountOf(ctx, userId);
    return { version: amend(ctx, 'user_account', userId, { is_active: 1 }, { version, reason }) };
  },
};

function accountOf(ctx: Context, userId: string) {
  const account = findAccount(ctx.raw, userId);
  if (!account) throw new AppError('not_found', { resource: 'UserAccount' });
  return account;
}
