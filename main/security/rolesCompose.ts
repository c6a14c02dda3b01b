import { countHolders, listRolePermissions, removeRoleRows, replaceRolePermissions } from '../../db/queries/accounts.ts';
import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { isBuiltIn } from './builtInRoles.ts';
import { listPermissions } from './matrix.ts';

/** A name begins with a capital letter, so that it never meets a built-in role of a later version. @throws 'role.name_taken' */
export const composeRole: CommandHandler<'accounts.composeRole'> = {
  run: async (ctx, { name, permissions }) => {
    const code = name.charAt(0).toLocaleUpperCase() + name.slice(1);
    const taken = [...listRolePermissions(ctx.raw).keys()].map((one) => one.toLocaleLowerCase());
    if (taken.includes(code.toLocaleLowerCase())) throw new AppError('role.name_taken');
    const after = known(permissions);
    replaceRolePermissions(ctx, code, after);
    audit(ctx, { action: 'create', resource: 'role', resourceId: code, body: { after: { permissions: after } } });
    return { code };
  },
};

/** @throws 'not_found', 'role.built_in', 'version.conflict' */
export const amendRole: CommandHandler<'accounts.amendRole'> = {
  run: async (ctx, { code, seen, permissions }) => {
    const before = composedRole(ctx, code);
    if (before.join() !== seen.toSorted().join()) throw new AppError('version.conflict', { role: code });
    const after = known(permissions);
    replaceRolePermissions(ctx, code, after);
    audit(ctx, {
      action: 'amend',
      resource: 'role',
      resourceId: code,
      body: { before: { permissions: before }, after: { permissions: after } },
    });
    return {};
  },
};

/** @throws 'not_found', 'role.built_in', 'role.in_use' { holders } */
export const removeRole: CommandHandler<'accounts.removeRole'> = {
  run: async (ctx, { code, reason }) => {
    const before = composedRole(ctx, code);
    const holders = countHolders(ctx.raw, code);
    if (holders > 0) throw new AppError('role.in_use', { holders });
    removeRoleRows(ctx, code);
    audit(ctx, { action: 'remove', resource: 'role', resourceId: code, reason, body: { before: { permissions: before } } });
    return {};
  },
};

function composedRole(ctx: Context, code: string): string[] {
  if (isBuiltIn(code)) throw new AppError('role.built_in');
  const permissions = listRolePermissions(ctx.raw).get(code);
  if (!permissions) throw new AppError('not_found', { resource: 'Role' });
  return permissions;
}

function known(permissions: readonly string[]): string[] {
  const all = new Set(listPermissions().map(({ permission }) => permission));
  if (permissions.some((permission) => !all.has(permission))) throw new AppError('ipc.invalid_input', { path: 'permissions' });
  return [...new Set(permissions)].toSorted();
}
