import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { threeComputers } from '../support/seats/networks.ts';
import { enrolmentCodeFor } from '../support/sync/command.ts';
import { aFolder, until } from '../support/sync/hub.ts';
import { anAgent, findDifference } from './agents.ts';

const isRoot = process.getuid?.() === 0;
const reason = 'skipped: a slow line of its own takes Linux, root and iproute2 (network namespaces, tbf)';
const hubPort = 8787;
const linePort = 9000;

/** A program inside one of the test's networks, until the test has finished. @returns when it has said its first line */
async function inside(network: string, ...line: string[]): Promise<void> {
  const child = spawn('ip', ['netns', 'exec', network, ...line], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => void child.once('exit', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (status) => reject(new Error(`${line.join(' ')} ended with ${status}`)));
  });
}

test('over 64 kbit a second, with the cable out for a while, two clinics end with the same rows', async (context) => {
  if (!isRoot || process.platform !== 'linux') {
    process.stderr.write(`${reason}\n`);
    return context.skip(reason);
  }
  const networks = threeComputers();
  const folder = aFolder();
  const root = join(import.meta.dirname, '../..');
  const relay = join(import.meta.dirname, 'relay.ts');
  const hub = ['--data', join(folder, 'hub'), '--port', String(hubPort), '--json'];
  await inside(networks.host, process.execPath, join(root, 'sync/hub/main.ts'), ...hub);
  for (const seat of ['one', 'two'] as const) {
    const across = networks.hostAt[seat];
    await inside(networks.host, process.execPath, relay, across, String(linePort), '127.0.0.1', String(hubPort));
    await inside(networks[seat], process.execPath, relay, '127.0.0.1', String(linePort), across, String(linePort));
    // What the clinic sends and what it is sent: each way as narrow as a 2G line.
    for (const [network, end] of [
      [networks.host, 0],
      [networks[seat], 1],
    ] as const)
      execFileSync('tc', [
        '-n',
        network,
        'qdisc',
        'add',
        'dev',
        `${networks[seat]}${end}`,
        'root',
        'tbf',
        ...'rate 64kbit burst 8kb latency 500ms'.split(' '),
      ]);
  }
  const agents = (['one', 'two'] as const).map((seat) =>
    anAgent(join(folder, `${seat}.sqlite`), seat, `ws://127.0.0.1:${linePort}`, 40, ['ip', 'netns', 'exec', networks[seat]]),
  );
  for (const agent of agents) await agent.start(await enrolmentCodeFor(join(folder, 'hub')));
  const [one, two] = agents as [(typeof agents)[0], (typeof agents)[0]];
  await until('they hear each other', () => Object.keys(one.holds(two)).length > 2 && Object.keys(two.holds(one)).length > 2, 60_000);
  networks.cut('one');
  await new Promise((resolve) => void setTimeout(resolve, 2500));
  const before = one.waiting();
  expect(before).toBeGreaterThan(0); // it went on working, and knows what it has still to say
  networks.mend('one');
  for (const agent of agents) agent.hush();
  await until('all is equal', () => findDifference(one, two) === null && findDifference(two, one) === null, 90_000);
});
