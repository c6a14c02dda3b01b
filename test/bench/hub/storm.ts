import { quantile } from '../quantiles.ts';
import { busySeconds, cpuOf, pause, round, untilTrue } from '../processes.ts';
import { aLevelOf } from './changes.ts';
import type { Connected } from './clinic.ts';
import { connectAll, stopAll } from './connections.ts';
import { aHubPlace, someClinics } from './place.ts';

const perArea = 100;
const awayMs = 2000;
/** Of a hundred readers each: fifty changes a second are 5,000 deliveries. */
const changeEveryMs = 20;

/** The hub is killed with everybody connected and started again; they come back as the link of a facility does, and read what they missed. */
export async function measureStorm(facilities: number): Promise<Record<string, unknown>> {
  const clinics = someClinics(facilities, perArea);
  const place = await aHubPlace(clinics);
  try {
    const first = await place.start();
    const back: number[] = [];
    let isAway = false;
    let readyAt = Infinity;
    const puts = { off: 0, failed: 0 };
    const all = await connectAll(clinics, place.port, {
      isNear: true,
      onCaughtUp: () => isAway && back.push(performance.now()),
      onFailure: ({ code }) => {
        if (performance.now() < readyAt) return;
        if (code === 'hub.rate_limited') puts.off++;
        else puts.failed++;
      },
    });
    isAway = true;
    await first.end();
    const killedAt = performance.now();
    await pause(awayMs);
    const hub = await place.start();
    readyAt = performance.now();
    const [ownCpu, busy] = [cpuOf(process.pid), busySeconds()];
    const inside = pushFromInside(all);
    await untilTrue('everybody is back', () => back.length >= facilities, 240_000);
    const hubCpu = cpuOf(hub.pid);
    const answered = await inside.stop();
    const after = back.map((at) => Math.max(0, at - readyAt) / 1000);
    const figures = {
      facilities,
      'hub ready after its kill, s': round((readyAt - killedAt) / 1000),
      'caught up after the hub was ready, s': {
        half: round(quantile(after, 0.5)),
        p99: round(quantile(after, 0.99)),
        last: round(Math.max(...after)),
      },
      'asked to come later': puts.off,
      'other failures': puts.failed,
      'hub CPU, s': round(hubCpu),
      'hub CPU, ms a facility': round((hubCpu / facilities) * 1000),
      'CPU of all facilities, s': round(cpuOf(process.pid) - ownCpu),
      'CPU of the whole computer, s': round(busySeconds() - busy),
      'changes acknowledged meanwhile': answered.length,
      'acknowledged after, ms': { p50: round(quantile(answered, 0.5), 0), p99: round(quantile(answered, 0.99), 0) },
    };
    await stopAll(all);
    await hub.end();
    return figures;
  } finally {
    place.remove();
  }
}

/** Whoever is back works on: fifty changes a second from one after the other, and how long each was not acknowledged. */
function pushFromInside(all: readonly Connected[]): { stop(): Promise<number[]> } {
  const took: number[] = [];
  let isStopped = false;
  let number = 0;
  const running = (async () => {
    for (let index = 0; !isStopped; index++) {
      await pause(changeEveryMs);
      const from = nextOnline(all, index * 37);
      if (from === undefined) continue;
      const began = performance.now();
      from.push([aLevelOf(number++)]).then(
        () => took.push(performance.now() - began),
        () => undefined,
      );
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await running;
      await pause(500);
      return took;
    },
  };
}

function nextOnline(all: readonly Connected[], from: number): Connected | undefined {
  for (let step = 0; step < 200; step++) {
    const each = all[(from + step * 101) % all.length]!;
    if (each.isOnline()) return each;
  }
  return undefined;
}
