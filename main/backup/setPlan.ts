import { amend } from '../../db/write.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { assertWholePath } from './places.ts';

/** Where the daily backup goes (empty: into the data folder), and how many are kept there. */
export const setBackupPlan: CommandHandler<'backups.setPlan'> = {
  run: async (ctx, { folder, keep, version }) => {
    if (folder !== '') assertWholePath(folder);
    return { version: amend(ctx, 'backup_plan', 'plan', { folder, keep }, { version }) };
  },
};
