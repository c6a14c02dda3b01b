import { amend, insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { readColdStorage } from './readStorage.ts';

export const setColdLimits: CommandHandler<'coldChain.setLimits'> = {
  run: async (ctx, { locationId, limits, version }) => {
    const line = await readColdStorage(ctx, locationId);
    if ((line.version ?? 0) !== version) throw new AppError('version.conflict', { found: line.version ?? 0 });
    const { low, high, heatMinutes, freezeMinutes } = limits;
    const row = { low, high, heat_minutes: heatMinutes, freeze_minutes: freezeMinutes };
    if (line.version !== null) return { version: amend(ctx, 'cold_storage', locationId, row, { version }) };
    insert(ctx, 'cold_storage', { id: locationId, ...row });
    return { version: 1 };
  },
};
