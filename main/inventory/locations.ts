import { countItemsAt, listLocations } from '../../db/queries/locations.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { LocationRow } from '../../preload/contract/inventory.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';

export const locations: QueryHandler<'inventory.locations'> = async (ctx) => ({
  locations: listLocations(ctx.raw).map((row) => ({
    ...row,
    kind: row.kind as LocationRow['kind'],
    isDispensable: row.isDispensable === 1,
    isActive: row.isActive === 1,
  })),
  departments: await ctx.db.selectFrom('department').select(['id as departmentId', 'name']).orderBy('name').execute(),
});

/** @throws 'location.name_taken' */
export const addLocation: CommandHandler<'inventory.addLocation'> = {
  run: async (ctx, { name, kind, isDispensable, departmentId }) => {
    refuseTakenName(ctx, name);
    const locationId = ctx.newId();
    insert(ctx, 'location', { id: locationId, name, kind, is_dispensable: isDispensable ? 1 : 0, department_id: departmentId });
    return { locationId };
  },
};

/** A place is closed, never removed: the ledger names it. @throws 'location.name_taken', 'location.not_empty', 'location.last', 'version.conflict' */
export const amendLocation: CommandHandler<'inventory.amendLocation'> = {
  run: async (ctx, { locationId, name, isDispensable, departmentId, isActive, version }) => {
    const all = listLocations(ctx.raw);
    const before = all.find((one) => one.locationId === locationId);
    if (!before) throw new AppError('not_found', { resource: 'location' });
    refuseTakenName(ctx, name, locationId);
    const items = isActive ? 0 : countItemsAt(ctx.raw, locationId);
    if (items > 0) throw new AppError('location.not_empty', { items });
    const isCounter = (one: { kind: string; isDispensable: number; isActive: number }) =>
      one.kind === 'store' && one.isDispensable === 1 && one.isActive === 1;
    const after = { kind: before.kind, isDispensable: isDispensable ? 1 : 0, isActive: isActive ? 1 : 0 };
    if (isCounter(before) && !isCounter(after) && all.filter(isCounter).length === 1) throw new AppError('location.last');
    const changes = {
      name,
      is_dispensable: before.kind === 'quarantine' ? 0 : after.isDispensable,
      department_id: departmentId,
      is_active: after.isActive,
    };
    return { version: amend(ctx, 'location', locationId, changes, { version }) };
  },
};

function refuseTakenName(ctx: Context, name: string, except = ''): void {
  const taken = listLocations(ctx.raw).some((one) => one.locationId !== except && one.name.toLowerCase() === name.toLowerCase());
  if (taken) throw new AppError('location.name_taken');
}
