import { countHolders, listRolePermissions, removeRoleRows, replaceRolePermissions } from '../../db/queries/accounts.ts';
import { audit, type WriteScope } from '../../db/write.ts';
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
    writeRole(ctx, code, known(permissions));
    return { code };
  },
};

/** @throws 'not_found', 'role.built_in', 'version.conflict' */
export const amendRole: CommandHandler<'accounts.amendRole'> = {
  run: async (ctx, { code, seen, permissions }) => {
    const before = composedRole(ctx, code);
    if (before.join() !== seen.toSorted().join()) throw new AppError('version.conflict', { role: code });
    writeRole(ctx, code, known(permissions));
    return {};
  },
};

/** @throws 'not_found', 'role.built_in', 'role.in_use' { holders } */
export const removeRole: CommandHandler<'accounts.removeRole'> = {
  run: async (ctx, { code, reason }) => {
    composedRole(ctx, code);
    const holders = countHolders(ctx.raw, code);
    if (holders > 0) throw new AppError('role.in_use', { holders });
    removeRoleNow(ctx, code, reason);
    return {};
  },
};

/** New or changed, with its line in the audit. */
export function writeRole(w: WriteScope, code: string, permissions: readonly string[], reason = ''): void {
  const before = listRolePermissions(w.raw).get(code);
  replaceRolePermissions(w, code, permissions);
  const body = { ...(before ? { before: { permissions: before } } : {}), after: { permissions } };
  audit(w, { action: before ? 'amend' : 'create', resource: 'role', resourceId: code, reason, body });
}

/** A role that nobody has. */
export function removeRoleNow(w: WriteScope, code: string, reason: string): void {
  const before = listRolePermissions(w.raw).get(code) ?? [];
  removeRoleRows(w, code);
  audit(w, { action: 'remove', resource: 'role', resourceId: code, reason, body: { before: { permissions: before } } });
}

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
