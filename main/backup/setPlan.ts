import { isAbsolute } from 'node:path';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';

/** Where the daily backup goes (empty: into the data folder), and how many are kept there. */
export const setBackupPlan: CommandHandler<'backups.setPlan'> = {
  run: async (ctx, { folder, keep, version }) => {
    if (folder !== '' && !isAbsolute(folder)) throw new AppError('ipc.invalid_input', { path: 'folder' });
    return { version: amend(ctx, 'backup_plan', 'plan', { folder, keep }, { version }) };
  },
};
