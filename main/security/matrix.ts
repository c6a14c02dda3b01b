import { listHolders, listRolePermissions } from '../../db/queries/accounts.ts';
import { contract, type MethodName } from '../../preload/contract/index.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { isBuiltIn } from './builtInRoles.ts';
import { rolePermissions } from './roles.ts';

/** Every permission that a call asks for, with those calls, in order. What no call asks for cannot be given. */
export function listPermissions(): { permission: string; methods: MethodName[] }[] {
  const names = Object.keys(contract) as MethodName[];
  const byPermission = Map.groupBy(
    names.filter((name) => contract[name].permission.includes('.')),
    (name) => contract[name].permission as string,
  );
  return [...byPermission]
    .map(([permission, methods]) => ({ permission, methods: methods.toSorted() }))
    .toSorted((a, b) => sortKey(a.permission).localeCompare(sortKey(b.permission), 'en'));
}

/** By resource, seeing first. */
function sortKey(permission: string): string {
  const [resource = '', verb = ''] = permission.split('.');
  return `${resource} ${verb === 'read' ? 0 : verb === 'create' ? 1 : 2} ${verb}`;
}

/** Who may do what: built-in roles in the program's order, then the composed ones by name. */
export const matrix: QueryHandler<'accounts.matrix'> = async (ctx) => {
  const [roles, holders] = await ctx.facility.exclusive(() => [listRolePermissions(ctx.raw), listHolders(ctx.raw)] as const);
  const composed = [...roles.keys()].filter((code) => !isBuiltIn(code)).toSorted((a, b) => a.localeCompare(b));
  return {
    permissions: listPermissions(),
    roles: [...Object.keys(rolePermissions), ...composed].map((code) => ({
      code,
      isBuiltIn: isBuiltIn(code),
      permissions: roles.get(code) ?? [],
      holders: holders.get(code) ?? [],
    })),
  };
};
