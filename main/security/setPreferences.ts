import { amend } from '../../db/write.ts';
import type { CommandHandler } from '../facility/handlers.ts';

export const setPreferences: CommandHandler<'session.setPreferences'> = {
  run: async (ctx, { locale, theme }) => {
    amend(ctx, 'user_account', ctx.user.userId, { locale, theme });
    return {};
  },
};
