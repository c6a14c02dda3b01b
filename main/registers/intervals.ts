import { listRegisterSettings } from '../../db/queries/registers.ts';
import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { registerNames } from '../../preload/contract/registers.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';
import { registerRules } from './standard.ts';

export const listRegisters: QueryHandler<'registers.list'> = async ({ db }) => ({ registers: await intervalsNow({ db }) });

/** The facility's intervals, or what is proposed. */
export async function intervalsNow({ db }: Pick<Context, 'db'>) {
  const set = new Map((await listRegisterSettings(db)).map((row) => [row.id, row]));
  return registerNames.map((register) => {
    const { proposedDays } = registerRules[register];
    const own = set.get(register);
    return { register, proposedDays, intervalDays: own?.interval_days ?? proposedDays, version: own?.version ?? 0 };
  });
}

/** @throws 'version.conflict' */
export const setRegisterInterval: CommandHandler<'registers.setInterval'> = {
  run: async (ctx, { register, intervalDays, version }) => {
    const row = await ctx.db.selectFrom('register_setting').select('version').where('id', '=', register).executeTakeFirst();
    if ((row?.version ?? 0) !== version) throw new AppError('version.conflict', { found: row?.version ?? 0 });
    if (row) return { version: amend(ctx, 'register_setting', register, { interval_days: intervalDays }, { version }) };
    insert(ctx, 'register_setting', { id: register, interval_days: intervalDays });
    return { version: 1 };
  },
};
