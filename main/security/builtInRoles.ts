import { listRolePermissions, replaceRolePermissions } from '../../db/queries/accounts.ts';
import { audit, type WriteScope } from '../../db/write.ts';
import { type Facility, inTransaction, makeContext, type Seat } from '../facility/context.ts';
import { rolePermissions } from './roles.ts';

const program: Seat = { id: 'program', kind: 'command', user: null };

export function isBuiltIn(role: string): boolean {
  return Object.hasOwn(rolePermissions, role);
}

/** Writes the built-in roles as this version of the program knows them, and answers those that were otherwise before. */
export function writeBuiltInRoles(w: WriteScope): { role: string; before: readonly string[]; after: readonly string[] }[] {
  const found = listRolePermissions(w.raw);
  const changed = Object.entries(rolePermissions)
    .map(([role, permissions]) => ({ role, before: found.get(role), after: permissions.toSorted() }))
    .filter(({ before, after }) => before?.join() !== after.join());
  for (const { role, after } of changed) replaceRolePermissions(w, role, after);
  return changed.map(({ role, before, after }) => ({ role, before: before ?? [], after }));
}

/** A newer program may know more roles and permissions than the one that made this file; what changes is told in the audit. */
export async function bringRolesUpToDate(facility: Facility): Promise<void> {
  const ctx = { ...makeContext(facility, program), actor: { kind: 'job', id: 'built-in-roles' } as const };
  await inTransaction(ctx, (inside) => {
    for (const { role, before, after } of writeBuiltInRoles(inside)) {
      audit(inside, {
        action: 'amend',
        resource: 'role',
        resourceId: role,
        body: { before: { permissions: before }, after: { permissions: after } },
      });
    }
  });
}
