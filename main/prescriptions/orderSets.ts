import { z } from 'zod';
import { listOrderSets } from '../../db/queries/orderSets.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { savedLine } from '../../preload/contract/prescriptions.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';

export const orderSetsList: QueryHandler<'orderSets.list'> = async (ctx) => {
  const rows = await listOrderSets(ctx.db);
  return {
    sets: rows.map((row) => ({
      orderSetId: row.id,
      name: row.name,
      note: row.note,
      lines: z.array(savedLine).parse(JSON.parse(row.lines)),
      version: row.version,
    })),
  };
};

/** @throws 'not_found', 'order_set.name_taken', 'version.conflict' */
export const orderSetsSave: CommandHandler<'orderSets.save'> = {
  run: async (ctx, { orderSetId, version, name, note, lines }) => {
    const standing = await listOrderSets(ctx.db);
    if (standing.some((row) => row.id !== orderSetId && row.name.toLowerCase() === name.toLowerCase()))
      throw new AppError('order_set.name_taken');
    const values = { name, note, lines: JSON.stringify(lines) };
    if (orderSetId === null) {
      const id = ctx.newId();
      insert(ctx, 'order_set', { id, ...values });
      return { orderSetId: id };
    }
    if (!standing.some((row) => row.id === orderSetId)) throw new AppError('not_found', { resource: 'OrderSet' });
    amend(ctx, 'order_set', orderSetId, values, { version });
    return { orderSetId };
  },
};

/** @throws 'not_found', 'version.conflict' */
export const orderSetsRetire: CommandHandler<'orderSets.retire'> = {
  run: async (ctx, { orderSetId, version }) => {
    amend(ctx, 'order_set', orderSetId, { status: 'retired' }, { version });
    return {};
  },
};
