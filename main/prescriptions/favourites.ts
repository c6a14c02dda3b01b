import { listFavourites } from '../../db/queries/orderSets.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { savedLine } from '../../preload/contract/prescriptions.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';

export const favouritesList: QueryHandler<'favourites.list'> = async (ctx) => {
  const rows = await listFavourites(ctx.db, ctx.user.practitionerId);
  return {
    favourites: rows.map((row) => ({
      favouriteId: row.id,
      name: row.name,
      line: savedLine.parse(JSON.parse(row.line)),
      version: row.version,
    })),
  };
};

/** @throws 'not_found', 'order_set.name_taken', 'version.conflict' */
export const favouritesSave: CommandHandler<'favourites.save'> = {
  run: async (ctx, { favouriteId, version, name, line }) => {
    const standing = await listFavourites(ctx.db, ctx.user.practitionerId);
    if (standing.some((row) => row.id !== favouriteId && row.name.toLowerCase() === name.toLowerCase()))
      throw new AppError('order_set.name_taken');
    const values = { name, line: JSON.stringify(line) };
    if (favouriteId === null) {
      const id = ctx.newId();
      insert(ctx, 'prescription_favourite', { id, practitioner_id: ctx.user.practitionerId, ...values });
      return { favouriteId: id };
    }
    await assertOwn(ctx, favouriteId);
    amend(ctx, 'prescription_favourite', favouriteId, values, { version });
    return { favouriteId };
  },
};

/** @throws 'not_found', 'version.conflict' */
export const favouritesRetire: CommandHandler<'favourites.retire'> = {
  run: async (ctx, { favouriteId, version }) => {
    await assertOwn(ctx, favouriteId);
    amend(ctx, 'prescription_favourite', favouriteId, { status: 'retired' }, { version });
    return {};
  },
};

/** Another prescriber's are as if they were not. */
async function assertOwn(ctx: Context, favouriteId: string): Promise<void> {
  const isOwn = (await listFavourites(ctx.db, ctx.user.practitionerId)).some(({ id }) => id === favouriteId);
  if (!isOwn) throw new AppError('not_found', { resource: 'Favourite' });
}
