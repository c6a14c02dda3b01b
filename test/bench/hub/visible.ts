import { busySeconds, cpuOf, round } from '../processes.ts';
import { aLine } from './clinic.ts';
import { connectAll, stopAll } from './connections.ts';
import { aHubPlace, someClinics } from './place.ts';
import { createStream } from './stream.ts';

/** One sends, a hundred others lie near it. */
const perArea = 101;
const perSecond = 500;
const seconds = 20;

/** Everybody is connected and reads what is near; 500 changes a second come from one area, from several, from everywhere. */
export async function measureVisible(facilities: number): Promise<Record<string, unknown>> {
  const clinics = someClinics(facilities, perArea);
  const place = await aHubPlace(clinics);
  try {
    const hub = await place.start();
    const stream = createStream();
    const line = aLine();
    const all = await connectAll(clinics, place.port, { isNear: true, onRows: stream.onRows }, line);
    await stream.run(all.slice(0, perArea), 200, 3); // what is compiled while it runs
    const figures: Record<string, unknown> = { facilities, 'facilities near each': perArea - 1, 'changes a second': perSecond };
    for (const areas of new Set([1, 5, 20, Math.floor(facilities / perArea)])) {
      if (areas * perArea > facilities) continue;
      const [cpu, own, busy, bytes] = [cpuOf(hub.pid), cpuOf(process.pid), busySeconds(), line.bytes()];
      const streamed = await stream.run(all.slice(0, areas * perArea), perSecond, seconds);
      const now = line.bytes();
      figures[`from ${areas} area${areas > 1 ? 's' : ''}`] = {
        ...streamed,
        expected: streamed.changes * (perArea - 1),
        hubCpuSeconds: round(cpuOf(hub.pid) - cpu),
        facilitiesCpuSeconds: round(cpuOf(process.pid) - own),
        computerCpuSeconds: round(busySeconds() - busy),
        hubCpuMicrosecondsADelivery: round(((cpuOf(hub.pid) - cpu) / streamed.deliveries) * 1e6, 1),
        bytesADelivery: round((now.fromHub - bytes.fromHub + now.toHub - bytes.toHub) / streamed.deliveries, 0),
      };
    }
    await stopAll(all);
    await hub.end();
    return figures;
  } finally {
    place.remove();
  }
}
