import { findEncounter } from '../../db/queries/encounters.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { insertSigned } from './insertSigned.ts';

/** @throws 'not_found', 'encounter.open' while the note itself may still be changed */
export const addAddendum: CommandHandler<'compositions.addAddendum'> = {
  run: async (ctx, { encounterId, text }) => {
    const encounter = await findEncounter(ctx.db, encounterId);
    if (!encounter || encounter.status === 'entered-in-error') throw new AppError('not_found', { resource: 'Encounter' });
    if (encounter.ended_at === null) throw new AppError('encounter.open');
    return { compositionId: insertSigned(ctx, encounter, 'addendum', { text }) };
  },
};
