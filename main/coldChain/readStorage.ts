import { type ColdStorageLine, listColdStorages } from '../../db/queries/coldChain.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import { type Limits, standardLimits } from './limits.ts';

export function limitsOf(line: ColdStorageLine): Limits {
  return {
    low: line.low ?? standardLimits.low,
    high: line.high ?? standardLimits.high,
    heatMinutes: line.heat_minutes ?? standardLimits.heatMinutes,
    freezeMinutes: line.freeze_minutes ?? standardLimits.freezeMinutes,
  };
}

/** @throws 'not_found' also of a place that is not kept cold */
export async function readColdStorage(ctx: Pick<Context, 'db'>, locationId: string): Promise<ColdStorageLine> {
  const line = (await listColdStorages(ctx.db)).find((each) => each.id === locationId);
  if (!line) throw new AppError('not_found', { resource: 'location' });
  return line;
}
