import { findLevel, listImprest, listWards } from '../../db/queries/wards.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';

const missingOf = ({ level, onHand }: { level: number; onHand: number }): number => Math.max(0, level - onHand);

type WardLine = Awaited<ReturnType<typeof listWards>>[number];

function toWard(ctx: Context, { id, name, departmentName }: WardLine) {
  const lines = listImprest(ctx.raw, id, ctx.today()).filter(({ level }) => level > 0);
  return { locationId: id, name, departmentName, items: lines.length, below: lines.filter((line) => missingOf(line) > 0).length };
}

export const listAllWards: QueryHandler<'wards.list'> = async (ctx) => ({
  wards: (await listWards(ctx.db)).map((line) => toWard(ctx, line)),
});

/** @throws 'not_found' also of a place that is no ward */
export async function readWard(ctx: Context, locationId: string): Promise<WardLine> {
  const line = (await listWards(ctx.db)).find(({ id }) => id === locationId);
  if (!line) throw new AppError('not_found', { resource: 'location' });
  return line;
}

export const wardImprest: QueryHandler<'wards.imprest'> = async (ctx, { locationId }) => ({
  ward: toWard(ctx, await readWard(ctx, locationId)),
  lines: listImprest(ctx.raw, locationId, ctx.today()).map((line) => ({ ...line, missing: missingOf(line) })),
});

export const setImprestLevel: CommandHandler<'wards.setLevel'> = {
  run: async (ctx, { locationId, itemId, level, version }) => {
    await readWard(ctx, locationId);
    const row = findLevel(ctx.raw, { locationId, itemId });
    if ((row?.version ?? 0) !== version) throw new AppError('version.conflict', { found: row?.version ?? 0 });
    if (row) return { version: amend(ctx, 'imprest_level', row.id, { level }, { version }) };
    insert(ctx, 'imprest_level', { id: ctx.newId(), location_id: locationId, item_id: itemId, level });
    return { version: 1 };
  },
};
