import { amend } from '../../db/write.ts';
import type { CommandHandler } from '../facility/handlers.ts';

/** Hidden, never deleted; the reason stands in the audit. @throws 'not_found' */
export const familyHistoryEnteredInError: CommandHandler<'histories.familyEnteredInError'> = {
  run: async (ctx, { familyHistoryId, reason }) => {
    amend(ctx, 'family_member_history', familyHistoryId, { status: 'entered-in-error' }, { reason });
    return {};
  },
};

/** @throws 'not_found' */
export const socialHistoryEnteredInError: CommandHandler<'histories.socialEnteredInError'> = {
  run: async (ctx, { socialHistoryId, reason }) => {
    amend(ctx, 'social_history', socialHistoryId, { status: 'entered-in-error' }, { reason });
    return {};
  },
};
