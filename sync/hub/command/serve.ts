import { startHub } from '../start.ts';
import type { Wanted } from './arguments.ts';

/** Until a signal ends it. */
export async function serve({ place, port, listen, name, historyDays, drainMs, hidesClaimants, json }: Wanted): Promise<number> {
  const hub = await startHub({
    ...place,
    port,
    listen,
    ...(name === undefined ? {} : { name }),
    ...(historyDays === undefined ? {} : { historyDays }),
    policy: { claimantsAreNamed: !hidesClaimants },
    log: (event, detail) => process.stderr.write(`${new Date().toISOString()} ${event}${detail ? ` ${JSON.stringify(detail)}` : ''}\n`),
  });
  process.stdout.write(json ? `${JSON.stringify({ url: hub.url, pid: process.pid })}\n` : `The hub is ready at ${hub.url}\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
  await hub.stop(drainMs);
  return 0;
}
