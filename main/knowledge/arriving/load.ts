import { findArriving, type ArrivingPack } from '../../../db/queries/arrivingPacks.ts';
import { amend } from '../../../db/write.ts';
import { AppError } from '../../../preload/contract/errors.ts';
import type { Pack } from '../../../sync/packs/format.ts';
import type { Context } from '../../facility/context.ts';
import type { CommandHandler, QueryHandler } from '../../facility/handlers.ts';
import { checkPack } from '../packs/check.ts';
import { keepPack } from '../packs/load.ts';
import { describePack } from '../packs/preview.ts';
import { arrivingFiles } from './files.ts';

export const previewArrived: QueryHandler<'knowledge.previewArrived'> = async (ctx, { id }) => {
  const { pack, file } = await readArrived(ctx, id);
  return describePack(ctx, pack, file.length);
};

/** As from a stick; it was checked when it came, and is checked again. */
export const loadArrived: CommandHandler<'knowledge.loadArrived', Awaited<ReturnType<typeof readArrived>>> = {
  prepare: (ctx, { id }) => readArrived(ctx, id),
  run: async (ctx, { id, sha256, reason }, { pack, file }) => {
    if (!isWaiting(findArriving(ctx.raw, id))) throw new AppError('not_found', { resource: 'arriving_pack' });
    const packId = keepPack(ctx, pack, file, { sha256, reason });
    amend(ctx, 'arriving_pack', id, { status: 'loaded' }, { reason });
    return { id: packId };
  },
};

const isWaiting = (row: ArrivingPack | undefined) => row?.status === 'arrived' || (row?.status === 'set-aside' && row.problem === null);

/** @throws 'not_found' when nothing of it waits here */
async function readArrived(ctx: Context, id: string): Promise<{ pack: Pack; file: Buffer }> {
  const row = await ctx.facility.exclusive(() => findArriving(ctx.raw, id));
  const files = arrivingFiles(ctx.facility.dataDir);
  if (row === undefined || !isWaiting(row) || !files.isWhole(row.sha256)) throw new AppError('not_found', { resource: 'arriving_pack' });
  const file = files.read(row.sha256);
  return { pack: checkPack(file, ctx.facility.catalogues.publishers), file };
}
