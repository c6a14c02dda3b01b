import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgresStore } from '../../sync/hub/store/postgres.ts';
import { startPostgres } from '../support/postgres.ts';
import type { PostgresServer } from '../support/postgres.ts';
import { enrolmentCodeFor, runHub } from '../support/sync/command.ts';
import { aFacility } from '../support/sync/facility.ts';
import { aFolder, aHub, until } from '../support/sync/hub.ts';
import { aStick } from '../support/sync/seed.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(() => server.stop());

test('on PostgreSQL the operator’s command takes a file and writes its answer, and says in words what is wrong with another', async () => {
  const [url, folder] = [await server.database(), aFolder()];
  const store = await openPostgresStore({ url, name: 'Region' });
  const stick = aStick(folder);
  const [there, here] = [aFacility('There'), aFacility('Here')];
  for (const facility of [there, here]) await stick.join(facility, store);
  there.setStock('amoxicillin', 40);
  const file = await stick.write(there);
  const out = join(folder, 'answer.mvseed');
  const done = await runHub('seed', '--database-url', url, '--from', file, '--out', out, '--json');
  expect(done).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(done.stdout)).toMatchObject({ ok: true, changes: 2, kept: 2, refused: 0, isOlder: false, facility: { name: 'There' } });
  await stick.load(there, out);
  expect(there.outbox()).toEqual([]);
  await stick.walk(here, store);
  expect(here.sees(there)).toEqual({ amoxicillin: 40 });

  expect(await stick.exchange(store, file)).toMatchObject({ kept: 0 });
  const copy = aFacility('There', { ...there.facility, raw: there.raw });
  expect(await runHub('seed', '--database-url', url, '--from', file, '--out', out)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching('already|there') as string,
  });
  writeFileSync(join(folder, 'cut.mvseed'), 'MedVault seed 1\n');
  const cut = await runHub('seed', '--database-url', url, '--from', join(folder, 'cut.mvseed'), '--out', join(folder, 'no.mvseed'));
  expect(cut).toMatchObject({ code: 1, stderr: expect.stringContaining('end of this file is missing') as string });
  expect(existsSync(join(folder, 'no.mvseed'))).toBe(false);
  copyFileSync(out, join(folder, 'back.mvseed'));
  const back = await runHub(
    'seed',
    '--database-url',
    url,
    '--from',
    join(folder, 'back.mvseed'),
    '--out',
    join(folder, 'no.mvseed'),
    '--json',
  );
  expect(JSON.parse(back.stdout)).toMatchObject({ ok: false, error: { code: 'seed.wrong_way' } });
  copy.raw.close();
  here.raw.close();
  await store.close();
}, 60_000);

test('beside a running hub on a file: a facility joins with the operator’s code, and who is connected has its rows', async () => {
  const folder = aFolder();
  const hub = await aHub();
  const stick = aStick(folder);
  const [online, there] = [aFacility('Online'), aFacility('There')];
  await online.enrol(hub.url, await hub.createEnrolmentCode());
  online.start();
  const exchange = async (file: string): Promise<string> => {
    const out = `${file}.answer.mvseed`;
    expect(await runHub('seed', '--data', hub.dataDir, '--from', file, '--out', out)).toMatchObject({ code: 0 });
    return out;
  };
  await stick.load(there, await exchange(await stick.askToJoin(there, await enrolmentCodeFor(hub.dataDir))));
  there.setStock('amoxicillin', 40);
  await stick.load(there, await exchange(await stick.write(there)));
  await until('the row is there', () => online.sees(there)['amoxicillin'] === 40, 40_000);
  expect(online.quarantine()).toEqual([]);
  await online.stop();
  for (const { raw } of [online, there]) raw.close();
}, 60_000);
