import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readHubLink } from '../../sync/client/hubLink.ts';
import { openSqliteStore } from '../../sync/hub/store/sqlite.ts';
import { aFacility } from '../support/sync/facility.ts';
import { aFolder } from '../support/sync/hub.ts';
import { aStick } from '../support/sync/seed.ts';

const agent = join(import.meta.dirname, '../fixtures/seedAgent.ts');
const items = 600;

/** Killed so long after it has begun; none = it may finish. @returns whether it did */
function runAgent(afterMs: number | null, ...args: string[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [agent, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let [said, failed] = ['', ''];
    child.stderr.on('data', (part: Buffer) => void (failed += part.toString()));
    child.stdout.on('data', (part: Buffer) => {
      const isFirst = said === '';
      said += part.toString();
      if (isFirst && afterMs !== null) setTimeout(() => child.kill('SIGKILL'), afterMs);
    });
    child.once('exit', (code) => {
      if (code !== 0 && code !== null) reject(new Error(failed));
      else resolve(said.includes('done'));
    });
  });
}

test('kill -9 while the file is written, exchanged and loaded: done again it is whole, nothing is lost and nothing is there twice', async () => {
  const [folder, hubFolder] = [aFolder(), aFolder()];
  const path = join(folder, 'facility.db');
  const stick = aStick(folder);
  let facility = aFacility('There', { path });
  const other = aFacility('Other');
  let store = openSqliteStore(hubFolder, 'Hub');
  for (const each of [facility, other]) await stick.join(each, store);
  for (let item = 0; item < items; item++) {
    facility.setStock(`item-${item}`, item);
    other.setStock(`item-${item}`, items - item);
  }
  await stick.walk(other, store);
  await store.close();
  facility.raw.close();
  const { id, epoch } = facility.facility;

  let tries = 0;
  let killed = 0;
  /** Again and again, each time killed a little later, until it is through. */
  async function untilDone(step: string, args: (name: string) => string[]): Promise<string> {
    for (const wait of [0, 70, null]) {
      const name = join(folder, `${step}-${++tries}.mvseed`);
      if (await runAgent(wait, ...args(name))) return name;
      killed++;
    }
    throw new Error(`${step} did not end`);
  }
  const file = await untilDone('write', (name) => ['write', path, id, epoch, name]);
  const answer = await untilDone('exchange', (name) => ['exchange', hubFolder, id, epoch, file, name]);
  await untilDone('load', () => ['load', path, id, epoch, answer]);
  expect(killed).toBeGreaterThanOrEqual(3);

  store = openSqliteStore(hubFolder);
  facility = aFacility('There', { id, epoch, path });
  for (let item = 0; item < items; item++) facility.stock.set(`item-${item}`, item);
  const { next_number: next, acknowledged_through: through } = readHubLink(facility.raw)!;
  expect((await store.findFacility(id))!).toMatchObject({ acknowledgedThrough: through, highestNumber: through });
  expect(next).toBe(through + 1);
  expect(facility.outbox()).toEqual([]);
  expect(Object.keys(facility.sees(other))).toHaveLength(items);
  await stick.walk(other, store);
  expect(other.sees(facility)).toEqual(Object.fromEntries([...facility.stock].sort(([a], [b]) => (a < b ? -1 : 1))));
  await store.close();
  facility.raw.close();
  other.raw.close();
}, 120_000);
