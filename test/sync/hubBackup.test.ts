import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runHub } from '../support/sync/command.ts';
import { aFacility } from '../support/sync/facility.ts';
import type { TestFacility } from '../support/sync/facility.ts';
import { aFolder, aHub, until } from '../support/sync/hub.ts';

const told = async (...args: string[]) => JSON.parse((await runHub(...args, '--json')).stdout) as unknown;

async function enrolled(hub: Awaited<ReturnType<typeof aHub>>, name: string): Promise<TestFacility> {
  const facility = aFacility(name);
  await facility.enrol(hub.url, await hub.createEnrolmentCode());
  onTestFinished(facility.stop);
  return facility;
}

test('a hub is backed up while it runs and put back: a new epoch begins, everything is sent again, the former file stays', async () => {
  let hub = await aHub();
  const { dataDir, port } = hub;
  const [a, b] = [await enrolled(hub, 'A'), await enrolled(hub, 'B')];
  a.setStock('early', 1);
  a.start();
  b.start();
  await until('B has it', () => b.sees(a)['early'] === 1);
  const out = join(aFolder(), 'backups', 'hub.backup');
  expect(await told('backup', '--data', dataDir, '--out', out)).toMatchObject({ ok: true, file: out, facilities: 2 });
  expect(statSync(out).mode & 0o777).toBe(0o600);
  a.setStock('late', 2);
  await until('B has that too', () => b.sees(a)['late'] === 2 && a.link().status().waiting === 0);

  const refused = await runHub('restore', '--data', dataDir, '--from', out);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('Another hub is running') as string });
  await a.stop();
  await b.stop();
  await hub.stop();
  expect(await told('restore', '--data', dataDir, '--from', out)).toMatchObject({ ok: true, facilities: 2 });
  expect(readdirSync(dataDir).some((name) => name.startsWith('hub.sqlite.before-'))).toBe(true);
  hub = await aHub({ dataDir, port });
  a.start();
  b.start();
  await until('the hub has all of it again', async () => (await hub.rows('stock.level')).length === 2);
  await until('they agree', () => b.sees(a)['late'] === 2 && b.sees(a)['early'] === 1 && a.link().status().waiting === 0);
  expect(hub.metrics.read('restores_total')).toBe(0); // it was told, so nobody had to find out
});

test('what is no backup, or would write over something, changes nothing', async () => {
  const folder = aFolder();
  const hub = await aHub();
  const out = join(folder, 'there');
  writeFileSync(out, 'x');
  const cases: [string[], RegExp][] = [
    [['backup', '--data', hub.dataDir, '--out', out], /is there already/],
    [['backup', '--data', join(folder, 'none'), '--out', join(folder, 'b')], /no hub in/],
    [['restore', '--data', folder, '--from', join(folder, 'none')], /There is no file/],
    [['restore', '--data', folder, '--from', out], /damaged, or is not a backup/],
    [['restored', '--data', join(folder, 'none')], /no hub in/],
  ];
  for (const [index, ended] of (await Promise.all(cases.map(([args]) => runHub(...args)))).entries()) {
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(cases[index]![1]) as string });
  }
  expect(existsSync(join(folder, 'hub.sqlite'))).toBe(false);
});
