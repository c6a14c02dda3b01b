import { listDepartments, listUsedDepartments, removeDepartmentRow, replaceMembersOf } from '../../db/queries/visibility.ts';
import { amend, audit, insert, type WriteScope } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';

export const departmentsList: QueryHandler<'departments.list'> = async (ctx) => ({
  departments: (await listDepartments(ctx.db)).map(({ id, name, memberIds, version }) => ({
    departmentId: id,
    name,
    memberIds: ctx.can('UserAccount.read') ? memberIds : [],
    version,
  })),
});

/** @throws 'department.name_taken' */
export const addDepartment: CommandHandler<'departments.add'> = {
  run: async (ctx, { name }) => {
    await assertFree(ctx, name, null);
    const departmentId = ctx.newId();
    insert(ctx, 'department', { id: departmentId, name });
    return { departmentId };
  },
};

/** @throws 'not_found', 'version.conflict', 'department.name_taken' */
export const amendDepartment: CommandHandler<'departments.amend'> = {
  run: async (ctx, { departmentId, version, name, memberIds }) => {
    await assertFree(ctx, name, departmentId);
    const before = (await listDepartments(ctx.db)).find((one) => one.id === departmentId)?.memberIds ?? [];
    const next = amend(ctx, 'department', departmentId, { name }, { version });
    const after = [...new Set(memberIds)].toSorted();
    if (before.join() !== after.join()) {
      replaceMembersOf(ctx, departmentId, after);
      audit(ctx, {
        action: 'amend',
        resource: 'user_department',
        resourceId: departmentId,
        body: { before: { members: before }, after: { members: after } },
      });
    }
    return { version: next };
  },
};

/** @throws 'not_found', 'version.conflict' { found }, 'department.in_use' */
export const removeDepartment: CommandHandler<'departments.remove'> = {
  run: async (ctx, { departmentId, version, reason }) => {
    const department = (await listDepartments(ctx.db)).find((one) => one.id === departmentId);
    if (!department) throw new AppError('not_found', { resource: 'department' });
    if (department.version !== version) throw new AppError('version.conflict', { found: department.version });
    if (listUsedDepartments(ctx.raw).includes(department.name)) throw new AppError('department.in_use');
    removeDepartmentNow(ctx, department.name, reason);
    return {};
  },
};

/** With its line in the audit. */
export function removeDepartmentNow(w: WriteScope, name: string, reason: string): void {
  const id = removeDepartmentRow(w, name);
  audit(w, { action: 'remove', resource: 'department', resourceId: id, reason, body: { before: { name } } });
}

async function assertFree(ctx: Context, name: string, except: string | null): Promise<void> {
  const same = (await listDepartments(ctx.db)).find((one) => one.name.toLocaleLowerCase() === name.toLocaleLowerCase());
  if (same && same.id !== except) throw new AppError('department.name_taken');
}
