import { prepared } from '../../db/statements.ts';
import type { Context } from '../facility/context.ts';
import type { Reading } from './findExcursions.ts';

/** One audit line tells of them all: a logger writes thousands. Answers how many were new. */
export function keepReadings(
  ctx: Context,
  { locationId, readings, importId, note }: { locationId: string; readings: readonly Reading[]; importId: string | null; note: string },
): number {
  const keep = prepared(
    ctx.raw,
    `INSERT INTO temperature_reading (location_id, measured_at, celsius, import_id, note, recorded_at, recorded_by)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  let added = 0;
  for (const { at, celsius } of readings)
    added += keep.run(locationId, at, celsius, importId, note, ctx.now(), ctx.user.practitionerId).changes;
  ctx.touched.add('temperature_reading');
  return added;
}
