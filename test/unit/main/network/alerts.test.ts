import { expect, test } from 'vitest';
import { republishExpired } from '../../../../main/network/republishExpired.ts';
import { aLot, anItem } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

const outbox = (raw: { prepare: (sql: string) => { all: () => unknown } }) =>
  (raw.prepare(`SELECT payload FROM outbox WHERE kind = 'alert'`).all() as { payload: string }[]).map(
    (row) => JSON.parse(row.payload) as Record<string, unknown>,
  );

test('one alert an item begins under the reorder level, worsens at nothing, and ends when stock comes', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic, { reorderLevel: 50 });
  const openAlerts = async () => (await clinic.call('pharmacy-clerk', 'network.alerts', {})).alerts;
  expect(await openAlerts()).toMatchObject([
    { kind: 'shortage', severity: 'critical', onHand: 0, unit: 'capsule', reorderLevel: 50, isOurs: true },
  ]);
  await aLot(clinic, { itemId, expiry: '2028-01-01', onHand: 10 });
  expect(await openAlerts()).toMatchObject([{ severity: 'warning', onHand: 10 }]);
  await aLot(clinic, { itemId, expiry: '2028-01-02', onHand: 40 });
  expect(await openAlerts()).toEqual([]);
  expect(clinic.count('alert')).toBe(1);
  expect(outbox(clinic.facility.raw)).toMatchObject([
    { severity: 'warning', onHand: 50, unit: 'capsule', reorderLevel: 50, endedAt: clinic.clock.now },
  ]);
});

test('expired and held stock does not end a shortage: nobody may use it', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic, { reorderLevel: 5 });
  await aLot(clinic, { itemId, expiry: '2026-11-20', onHand: 500 });
  expect((await clinic.call('pharmacy-clerk', 'network.alerts', {})).alerts).toMatchObject([{ severity: 'critical', onHand: 0 }]);
});

test('when a lot expires overnight, neighbours are told the smaller figure and the shortage begins, once', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic, { reorderLevel: 5 });
  await aLot(clinic, { itemId, expiry: '2026-11-21', onHand: 30 });
  await aLot(clinic, { itemId, expiry: '2028-01-01', onHand: 3 });
  const level = () =>
    JSON.parse(clinic.facility.raw.prepare(`SELECT payload FROM outbox WHERE kind = 'stock.level'`).pluck().get() as string) as object;
  await republishExpired(clinic.facility);
  expect(level()).toMatchObject({ onHand: 33, nearestExpiry: '2026-11-21' });
  clinic.clock.now = '2026-11-22T00:03:00.000Z';
  await republishExpired(clinic.facility);
  expect(level()).toMatchObject({ onHand: 3, nearestExpiry: '2028-01-01', status: 'low' });
  expect((await clinic.call('pharmacy-clerk', 'network.alerts', {})).alerts).toMatchObject([{ severity: 'warning', onHand: 3 }]);
  const lines = clinic.count('audit_event');
  await republishExpired(clinic.facility);
  expect(clinic.count('audit_event')).toBe(lines);
});

test('an alert is acknowledged once, by name', async () => {
  const clinic = await testClinic();
  await anItem(clinic, { reorderLevel: 5 });
  const [alert] = (await clinic.call('pharmacy-clerk', 'network.alerts', {})).alerts;
  for (let n = 0; n < 2; n++) await clinic.call('pharmacy-clerk', 'network.acknowledge', { alertId: alert!.alertId });
  expect(clinic.count('acknowledgement')).toBe(1);
  expect((await clinic.call('pharmacy-clerk', 'network.status', {})).openAlerts).toBe(0);
  const nobodys = await clinic.ask('pharmacy-clerk', 'network.acknowledge', { alertId: '01930000-0000-7000-8000-00000000ffff' });
  expect(nobodys).toMatchObject({ error: { code: 'not_found' } });
});
