import { listHeldBy } from '../../db/queries/coldChain.ts';
import { listPlacesOf } from '../../db/queries/recalls.ts';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { releaseLot } from '../inventory/holdLot.ts';
import { moveAndPublish } from '../inventory/move.ts';

export const concludeExcursion: CommandHandler<'coldChain.conclude'> = {
  run: async (ctx, { excursionId, conclusion, note, version }) => {
    const row = await ctx.db.selectFrom('cold_excursion').selectAll().where('id', '=', excursionId).executeTakeFirst();
    if (!row) throw new AppError('not_found', { resource: 'excursion' });
    if (row.conclusion !== null) throw new AppError('coldChain.concluded', { conclusion: row.conclusion });
    const concluded = { conclusion, note, concluded_at: ctx.now(), concluded_by: ctx.user.practitionerId };
    amend(ctx, 'cold_excursion', excursionId, concluded, { version, reason: note });
    const lots = listHeldBy(ctx.raw, excursionId);
    if (conclusion === 'usable') {
      for (const { lotId } of lots) releaseLot(ctx, { lotId, reason: note, refId: excursionId });
      return { released: lots.length, writtenOff: 0 };
    }
    let writtenOff = 0;
    for (const { lotId, itemId } of lots) {
      const here = listPlacesOf(ctx.raw, [lotId]);
      if (here.length === 0) continue;
      const reason = 'damaged' as const;
      moveAndPublish(ctx, here.map(({ locationId, onHand }) => ({ itemId, lotId, locationId, quantity: -onHand, reason, refId: excursionId, note }))); // prettier-ignore
      writtenOff += here.reduce((sum, place) => sum + place.onHand, 0);
    }
    return { released: 0, writtenOff };
  },
};
