import { startNeighbourhood } from '../demo/neighbourhood.ts';
import type { Seat } from './context.ts';
import { Host } from './host.ts';
import { newId } from './ids.ts';
import { startJobs } from './jobs.ts';
import { openLog } from './log.ts';
import { screensDir } from '../resources.ts';
import { followSharing } from '../seats/followSharing.ts';
import { serveSeat } from './ports.ts';
import { parentLink, type StartMessage } from './processMessages.ts';

/** The facility process under a window: a utility process in the installed application, a Node child in a checkout. */
const link = parentLink();
let ending: Promise<void> | undefined;

link.onStart((message) => void run(message));

async function run({ dataDir, keyEncryptionKey }: StartMessage): Promise<void> {
  const host = new Host({
    dataDir,
    log: openLog(dataDir),
    startNeighbours: startNeighbourhood,
    ...(keyEncryptionKey ? { keyEncryptionKey } : {}),
  });
  const jobs = startJobs(host);
  const stopSharing = followSharing(host, screensDir());
  link.onShutdown(() => {
    ending ??= stopSharing()
      .then(() => jobs.stop())
      .then(() => host.close())
      .catch((error: unknown) => host.log.error({ err: error }, 'closing failed'))
      .then(() => process.exit(0));
  });
  await host.start();
  let hasFailed = host.problem !== undefined;
  host.onNews((news) => {
    if (news !== 'status' || !hasFailed || host.problem) return;
    hasFailed = false; // the recovery key opened it, or a backup was put in place
    link.send({ t: 'ready' });
  });
  link.onPort((port, { id, kind }) => {
    const seat: Seat = { id: id || newId(), kind, user: null };
    const served = serveSeat(host, seat, { post: (answer) => port.post(answer) });
    port.onMessage(served.receive);
    port.onClose(served.end);
  });
  link.send(host.problem ? { t: 'failed', error: { code: host.problem.code, data: host.problem.data } } : { t: 'ready' });
}
