import { findPack, listEditions } from '../../../db/queries/knowledge.ts';
import { amend } from '../../../db/write.ts';
import { AppError } from '../../../preload/contract/errors.ts';
import type { CommandHandler } from '../../facility/handlers.ts';

export const removePack: CommandHandler<'knowledge.removePack'> = {
  run: async (ctx, { id, version, reason }) => {
    const pack = findPack(ctx.raw, id);
    if (pack?.status !== 'active') throw new AppError('not_found', { resource: 'knowledge_pack' });
    amend(ctx, 'knowledge_pack', id, { status: 'removed', file: null }, { version, reason });
    for (const row of listEditions(ctx.raw, pack.pack_id))
      if (row.status === 'previous') amend(ctx, 'knowledge_pack', row.id, { status: 'removed', file: null }, { reason });
    return {};
  },
};

/** A change of places: the present edition is the fall-back afterwards. */
export const fallBack: CommandHandler<'knowledge.fallBack'> = {
  run: async (ctx, { id, version, reason }) => {
    const pack = findPack(ctx.raw, id);
    if (pack?.status !== 'active') throw new AppError('not_found', { resource: 'knowledge_pack' });
    const previous = listEditions(ctx.raw, pack.pack_id).find((row) => row.status === 'previous');
    if (!previous) throw new AppError('knowledge.no_previous', { title: pack.title });
    amend(ctx, 'knowledge_pack', id, { status: 'previous' }, { version, reason });
    amend(ctx, 'knowledge_pack', previous.id, { status: 'active' }, { reason });
    return { id: previous.id };
  },
};
