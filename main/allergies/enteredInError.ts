import { amend } from '../../db/write.ts';
import type { CommandHandler } from '../facility/handlers.ts';

/** Hidden, never deleted; the reason stands in the audit. @throws 'not_found' */
export const allergyEnteredInError: CommandHandler<'allergies.enteredInError'> = {
  run: async (ctx, { allergyId, reason }) => {
    amend(ctx, 'allergy_intolerance', allergyId, { status: 'entered-in-error' }, { reason });
    return {};
  },
};
