import { amend } from '../../db/write.ts';
import { signNote } from '../compositions/signNote.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertOpenEncounter } from './assertOpenEncounter.ts';

/** @throws 'not_found', 'encounter.closed' */
export const finish: CommandHandler<'encounters.finish'> = {
  run: async (ctx, { encounterId }) => {
    const encounter = await assertOpenEncounter(ctx.db, encounterId);
    amend(ctx, 'encounter', encounterId, { status: 'finished', ended_at: ctx.now() }, { version: encounter.version });
    await signNote(ctx, encounterId);
    const booked = await ctx.db
      .selectFrom('appointment')
      .select('id')
      .where('encounter_id', '=', encounterId)
      .where('status', '=', 'arrived')
      .executeTakeFirst();
    if (booked) amend(ctx, 'appointment', booked.id, { status: 'fulfilled' });
    return {};
  },
};
