import { demoPassword } from '../../../preload/contract/facility.ts';
import { hubDesk } from '../hubDesk.ts';
import { startHubProcess } from '../hubProcess.ts';
import { given, type Memory } from '../memory.ts';
import type { Scene } from '../scene.ts';
import { must, until } from '../step.ts';

export async function shareStep({ a, b }: Scene, memory: Memory): Promise<unknown> {
  const expected = (await a.clerk('inventory.item', { itemId: given(memory.itemId) })).item;
  const ours = given((await b.clerk('inventory.items', { filter: 'azithromycin' })).items[0]);
  const answer = await until('B knows the new figure', 2, async () => {
    const found = await b.clerk('network.nearby', { itemId: ours.itemId });
    return found.rows.find((row) => row.facilityId === a.facility.self.id)?.onHand === expected.usable && found;
  });
  const ms = Math.round(performance.now() - given(memory.handedOverAt));
  must(ms <= 2000, 'within 2 s of the dispense');
  const rows = answer.rows.map(({ facilityName, km, onHand, unit, ageSeconds, itemName }) => ({
    facilityName,
    km,
    onHand,
    unit,
    ageSeconds,
    itemName,
  }));
  const at = (name: string) => rows.findIndex((row) => row.facilityName === name);
  must(at(a.facility.self.name) === 0 && at('Lakeside District Hospital') === 1, 'A comes first, C after it');
  return { msAfterDispense: ms, asked: answer.asked, rows };
}

export async function alertStep({ a, b, hub, hubFolder }: Scene, memory: Memory): Promise<unknown> {
  const itemId = given(memory.itemId);
  const { item } = await a.clerk('inventory.item', { itemId });
  await a.clerk('inventory.setReorderLevel', { itemId, reorderLevel: item.usable });
  must(
    !(await a.clerk('network.alerts', {})).alerts.some((alert) => alert.isOurs && alert.subject === item.name),
    'at the level there is no alert yet',
  );
  await a.clerk('dispensing.dispense', { lines: [{ medicationRequestId: given(memory.requestId), quantity: 1 }] });
  const seen = await until('B sees the alert', 5, async () =>
    (await b.clerk('network.alerts', {})).alerts.find((alert) => !alert.isOurs && alert.subject === item.name && alert.kind === 'shortage'),
  );
  const rows = await hubDesk(hub.url, hubFolder).rows('alert');
  const atHub = given(rows.find((row) => row.facility === a.facility.self.id && row.payload['subject'] === item.name));
  return { atB: seen, atHub: atHub.payload };
}

export async function offlineStep(scene: Scene, memory: Memory): Promise<unknown> {
  const { a, b, hubFolder } = scene;
  const itemId = given(memory.itemId);
  const port = scene.hub.port;
  await scene.hub.kill();
  await until('A notices that the hub is away', 10, async () => (await a.clerk('network.status', {})).link !== 'online');
  await a.clerk('inventory.receive', { itemId, lotNumber: 'DEMO-NEXT', expiry: '2031-01-31', quantity: 400 });
  const patientId = given(memory.patientId);
  const { item } = await a.clerk('inventory.item', { itemId });
  const request = await a.doctor('prescriptions.prescribe', {
    patientId,
    medicine: item.name,
    itemId,
    directions: '1 tablet once a day',
    quantity: 40,
  });
  await a.doctor('prescriptions.sign', {
    patientId,
    lines: [{ medicationRequestId: request.medicationRequestId, version: 1 }],
    secret: { password: demoPassword },
  });
  for (let n = 0; n < 20; n++)
    await a.clerk('dispensing.dispense', { lines: [{ medicationRequestId: request.medicationRequestId, quantity: 2 }] });
  const waiting = await until('rows wait for the hub', 5, async () => (await a.clerk('network.status', {})).waiting); // counted now and then
  const expected = (await a.clerk('inventory.item', { itemId })).item.usable;
  scene.hub = await startHubProcess(hubFolder, port);
  const ours = given((await b.clerk('inventory.items', { filter: 'azithromycin' })).items[0]);
  await until('B has the right figure again', 30, async () => {
    const { rows } = await b.clerk('network.nearby', { itemId: ours.itemId });
    return rows.find((row) => row.facilityId === a.facility.self.id)?.onHand === expected;
  });
  const rows = await hubDesk(scene.hub.url, hubFolder).rows('stock.level');
  const keys = rows.map((row) => `${row.facility} ${row.key}`);
  must(new Set(keys).size === keys.length, 'the hub holds no row twice');
  const counts = await hubDesk(scene.hub.url, hubFolder).counts();
  return { dispenses: 20, waitedInOutbox: waiting, figureAtB: expected, hubRows: rows.length, hubCounts: counts };
}
