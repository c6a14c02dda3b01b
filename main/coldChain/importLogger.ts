import { createHash } from 'node:crypto';
import { listReadings } from '../../db/queries/coldChain.ts';
import { insert } from '../../db/write.ts';
import { instantOf } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { findBlob } from '../documents/blobs.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';
import { findExcursions, type Reading } from './findExcursions.ts';
import { keepReadings } from './keepReadings.ts';
import { type LoggerFile, readLogger } from './readLogger.ts';
import { limitsOf, readColdStorage } from './readStorage.ts';
import { watchStorage } from './watch.ts';

type Found = LoggerFile & { fileName: string };

function readFile(ctx: Context, blobId: string): Found {
  const { row, key } = findBlob(ctx, blobId);
  const bytes = ctx.facility.blobs.readAll(row.file_name, row.size, key);
  return { ...readLogger(bytes, (day, time) => instantOf(day, time, ctx.facility.self.time_zone)), fileName: row.name };
}

export const previewLogger: QueryHandler<'coldChain.previewImport'> = async (ctx, { locationId, blobId }) => {
  const line = await readColdStorage(ctx, locationId);
  const { readings, badRows, order } = readFile(ctx, blobId);
  const [firstAt, lastAt] = [readings[0]!.at, readings.at(-1)!.at];
  const kept = new Set(listReadings(ctx.raw, locationId, firstAt).map(({ at }) => at));
  const values = readings.map(({ celsius }) => celsius);
  return {
    readings: readings.length,
    known: readings.filter(({ at }) => kept.has(at)).length,
    badRows,
    firstAt,
    lastAt,
    lowest: values.reduce((a, b) => Math.min(a, b)),
    highest: values.reduce((a, b) => Math.max(a, b)),
    order,
    inFuture: future(ctx, readings),
    excursions: findExcursions(readings, limitsOf(line)),
  };
};

/** A logger's clock may be minutes ahead of this one, not a day. */
const future = (ctx: Context, readings: readonly Reading[]): number => {
  const limit = new Date(Date.parse(ctx.now()) + 3_600_000).toISOString();
  return readings.filter(({ at }) => at > limit).length;
};

export const importLogger: CommandHandler<'coldChain.import', Found> = {
  prepare: async (ctx, { blobId }) => readFile(ctx, blobId),
  run: async (ctx, { locationId }, { readings, badRows, fileName }) => {
    await readColdStorage(ctx, locationId);
    if (future(ctx, readings) > 0) throw new AppError('date.in_future', { date: 'at' });
    const importId = ctx.newId();
    insert(ctx, 'temperature_import', {
      id: importId,
      location_id: locationId,
      file_name: fileName,
      sha256: createHash('sha256').update(JSON.stringify(readings)).digest('hex'),
      readings: readings.length,
      bad_rows: badRows,
      first_at: readings[0]!.at,
      last_at: readings.at(-1)!.at,
      imported_at: ctx.now(),
      imported_by: ctx.user.practitionerId,
    });
    const added = keepReadings(ctx, { locationId, readings, importId, note: '' });
    return { added, ...(await watchStorage(ctx, locationId, readings[0]!.at)) };
  },
};
