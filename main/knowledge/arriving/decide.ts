import { findArriving } from '../../../db/queries/arrivingPacks.ts';
import { amend } from '../../../db/write.ts';
import { AppError } from '../../../preload/contract/errors.ts';
import type { CommandHandler } from '../../facility/handlers.ts';

/** Not now: it stays here and can be loaded later. Of one that was refused: it was seen, and is shown no more. */
export const setAsideArrived: CommandHandler<'knowledge.setAsideArrived'> = {
  run: async (ctx, { id, version, reason }) => {
    const row = findArriving(ctx.raw, id);
    if (row?.status !== 'arrived' && row?.status !== 'refused') throw new AppError('not_found', { resource: 'arriving_pack' });
    amend(ctx, 'arriving_pack', id, { status: 'set-aside' }, { version, reason });
    return {};
  },
};

/** A person wants it now: whatever the line costs, after a disk was full, or once more after it was refused. */
export const fetchArriving: CommandHandler<'knowledge.fetchArriving'> = {
  run: async (ctx, { id, version }) => {
    const row = findArriving(ctx.raw, id);
    if (row?.status !== 'offered' && row?.status !== 'refused') throw new AppError('not_found', { resource: 'arriving_pack' });
    amend(ctx, 'arriving_pack', id, { status: 'offered', is_wanted: 1, damaged: 0, problem: null, problem_data: '{}' }, { version });
    return {};
  },
};
