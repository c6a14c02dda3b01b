import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cpuOf, pause, round } from '../processes.ts';
import { pingMs } from './clinic.ts';
import { withCountry } from './country.ts';
import type { Country } from './country.ts';
import { settledKb } from './place.ts';
import { drawGrowth } from './plot.ts';
import type { Point } from './plot.ts';

const picture = join(import.meta.dirname, '../../../resources/screenshots/hub-growth.svg');
/** Who lies near each: the same however large the country is. */
const perArea = 10;
const perSecond = 15;
const seconds = 24;

/**
 * What one change costs while more and more facilities are connected. Changes come from facilities in scattered turn, further apart than the
 * 50 ms for which a busy hub gathers: at every size each is a push, a commit and nine frames of its own, and none shares them with another,
 * as ten neighbours' changes would if there were more of them in a second, and those of ten thousand facilities would not. A single facility
 * has nobody to tell: its figure is the bare push.
 *
 * Pings are what being connected costs, whether anything changes or not. Ten thousand facilities' would be most of what a hub does here: they
 * are held back while changes are counted, and counted by themselves.
 */
export async function measureGrowth(most: number): Promise<Record<string, unknown>> {
  const points: Point[] = [];
  let ping = {};
  for (let facilities = 1; facilities <= most; facilities *= 10) {
    await withCountry(facilities, perArea, async (country) => {
      points.push(await measureChanges(country));
      if (facilities * 10 > most) ping = await measurePings(country);
    });
  }
  mkdirSync(dirname(picture), { recursive: true });
  writeFileSync(picture, drawGrowth(points, { perArea, perSecond }));
  return { 'facilities near each': perArea - 1, 'changes a second': perSecond, points, [`a ping every ${pingMs / 1000} s`]: ping };
}

async function measureChanges({ hub, all, stream, bytes, frames, pings }: Country): Promise<Point> {
  await stream.run(all, 200, 4); // what is compiled while it runs
  const memoryMb = round((await settledKb(hub)) / 1024, 0);
  pings.areHeld = true;
  await pause(500); // for what is on its way
  const before = { cpu: cpuOf(hub.pid), bytes: bytes(), frames: frames() };
  const { changes, deliveries, visible } = await stream.run(all, perSecond, seconds);
  const each = (spent: number, digits = 0) => round(spent / changes, digits);
  const point: Point = {
    facilities: all.length,
    cpuMicroseconds: each((cpuOf(hub.pid) - before.cpu) * 1e6),
    bytes: each(bytes() - before.bytes),
    frames: each(frames() - before.frames, 2),
    visible: deliveries === 0 ? null : visible,
    deliveries,
    expected: changes * (Math.min(all.length, perArea) - 1),
    memoryMb,
  };
  pings.areHeld = false;
  return point;
}

/** For as long as it takes until each has sent one. */
async function measurePings({ hub, all, bytes }: Country): Promise<{ facilities: number; cpuMicroseconds: number; bytes: number }> {
  const before = { cpu: cpuOf(hub.pid), bytes: bytes() };
  await pause(pingMs);
  const each = (spent: number) => round(spent / all.length, 0);
  return {
    facilities: all.length,
    cpuMicroseconds: each((cpuOf(hub.pid) - before.cpu) * 1e6),
    bytes: each(bytes() - before.bytes),
  };
}
