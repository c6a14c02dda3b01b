import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { toPayload } from '../../sync/protocol/kinds.ts';
import { aFacility, openFacilityFile } from '../support/sync/facility.ts';
import type { TestFacility } from '../support/sync/facility.ts';
import { aFolder, aHub, until } from '../support/sync/hub.ts';

type Hub = Awaited<ReturnType<typeof aHub>>;

async function enrolled(hub: Hub, name: string, options?: Parameters<typeof aFacility>[1]): Promise<TestFacility> {
  const facility = aFacility(name, options);
  await facility.enrol(hub.url, await hub.createEnrolmentCode());
  onTestFinished(facility.stop);
  return facility;
}

const settled = (...all: TestFacility[]) =>
  until('all is sent', () => all.every((each) => each.link().status().state === 'online' && each.link().status().waiting === 0));

/** Puts an earlier copy of the hub's file in place, as a person does with a USB stick. */
function putBack(dataDir: string, copy: string): void {
  for (const end of ['-wal', '-shm']) rmSync(join(dataDir, `hub.sqlite${end}`), { force: true });
  copyFileSync(copy, join(dataDir, 'hub.sqlite'));
}

test('a hub restored from an older backup learns of it from whoever connects, and everything is there again', async () => {
  let hub = await aHub();
  const { dataDir, port } = hub;
  const [a, b, c] = [await enrolled(hub, 'A'), await enrolled(hub, 'B'), await enrolled(hub, 'C')];
  a.setStock('early', 1);
  for (const each of [a, b, c]) each.start();
  await settled(a, b, c);
  await hub.stop();
  const backup = join(aFolder(), 'hub.sqlite');
  copyFileSync(join(dataDir, 'hub.sqlite'), backup);

  hub = await aHub({ dataDir, port });
  await settled(a, b, c);
  a.setStock('early', 2);
  for (let item = 0; item < 20; item++) a.setStock(`late-${item}`, item);
  await until('B has read it', () => b.sees(a)['late-19'] === 19 && b.sees(a)['early'] === 2);
  await settled(a, b, c);
  await a.stop();
  await b.stop();
  await c.stop();
  await hub.stop();

  putBack(dataDir, backup);
  hub = await aHub({ dataDir, port });
  // C pushes past where the hub had been before anyone who knew the lost rows comes back.
  for (let item = 0; item < 60; item++) c.setStock(`c-${item}`, item);
  c.start();
  await settled(c);
  expect(hub.metrics.read('restores_total')).toBe(1);
  a.start();
  b.start();
  await until('the hub has it again', async () => (await hub.rows('stock.level')).length === 81);
  await until('B and C agree', () => b.sees(a)['early'] === 2 && c.sees(a)['late-19'] === 19 && Object.keys(b.sees(c)).length === 60);
  await settled(a, b, c);
  expect(hub.metrics.read('restores_total')).toBe(1);
});

test('a facility restored from an older backup begins a new epoch, reads what it missed, and its older figure becomes the newest', async () => {
  const folder = aFolder();
  const hub = await aHub();
  const path = join(folder, 'a.sqlite');
  const a = await enrolled(hub, 'A', { path });
  const b = await enrolled(hub, 'B');
  a.setStock('item-1', 10);
  a.start();
  b.start();
  await settled(a, b);
  await a.stop();
  a.raw.pragma('wal_checkpoint(TRUNCATE)');
  const backup = join(folder, 'backup.sqlite');
  copyFileSync(path, backup);

  a.start();
  a.setStock('item-1', 7);
  a.setStock('item-2', 5);
  b.setStock('b-1', 3);
  await until('all know all', () => b.sees(a)['item-1'] === 7 && a.sees(b)['b-1'] === 3);
  await settled(a, b);
  await a.stop();

  const restored = aFacility('A', { id: a.facility.id, epoch: randomUUID(), raw: openFacilityFile(backup) });
  onTestFinished(restored.stop);
  restored.setStock('item-1', 10);
  restored.start();
  await until('B has the restored figure', () => b.sees(a)['item-1'] === 10);
  await until('it has read what it missed', () => restored.sees(b)['b-1'] === 3);
  await settled(restored);

  a.start(); // the machine that was thought dead
  await until('the second copy is refused', () => a.link().status().state === 'refused');
  expect(a.link().status().lastError?.code).toBe('hub.fork');
  expect(restored.link().status().state).toBe('online');
});

test('a copied data folder that is behind is refused before it sends anything', async () => {
  const folder = aFolder();
  const hub = await aHub();
  const path = join(folder, 'a.sqlite');
  const a = await enrolled(hub, 'A', { path });
  a.start();
  await settled(a);
  a.raw.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(path, join(folder, 'copy.sqlite'));
  a.setStock('item-1', 4);
  await settled(a);
  await a.stop();

  const copy = aFacility('A', { ...a.facility, raw: openFacilityFile(join(folder, 'copy.sqlite')) });
  onTestFinished(copy.stop);
  copy.setStock('item-1', 99);
  copy.start();
  await until('it is refused', () => copy.link().status().state === 'refused');
  expect(copy.link().status()).toMatchObject({ lastError: { code: 'hub.fork' }, waiting: 1 });
  expect((await hub.rows('stock.level')).map(({ payload }) => (JSON.parse(payload) as { onHand: number }).onHand)).toEqual([4]);
});

test('a new hub after the old one is joined with a new code, and gets everything', async () => {
  const [first, second] = [await aHub(), await aHub()];
  const [a, b] = [await enrolled(first, 'A'), await enrolled(first, 'B')];
  a.setStock('item-1', 6);
  a.start();
  b.start();
  await until('B sees A', () => b.sees(a)['item-1'] === 6);
  await a.enrol(second.url, await second.createEnrolmentCode());
  a.link().reconnect();
  await until('the second hub has it', async () => (await second.rows('stock.level')).length === 1);
  await settled(a);
  expect(a.peerCount()).toBe(0); // B belongs to the first hub
  expect(existsSync(first.dataDir)).toBe(true);
});

test('a hub put back to just before a push that moved no cursor cannot notice it, and its facility goes on all the same', async () => {
  let hub = await aHub();
  const { dataDir, port } = hub;
  const a = await enrolled(hub, 'A');
  a.setStock('item-1', 1);
  a.start();
  await settled(a);
  const backup = join(aFolder(), 'hub.sqlite');
  const file = new Sqlite(join(dataDir, 'hub.sqlite'), { readonly: true });
  await file.backup(backup); // while it runs
  file.close();
  const head = { seq: 1, hash: 'a'.repeat(64), keyId: 'k', signature: 's', at: '2026-11-22T08:00:00.000Z' };
  a.publish('audit.head', a.facility.id, toPayload('audit.head', head));
  await until('the hub has witnessed it', () => a.outbox().length === 0);
  await hub.stop();
  putBack(dataDir, backup);
  hub = await aHub({ dataDir, port });
  await until('it is back', () => a.link().status().state === 'online');
  a.setStock('item-1', 2);
  await until('its rows arrive', async () => (await hub.rows('stock.level'))[0]?.payload.includes('"onHand":2') === true);
  expect(a.link().status().lastError).toBeNull();
});
