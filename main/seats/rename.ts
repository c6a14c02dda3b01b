import { amend } from '../../db/write.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertPaired } from './registry.ts';

/** @throws 'not_found', 'version.conflict' */
export const renameSeat: CommandHandler<'seats.rename'> = {
  run: async (ctx, { seatId, name, version }) => {
    assertPaired(ctx, seatId);
    return { version: amend(ctx, 'seat', seatId, { name }, { version }) };
  },
};
