import { busySeconds, cpuOf, round } from '../processes.ts';
import { withCountry } from './country.ts';

/** One sends, a hundred others lie near it. */
const perArea = 101;
const perSecond = 500;
const seconds = 20;

/** Everybody is connected and reads what is near; 500 changes a second come from one area, from several, from everywhere. */
export async function measureVisible(facilities: number): Promise<Record<string, unknown>> {
  return withCountry(facilities, perArea, async ({ hub, all, stream, bytes, frames }) => {
    await stream.run(all.slice(0, perArea), 200, 3); // what is compiled while it runs
    const figures: Record<string, unknown> = { facilities, 'facilities near each': perArea - 1, 'changes a second': perSecond };
    for (const areas of new Set([1, 5, 20, Math.floor(facilities / perArea)])) {
      if (areas * perArea > facilities) continue;
      const before = { cpu: cpuOf(hub.pid), own: cpuOf(process.pid), busy: busySeconds(), bytes: bytes(), frames: frames() };
      const streamed = await stream.run(all.slice(0, areas * perArea), perSecond, seconds);
      const hubCpu = cpuOf(hub.pid) - before.cpu;
      figures[`from ${areas} area${areas > 1 ? 's' : ''}`] = {
        ...streamed,
        expected: streamed.changes * (perArea - 1),
        hubCpuSeconds: round(hubCpu),
        facilitiesCpuSeconds: round(cpuOf(process.pid) - before.own),
        computerCpuSeconds: round(busySeconds() - before.busy),
        hubCpuMicrosecondsADelivery: round((hubCpu / streamed.deliveries) * 1e6, 1),
        deliveriesAFrame: round(streamed.deliveries / (frames() - before.frames), 1),
        bytesADelivery: round((bytes() - before.bytes) / streamed.deliveries, 0),
      };
    }
    return figures;
  });
}
