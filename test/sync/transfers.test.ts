import { rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { verifyLedger } from '../../db/verifyLedger.ts';
import { callerFor } from '../../main/demo/caller.ts';
import { seatFor } from '../../main/demo/makeDemoFacility.ts';
import { Host } from '../../main/facility/host.ts';
import { makeFacility } from '../../main/facility/setUp.ts';
import { enrolFacility } from '../../main/network/enrol.ts';
import { hearTransfers } from '../../main/requisitions/hear.ts';
import { aHub, until } from '../support/sync/hub.ts';
import { cheapHashes } from '../support/testContext.ts';

type Hub = Awaited<ReturnType<typeof aHub>>;

/** A whole facility with a manager, on a real file, enrolled at a real hub. */
async function aClinic(hub: Hub, name: string) {
  const dataDir = await mkdtemp(join(tmpdir(), 'medvault-transfer-'));
  const host = new Host({ dataDir, log: pino({ level: 'silent' }), hashCosts: cheapHashes });
  onTestFinished(async () => {
    await host.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  await host.start();
  const account = {
    username: 'manager',
    displayName: `Manager of ${name}`,
    passwordHash: 'none',
    roles: ['manager', 'pharmacist'] as const,
  };
  const self = { name, type: 'clinic', timeZone: 'Africa/Accra', latitude: 7, longitude: -1, currency: 'GHS', locale: 'en' } as const;
  const { opened } = await makeFacility(host, self, [account]);
  await enrolFacility(opened, hub.url, await hub.createEnrolmentCode());
  const call = callerFor(host, seatFor(opened, 'manager'));
  const clinic = {
    name,
    opened,
    call,
    item: async (label: string, inn = 'amoxicillin', packSize = 100) => {
      const product = { ingredients: [{ inn, strength: 500, unit: 'mg' }], form: 'capsule', unit: 'capsule', atc: null };
      return (await call('inventory.addItem', { name: label, product, packSize })).itemId;
    },
    stock: async (itemId: string, lotNumber: string, expiry: string, quantity: number) =>
      call('inventory.receive', { itemId, lotNumber, expiry, quantity, unitCost: 7 }),
    onHand: async (itemId: string) => (await call('inventory.item', { itemId })).item.onHand,
    only: async () => {
      const [first] = (await call('requisitions.list', { show: 'all' })).requisitions;
      if (!first) throw new Error(`${name} has no requisition`);
      return call('requisitions.get', { requisitionId: first.requisitionId });
    },
    change: async () => {
      const { requisitionId, version } = await clinic.only();
      return { requisitionId, version };
    },
    status: async () => (await call('requisitions.list', { show: 'all' })).requisitions[0]?.status,
    movements: (reason: string) =>
      opened.raw.prepare('SELECT sum(quantity) AS quantity, count(*) AS count FROM stock_movement WHERE reason = ?').get(reason),
  };
  return clinic;
}

const knowEachOther = (...clinics: Awaited<ReturnType<typeof aClinic>>[]) =>
  until('they know each other', () =>
    clinics.every(({ opened }) => opened.raw.prepare('SELECT count(*) FROM peer_facility').pluck().get() === clinics.length - 1),
  );

test('one facility asks another: approve, ship a part, receive, the back-order follows; lots and days travel, the ledgers balance', async () => {
  const hub = await aHub();
  const [a, b, c] = [await aClinic(hub, 'Asking Clinic'), await aClinic(hub, 'Giving Hospital'), await aClinic(hub, 'Onlooker')];
  await knowEachOther(a, b, c);
  const ours = await a.item('Amoxicillin 500');
  const theirs = await b.item('Amoxycillin caps 500 mg', 'amoxicillin', 1000);
  await b.stock(theirs, 'L1', '2028-01-31', 60);

  const asked = await a.call('requisitions.ask', {
    facilityId: b.opened.self.id,
    lines: [{ itemId: ours, quantity: 100 }],
    note: 'out since Monday',
  });
  await until('B has the request', async () => (await b.status()) === 'requested');
  expect(await b.only()).toMatchObject({
    number: asked.number,
    side: 'giving',
    askingName: 'Asking Clinic',
    acts: ['approve', 'reject'],
    items: [{ name: 'Amoxicillin 500', itemId: theirs, asked: 100, available: 60 }],
  });
  expect(await b.call('requisitions.approve', { ...(await b.change()), lines: [{ position: 1, quantity: 90 }] })).toMatchObject({
    status: 'approved',
  });
  await until('A sees it', async () => (await a.status()) === 'approved');

  await b.call('requisitions.pick', await b.change());
  expect(await b.only()).toMatchObject({ status: 'picked', items: [{ picked: 60, owed: 90, available: 0 }] });
  await b.call('requisitions.ship', await b.change());
  expect(await b.onHand(theirs)).toBe(0);
  expect(b.movements('transfer-out')).toEqual({ quantity: -60, count: 1 });
  await until('A sees the shipment', async () => (await a.status()) === 'shipped');
  const onTheWay = await a.only();
  expect(onTheWay).toMatchObject({
    acts: ['receive'],
    shipments: [{ status: 'shipped', lots: [{ lotNumber: 'L1', expiry: '2028-01-31', quantity: 60 }] }],
  });
  const shipmentId = onTheWay.shipments[0]!.shipmentId;
  await a.call('requisitions.receive', {
    ...(await a.change()),
    shipmentId,
    lots: [{ position: 1, lotNumber: 'L1', expiry: '2028-01-31', quantity: 58 }],
  });
  expect(await a.onHand(ours)).toBe(58);
  expect((await a.call('inventory.item', { itemId: ours })).lots).toMatchObject([{ lotNumber: 'L1', expiry: '2028-01-31', onHand: 58 }]);
  await until('B sees what came', async () => (await b.status()) === 'back-ordered');
  expect(await b.only()).toMatchObject({ items: [{ approved: 90, shipped: 60, received: 58, owed: 30 }] });

  await b.stock(theirs, 'L2', '2029-06-30', 500);
  await b.call('requisitions.pick', await b.change());
  await b.call('requisitions.ship', await b.change());
  await until('A sees the rest', async () => (await a.status()) === 'shipped');
  const rest = (await a.only()).shipments.find((one) => one.status === 'shipped')!;
  await a.call('requisitions.receive', { ...(await a.change()), shipmentId: rest.shipmentId });
  await until('both are done', async () => (await a.status()) === 'received' && (await b.status()) === 'received');
  expect(await a.onHand(ours)).toBe(88);
  expect(await b.onHand(theirs)).toBe(470);
  expect(await c.call('requisitions.list', { show: 'all' })).toEqual({ requisitions: [] });
  for (const { opened } of [a, b]) expect(verifyLedger(opened.raw)).toMatchObject({ ok: true });
  expect((await a.only()).events.map(({ event, byName }) => [event, byName])).toEqual([
    ['ask', 'Manager of Asking Clinic'],
    ['approve', 'Giving Hospital'],
    ['pick', 'Giving Hospital'],
    ['ship', 'Giving Hospital'],
    ['receive', 'Manager of Asking Clinic'],
    ['pick', 'Giving Hospital'],
    ['ship', 'Giving Hospital'],
    ['receive', 'Manager of Asking Clinic'],
  ]);
}, 60_000);

test('a hub that is away in the middle, and rows that come again, move nothing twice', async () => {
  const hub = await aHub();
  const [a, b] = [await aClinic(hub, 'Asking Clinic'), await aClinic(hub, 'Giving Hospital')];
  await knowEachOther(a, b);
  const ours = await a.item('Amoxicillin 500');
  const theirs = await b.item('Amoxicillin 500');
  await b.stock(theirs, 'L1', '2028-01-31', 200);
  await a.call('requisitions.ask', { facilityId: b.opened.self.id, lines: [{ itemId: ours, quantity: 100 }] });
  await until('B has the request', async () => (await b.status()) === 'requested');

  const { port, dataDir } = hub;
  await hub.stop();
  await until('B is offline', () => b.opened.network.status().link === 'offline');
  for (const act of ['requisitions.approve', 'requisitions.pick', 'requisitions.ship'] as const)
    await b.call(act, { ...(await b.change()), ...(act === 'requisitions.approve' ? { lines: [] } : {}) } as never);
  expect(await a.status()).toBe('requested');
  // weeks later one row tells all of it
  expect(b.opened.raw.prepare(`SELECT count(*) FROM outbox WHERE kind = 'transfer' AND number IS NULL`).pluck().get()).toBe(1);
  await aHub({ dataDir, port });
  await until('A sees the shipment', async () => (await a.status()) === 'shipped', 60_000);

  const { shipments } = await a.only();
  await a.call('requisitions.receive', { ...(await a.change()), shipmentId: shipments[0]!.shipmentId });
  await until('B sees what came', async () => (await b.status()) === 'received');
  const before = { a: a.movements('transfer-in'), b: b.movements('transfer-out'), events: (await a.only()).events.length };
  // the same rows once more, as if the hub had been read again from the start
  for (const clinic of [a, b]) {
    clinic.opened.raw.prepare('UPDATE requisition SET peer_cursor = NULL').run();
    await hearTransfers(clinic.opened);
    await hearTransfers(clinic.opened);
  }
  expect({ a: a.movements('transfer-in'), b: b.movements('transfer-out'), events: (await a.only()).events.length }).toEqual(before);
  expect(await a.onHand(ours)).toBe(100);
  expect(await b.onHand(theirs)).toBe(100);
  await expect(a.call('requisitions.receive', { ...(await a.change()), shipmentId: shipments[0]!.shipmentId })).rejects.toMatchObject({
    code: 'requisition.wrong_status',
  });
}, 120_000);

test('an item that is called otherwise elsewhere is mapped once; a request taken back ends on both sides; the other side’s acts are refused', async () => {
  const hub = await aHub();
  const [a, b] = [await aClinic(hub, 'Asking Clinic'), await aClinic(hub, 'Giving Hospital')];
  await knowEachOther(a, b);
  const ours = await a.item('Amoxicillin 500');
  const other = await b.item('Amoxicillin trihydrate 500', 'amoxicillin trihydrate');
  await b.stock(other, 'L9', '2028-01-31', 50);
  const ask = () => a.call('requisitions.ask', { facilityId: b.opened.self.id, lines: [{ itemId: ours, quantity: 20 }] });
  await ask();
  await until('B has the request', async () => (await b.status()) === 'requested');
  expect(await b.only()).toMatchObject({ items: [{ itemId: null, available: null, unit: 'capsule' }] });
  await b.call('requisitions.approve', { ...(await b.change()), lines: [] });
  await expect(b.call('requisitions.pick', await b.change())).rejects.toMatchObject({ code: 'requisition.not_mapped' });
  await b.call('requisitions.mapItem', { ...(await b.change()), position: 1, itemId: other });
  await until('A sees the approval', async () => (await a.status()) === 'approved');
  await expect(a.call('requisitions.pick', await a.change())).rejects.toMatchObject({ code: 'requisition.other_side' });
  await a.call('requisitions.cancel', { ...(await a.change()), reason: 'came from elsewhere' });
  await until('B sees it', async () => (await b.status()) === 'cancelled');
  expect(await b.only()).toMatchObject({ reason: 'came from elsewhere', acts: [] });

  await ask();
  await until('B has the second request', async () => (await b.status()) === 'requested');
  expect(await b.only()).toMatchObject({ items: [{ itemId: other, available: 50 }] });
  await b.call('requisitions.reject', { ...(await b.change()), reason: 'needed here' });
  await until('A sees the refusal', async () => (await a.status()) === 'rejected');
  expect(await a.only()).toMatchObject({ reason: 'needed here', acts: [] });
}, 60_000);
