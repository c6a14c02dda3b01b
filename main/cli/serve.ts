import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startNeighbourhood } from '../demo/neighbourhood.ts';
import { Host } from '../facility/host.ts';
import { startJobs } from '../facility/jobs.ts';
import { openLog } from '../facility/log.ts';
import { serveSeats } from '../facility/seats.ts';
import { resourcesDir } from '../resources.ts';
import { sentenceFor } from './sentences.ts';
import { say } from './say.ts';

const help = `Usage: medvault serve --data DIR [--port N] [--json]

Serves the facility in DIR to a browser on this computer (127.0.0.1). Answers one line of JSON when it is ready:
{ "url", "pid", "signInUrl" }. The sign-in link works once, for two minutes; press Enter for another one. Ctrl+C ends it.
`;

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { data: { type: 'string' }, port: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) return say(process.stdout, help, 0);
  const port = Number(values.port ?? 0);
  if (values.data === undefined || !Number.isInteger(port) || port < 0 || port > 65_535) return say(process.stderr, help, 2);

  const host = new Host({ dataDir: values.data, log: openLog(values.data), startNeighbours: startNeighbourhood });
  await host.start();
  if (host.problem?.code === 'storage.in_use' || host.problem?.code === 'storage.not_writable') throw host.problem;
  if (host.problem) process.stderr.write(`${sentenceFor(host.problem)}\n`);
  const jobs = startJobs(host);
  const seats = await serveSeats(host, { port, pages: join(resourcesDir(), '..', 'dist', 'renderer') });
  process.stdout.write(`${JSON.stringify({ url: seats.url, pid: process.pid, signInUrl: seats.newSignInLink() })}\n`);
  process.stdin.on('data', () => process.stderr.write(`${seats.newSignInLink()}\n`));

  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  await seats.close();
  await jobs.stop();
  await host.close();
  return 0;
}
