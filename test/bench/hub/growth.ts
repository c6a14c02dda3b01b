import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cpuOf, pause, round } from '../processes.ts';
import { aLine } from './clinic.ts';
import { connectAll, stopAll } from './connections.ts';
import { aHubPlace, settledKb, someClinics } from './place.ts';
import { createStream } from './stream.ts';
import { drawGrowth } from './plot.ts';
import type { Point } from './plot.ts';

const picture = join(import.meta.dirname, '../../../resources/screenshots/hub-growth.svg');
/** Who lies near each: the same however large the country is. */
const perArea = 10;
const perSecond = 100;
const seconds = 15;
const idleSeconds = 6;

/** The same 100 changes a second, each read by nine neighbours, while more and more facilities are connected. */
export async function measureGrowth(most: number): Promise<Record<string, unknown>> {
  const points: Point[] = [];
  for (let facilities = 1; facilities <= most; facilities *= 10) points.push(await measureOne(facilities));
  mkdirSync(dirname(picture), { recursive: true });
  writeFileSync(picture, drawGrowth(points, { perArea, perSecond }));
  return { 'facilities near each': perArea - 1, 'changes a second': perSecond, points };
}

async function measureOne(facilities: number): Promise<Point> {
  const clinics = someClinics(facilities, perArea);
  const place = await aHubPlace(clinics);
  try {
    const hub = await place.start();
    const stream = createStream();
    const line = aLine();
    const all = await connectAll(clinics, place.port, { isNear: true, onRows: stream.onRows }, line);
    // Few of them speak, anywhere in the country; with fewer than that, all.
    const step = Math.max(1, Math.floor(facilities / 100));
    const sources = all.filter((_, index) => index % step === 0);
    await stream.run(sources, perSecond, 4);
    const memoryMb = round((await settledKb(hub)) / 1024, 0);
    const atRest = cpuOf(hub.pid);
    await pause(idleSeconds * 1000);
    const [cpu, bytes, began] = [cpuOf(hub.pid), line.bytes(), performance.now()];
    const streamed = await stream.run(sources, perSecond, seconds);
    const [now, wall] = [line.bytes(), (performance.now() - began) / 1000];
    const idle = (cpu - atRest) / idleSeconds; // pings of all of them, which nobody's change causes
    const spent = cpuOf(hub.pid) - cpu - idle * wall;
    await stopAll(all);
    await hub.end();
    return {
      facilities,
      cpuMicroseconds: round((spent / streamed.changes) * 1e6, 0),
      bytes: round((now.toHub + now.fromHub - bytes.toHub - bytes.fromHub) / streamed.changes, 0),
      visibleP50: streamed.visible.p50,
      visibleP99: streamed.visible.p99,
      deliveries: streamed.deliveries,
      expected: streamed.changes * (Math.min(facilities, perArea) - 1),
      idleCpuMsASecond: round(idle * 1000, 0),
      memoryMb,
    };
  } finally {
    place.remove();
  }
}
