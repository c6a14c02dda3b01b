import { expect, test } from 'vitest';
import { seatFor } from '../../../../main/demo/makeDemoFacility.ts';
import { inTransaction, makeContext } from '../../../../main/facility/context.ts';
import { move } from '../../../../main/inventory/move.ts';
import { aLot, anItem, aPrescription } from '../../../support/factories.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

/** Stock taken in and given out on days gone by; the clinic's today is 21 November 2026, its months are August to October. */
async function past(clinic: TestClinic, itemId: string, lotId: string, moves: readonly { day: string; quantity: number }[]) {
  const locationId = clinic.facility.raw.prepare('SELECT id FROM location').pluck().get() as string;
  await inTransaction(makeContext(clinic.facility, seatFor(clinic.facility, 'pharmacy-clerk')), (ctx) => {
    for (const { day, quantity } of moves)
      move(ctx, {
        itemId,
        lotId,
        locationId,
        quantity,
        reason: quantity > 0 ? 'receipt' : 'dispense',
        movedAt: `${day}T09:00:00.000Z`,
        localDate: day,
      });
  });
}

const steady = ['2026-08-10', '2026-08-20', '2026-09-10', '2026-09-20', '2026-10-10', '2026-10-20'].map((day) => ({ day, quantity: -100 }));

/** 800 received on 1 July, 600 of them given out evenly in the three months; 200 and what the test adds are left. */
async function anItemInUse(clinic: TestClinic, item: Parameters<typeof anItem>[1] = {}) {
  const itemId = await anItem(clinic, item);
  const lotId = await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 1 });
  await past(clinic, itemId, lotId, [{ day: '2026-07-01', quantity: 799 }, ...steady]);
  return { itemId, lotId };
}

test('the average, with its working, is the same on the list, the card, the message to others and the working itself', async () => {
  const clinic = await testClinic();
  const { itemId } = await anItemInUse(clinic);
  const { consumption } = await clinic.call('pharmacy-clerk', 'replenishment.ofItem', { itemId });
  expect(consumption).toMatchObject({
    amc: 198.3, // 600 ÷ 92 × 30.4
    months: 3,
    from: '2026-08-01',
    to: '2026-11-01',
    firstDay: '2026-07-01',
    total: { issued: 600, unmet: 0, days: 92, daysWithout: 0 },
  });
  expect(consumption.byMonth.map(({ month, issued }) => [month, issued])).toEqual([['2026-08', 200], ['2026-09', 200], ['2026-10', 200]]); // prettier-ignore
  const list = await clinic.call('doctor', 'inventory.items', {});
  const card = await clinic.call('doctor', 'inventory.item', { itemId });
  await clinic.call('manager', 'inventory.setReorderLevel', { itemId, reorderLevel: 5 });
  const told = JSON.parse(clinic.facility.raw.prepare(`SELECT payload FROM outbox WHERE kind = 'stock.level' AND key = ?`).pluck().get(itemId) as string) as { amc: number }; // prettier-ignore
  expect([list.items[0]?.amc, card.item.amc, told.amc]).toEqual([198.3, 198.3, 198.3]);
});

test('days on which the only lot had expired count as without stock, and a reversal takes its use back from its day', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  const expired = await aLot(clinic, { itemId, expiry: '2026-09-30', onHand: 1 });
  await past(clinic, itemId, expired, [
    { day: '2026-07-01', quantity: 999 },
    { day: '2026-08-10', quantity: -300 },
    { day: '2026-09-10', quantity: -310 },
  ]);
  const before = await clinic.call('pharmacist', 'replenishment.ofItem', { itemId });
  expect(before.consumption.total).toEqual({ issued: 610, unmet: 0, days: 92, daysWithout: 31 }); // October
  expect(before.consumption.amc).toBe(304); // 610 ÷ 61 × 30.4
  const movementId = clinic.facility.raw.prepare(`SELECT id FROM stock_movement WHERE quantity = -310`).pluck().get() as string;
  await clinic.call('pharmacist', 'inventory.reverse', { movementId, note: 'never handed over' });
  const after = await clinic.call('pharmacist', 'replenishment.ofItem', { itemId });
  expect(after.consumption.byMonth.map(({ issued }) => issued)).toEqual([300, 0, 0]);
});

test('what was asked in vain counts once, however often it was typed, and only on a day with stock', async () => {
  const clinic = await testClinic();
  clinic.clock.now = '2026-10-05T08:00:00.000Z';
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 10 });
  const medicationRequestId = await aPrescription(clinic, { itemId, quantity: 30 });
  const dispense = (quantity: number) =>
    clinic.ask('pharmacy-clerk', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity }] });
  expect((await dispense(30)).ok).toBe(false);
  expect((await dispense(30)).ok).toBe(false);
  expect((await dispense(10)).ok).toBe(true);
  clinic.clock.now = '2026-10-06T08:00:00.000Z';
  expect((await dispense(20)).ok).toBe(false); // nothing here: the day is not counted, so neither is this
  clinic.clock.now = '2026-11-21T08:00:00.000Z';
  const { consumption } = await clinic.call('pharmacist', 'replenishment.ofItem', { itemId });
  expect(consumption.total).toEqual({ issued: 10, unmet: 20, days: 27, daysWithout: 26 });
});

test('the suggested order: most urgent first, each line with what it rests on', async () => {
  const clinic = await testClinic();
  const { itemId: soon } = await anItemInUse(clinic, { name: 'Soon out 500 mg' });
  const fine = await anItem(clinic, { name: 'Enough 250 mg' });
  await aLot(clinic, { itemId: fine, expiry: '2028-01-31', onHand: 900 });
  const out = await anItem(clinic, { name: 'Out now 5 mg', reorderLevel: 150, packSize: 60 });
  const answer = await clinic.call('pharmacist', 'replenishment.suggested', {});
  expect(answer.lines.map(({ itemId }) => itemId)).toEqual([out, soon]);
  const [first, second] = answer.lines;
  expect(first).toMatchObject({ usable: 0, runsOutOn: '2026-11-21', minimum: 150, reorderPoint: 150, limitedBy: 'minimum', packs: 3, quantity: 180, unitPrice: null });
  // 198.3 a month: 44 days are 287.01, no spread between equal months but for their length
  expect(second).toMatchObject({ amc: 198.3, usable: 200, leadTimeDays: 14, leadTimeFrom: 'facility', reviewDays: 30, serviceLevel: 950, safetyFrom: 'spread', packSize: 100, runsOutOn: '2026-12-21' });
  expect(second!.reorderPoint).toBe(Math.ceil((198.3 / 30.4) * 44 + 1.645 * (second!.deviation! / Math.sqrt(30.4)) * Math.sqrt(44)));
  expect(second!.upTo).toBe(second!.reorderPoint + 196);
  expect(second!.packs).toBe(Math.ceil((second!.upTo - 200) / 100));
  expect(answer).toMatchObject({ withoutPrice: 2, total: 0, currency: 'GHS' });
}); // prettier-ignore

test('what is on order is counted, a draft too', async () => {
  const clinic = await testClinic();
  const { itemId } = await anItemInUse(clinic);
  const [line] = (await clinic.call('pharmacist', 'replenishment.suggested', {})).lines;
  const { supplierId } = await clinic.call('pharmacist', 'suppliers.add', { name: 'District store', currency: 'GHS' });
  await clinic.call('pharmacist', 'orders.create', {
    supplierId,
    lines: [{ itemId, packs: line!.packs, packSize: 100, why: 'suggested' }],
  });
  expect((await clinic.call('pharmacist', 'replenishment.suggested', {})).lines).toEqual([]);
  expect((await clinic.call('pharmacist', 'replenishment.ofItem', { itemId })).reorder).toMatchObject({
    onOrder: line!.quantity,
    packs: 0,
  });
});

test('a lot that outlasts its use shows as waste with its value', async () => {
  const clinic = await testClinic();
  const { itemId } = await anItemInUse(clinic);
  await clinic.call('pharmacy-clerk', 'inventory.receive', {
    itemId,
    lotNumber: 'SHORT',
    expiry: '2026-12-20',
    quantity: 500,
    unitCost: 3,
  });
  const { lots, value } = await clinic.call('doctor', 'replenishment.waste', {});
  expect(lots).toMatchObject([{ lotNumber: 'SHORT', onHand: 500, waste: 305, wasteValue: 915, isExpired: false }]); // 30 days × 6.52 a day are used
  expect(value).toBe(915);
});

test('the settings are the manager’s, guarded by a version; another number of months tells others anew', async () => {
  const clinic = await testClinic();
  const { itemId } = await anItemInUse(clinic);
  const before = await clinic.call('doctor', 'replenishment.settings', {});
  expect(before).toEqual({ consumptionMonths: 3, leadTimeDays: 14, reviewDays: 30, serviceLevel: 950, version: 1 });
  expect(await clinic.ask('pharmacist', 'replenishment.amendSettings', before)).toMatchObject({
    ok: false,
    error: { code: 'auth.forbidden' },
  });
  await clinic.call('manager', 'replenishment.amendSettings', { ...before, consumptionMonths: 6 });
  expect(await clinic.ask('manager', 'replenishment.amendSettings', before)).toMatchObject({
    ok: false,
    error: { code: 'version.conflict' },
  });
  const { consumption } = await clinic.call('doctor', 'replenishment.ofItem', { itemId });
  expect(consumption).toMatchObject({ months: 6, from: '2026-05-01', total: { issued: 600, days: 123 } });
  const told = JSON.parse(clinic.facility.raw.prepare(`SELECT payload FROM outbox WHERE kind = 'stock.level' AND key = ?`).pluck().get(itemId) as string) as { amc: number }; // prettier-ignore
  expect(told.amc).toBe(consumption.amc);
});

test('with fewer than 30 days with stock in the months asked for, older months are counted too', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  const lotId = await aLot(clinic, { itemId, expiry: '2028-01-31', onHand: 1 });
  await past(clinic, itemId, lotId, [
    { day: '2026-05-01', quantity: 200 },
    { day: '2026-06-29', quantity: -200 },
    { day: '2026-11-02', quantity: 50 },
  ]);
  const { consumption } = await clinic.call('doctor', 'replenishment.ofItem', { itemId });
  expect(consumption).toMatchObject({ months: 6, amc: 101.3, total: { issued: 200, days: 184, daysWithout: 124 } }); // 200 ÷ 60 × 30.4
});

test('the lists leave as CSV, XLSX and PDF with the packs as they were edited, and the audit knows', async () => {
  const clinic = await testClinic();
  const { itemId } = await anItemInUse(clinic, { name: '=cmd amoxicillin' });
  const lines = [{ itemId, packs: 7, why: 'About 198 capsules are used a month.' }];
  const csv = await clinic.call('doctor', 'replenishment.export', { list: 'suggested', format: 'csv', lines });
  const text = Buffer.from(csv.base64, 'base64').toString();
  expect(csv).toMatchObject({ name: 'order-2026-11-21.csv', rows: 1 });
  expect(text).toContain(`"'=cmd amoxicillin"`);
  expect(text).toContain('"7","700"');
  expect(text).toContain('About 198 capsules');
  const xlsx = await clinic.call('doctor', 'replenishment.export', { list: 'suggested', format: 'xlsx', lines });
  expect(Buffer.from(xlsx.base64, 'base64').subarray(0, 2).toString()).toBe('PK');
  const order = await clinic.call('doctor', 'replenishment.export', { list: 'suggested', format: 'pdf', lines });
  const waste = await clinic.call('doctor', 'replenishment.export', { list: 'waste', format: 'pdf', locale: 'fr' });
  for (const { base64 } of [order, waste]) expect(Buffer.from(base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  const audited = clinic.facility.raw.prepare(`SELECT action FROM audit_event WHERE resource = 'replenishment.export'`).pluck().all();
  expect(audited).toEqual(['export', 'export', 'print', 'print']);
});
