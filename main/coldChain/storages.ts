import {
  type ColdStorageLine,
  type ExcursionLine,
  findLatestReading,
  listColdStorages,
  listExcursions,
  listHeldBy,
  listLotsNow,
  listReadings,
} from '../../db/queries/coldChain.ts';
import type { ColdStorage, ExcursionRow } from '../../preload/contract/coldChain.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import type { Reading } from './findExcursions.ts';
import { hoursBetweenLooks } from './limits.ts';
import { limitsOf, readColdStorage } from './readStorage.ts';

export const listStorages: QueryHandler<'coldChain.list'> = async (ctx) => {
  const lines = await listColdStorages(ctx.db);
  const excursions = await listExcursions(ctx.db);
  return { storages: lines.map((line) => toStorage(ctx, line, excursions)) };
};

export const oneStorage: QueryHandler<'coldChain.storage'> = async (ctx, { locationId, days }) => {
  const line = await readColdStorage(ctx, locationId);
  const excursions = await listExcursions(ctx.db, locationId);
  const from = new Date(Date.parse(ctx.now()) - days * 86_400_000).toISOString();
  const readings = listReadings(ctx.raw, locationId, from);
  const shown = readings.length > mostShown ? hourlyEnds(readings) : readings;
  return {
    storage: toStorage(ctx, line, excursions),
    readings: shown,
    isThinned: shown !== readings,
    excursions: excursions.map((row) => toExcursion(ctx, row)),
    lots: listLotsNow(ctx.raw, locationId).map(({ stage, checkedAt, itemId: _, ...lot }) => ({
      ...lot,
      vvm: stage === null || checkedAt === null ? null : { stage, at: checkedAt },
    })),
  };
};

function toStorage(ctx: Context, line: ColdStorageLine, excursions: readonly ExcursionLine[]): ColdStorage {
  const limits = limitsOf(line);
  const latest = findLatestReading(ctx.raw, line.id) ?? null;
  const isOld = latest === null || Date.parse(ctx.now()) - Date.parse(latest.at) > hoursBetweenLooks * 3_600_000;
  const isOut = latest !== null && (latest.celsius < limits.low || latest.celsius > limits.high);
  return {
    locationId: line.id,
    name: line.name,
    limits,
    isProposed: line.version === null,
    version: line.version ?? 0,
    latest,
    state: isOut ? 'out' : isOld ? 'unread' : 'good',
    openExcursions: excursions.filter((row) => row.location_id === line.id && row.conclusion === null).length,
    lots: listLotsNow(ctx.raw, line.id).length,
  };
}

function toExcursion(ctx: Context, row: ExcursionLine): ExcursionRow {
  return {
    excursionId: row.id,
    locationId: row.location_id,
    locationName: row.locationName,
    kind: row.kind as ExcursionRow['kind'],
    startedAt: row.started_at,
    endedAt: row.ended_at,
    extreme: row.extreme,
    isTimed: row.is_timed === 1,
    conclusion: row.conclusion as ExcursionRow['conclusion'],
    note: row.note,
    concludedAt: row.concluded_at,
    concludedBy: row.concludedBy,
    lots: listHeldBy(ctx.raw, row.id).map(({ itemId: _, ...lot }) => lot),
    version: row.version,
  };
}

const mostShown = 600;

/** Of each hour the lowest and the highest: an excursion is never thinned away. */
function hourlyEnds(readings: readonly Reading[]): Reading[] {
  const hours = [...Map.groupBy(readings, ({ at }) => at.slice(0, 13)).values()];
  return hours.flatMap((hour) => {
    const sorted = hour.toSorted((a, b) => a.celsius - b.celsius);
    const ends = [sorted[0]!, sorted.at(-1)!];
    return ends[0] === ends[1] ? [ends[0]!] : ends.sort((a, b) => a.at.localeCompare(b.at));
  });
}
