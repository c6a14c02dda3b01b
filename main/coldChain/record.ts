import { findReading } from '../../db/queries/coldChain.ts';
import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { keepReadings } from './keepReadings.ts';
import { readColdStorage } from './readStorage.ts';
import { watchStorage } from './watch.ts';

/** What somebody read off the thermometer. A mistyped one is answered by another a minute later: readings are never changed. */
export const recordTemperature: CommandHandler<'coldChain.record'> = {
  run: async (ctx, { locationId, celsius, at = ctx.now(), note }) => {
    await readColdStorage(ctx, locationId);
    if (at > ctx.now()) throw new AppError('date.in_future', { date: 'at' });
    const known = findReading(ctx.raw, locationId, at);
    if (known !== undefined) throw new AppError('coldChain.already_read', { celsius: known });
    keepReadings(ctx, { locationId, readings: [{ at, celsius }], importId: null, note });
    audit(ctx, { action: 'create', resource: 'temperature_reading', resourceId: locationId, body: { after: { at, celsius, note } } });
    return watchStorage(ctx, locationId, at);
  },
};
