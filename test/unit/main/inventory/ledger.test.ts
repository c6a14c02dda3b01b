import { expect, test } from 'vitest';
import { verifyLedger } from '../../../../db/verifyLedger.ts';
import { inTransaction } from '../../../../main/facility/context.ts';
import { releaseReservation, reserveStock } from '../../../../main/inventory/reserve.ts';
import { aLot, anItem, aPrescription } from '../../../support/factories.ts';
import { type TestClinic, testClinic } from '../../../support/testContext.ts';

async function aStore() {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  const storeId = clinic.facility.raw.prepare('SELECT id FROM location').pluck().get() as string;
  const received = await clinic.call('pharmacist', 'inventory.receive', {
    itemId,
    lotNumber: 'A1',
    expiry: '2028-01-31',
    quantity: 100,
    unitCost: 7,
  });
  const card = () => clinic.call('pharmacist', 'inventory.item', { itemId });
  return { clinic, itemId, storeId, lotId: received.lotId, receiptId: received.movementId, card };
}
const code = (answer: Awaited<ReturnType<TestClinic['ask']>>) => (answer.ok ? 'ok' : answer.error.code);

test('a lot that came at two prices goes out at its average, and the last unit takes the rest', async () => {
  const { clinic, itemId, storeId, lotId, card } = await aStore();
  await clinic.call('pharmacist', 'inventory.receive', { itemId, lotNumber: 'A1', expiry: '2028-01-31', quantity: 50, unitCost: 8 });
  expect(await card()).toMatchObject({ value: 1100, lots: [{ onHand: 150, value: 1100 }] });
  const lose = (quantity: number) =>
    clinic.call('pharmacist', 'inventory.adjust', {
      lotId,
      locationId: storeId,
      quantity: -quantity,
      reason: 'damaged',
      note: 'fell down',
    });
  await lose(7); // 7/150 of 1100 = 51.33
  expect((await card()).movements[0]).toMatchObject({ value: -51, quantity: -7 });
  await lose(143);
  expect(await card()).toMatchObject({ value: 0, lots: [{ onHand: 0, value: 0 }] });
  expect(verifyLedger(clinic.facility.raw)).toMatchObject({ ok: true, value: 0 });
});

test('a move between places takes its value along, is no consumption, and is taken back as a whole', async () => {
  const { clinic, itemId, storeId, lotId, card } = await aStore();
  const { locationId: to } = await clinic.call('pharmacist', 'inventory.addLocation', { name: 'Ward', kind: 'ward', isDispensable: false });
  const moved = await clinic.call('pharmacist', 'inventory.moveLot', { lotId, locationId: storeId, to, quantity: 30 });
  expect(moved.onHand).toBe(100);
  expect((await card()).lots.map(({ locationId, onHand, value }) => [locationId, onHand, value])).toEqual([
    [storeId, 70, 490],
    [to, 30, 210],
  ]);
  expect((await card()).item.usable).toBe(70); // what is in the ward is not at the counter
  const partner = clinic.facility.raw.prepare(`SELECT id FROM stock_movement WHERE reason = 'move-in'`).pluck().get() as string;
  await clinic.call('pharmacist', 'inventory.reverse', { movementId: partner, note: 'wrong ward' });
  expect((await card()).lots.map(({ onHand, value }) => [onHand, value])).toEqual([
    [100, 700],
    [0, 0],
  ]);
  expect(code(await clinic.ask('pharmacist', 'inventory.reverse', { movementId: moved.movementId, note: 'again' }))).toBe(
    'stock.already_reversed',
  );
  expect(verifyLedger(clinic.facility.raw).firstBad).toBeNull();
  expect(code(await clinic.ask('pharmacist', 'inventory.moveLot', { lotId, locationId: storeId, to: storeId, quantity: 1 }))).toBe(
    'stock.same_place',
  );
  expect(itemId).not.toBe('');
});

test('a late entry changes what was on hand since, by permission, and not where it had run out', async () => {
  const { clinic, itemId, storeId, lotId, card } = await aStore();
  clinic.clock.now = '2026-12-10T08:00:00.000Z';
  const lose = (quantity: number, movedOn: string, role: 'pharmacist' | 'pharmacy-clerk' = 'pharmacist') =>
    clinic.ask(role, 'inventory.adjust', {
      lotId,
      locationId: storeId,
      quantity: -quantity,
      reason: 'damaged',
      note: 'found late',
      movedOn,
    });
  await clinic.call('pharmacist', 'inventory.adjust', { lotId, locationId: storeId, quantity: -90, reason: 'damaged', note: 'wet' });
  clinic.clock.now = '2026-12-11T08:00:00.000Z';
  await clinic.call('pharmacist', 'inventory.receive', { itemId, lotNumber: 'A1', expiry: '2028-01-31', quantity: 500, unitCost: 7 });

  expect(code(await lose(5, '2026-12-01', 'pharmacy-clerk'))).toBe('auth.forbidden');
  expect(code(await lose(5, '2026-12-12'))).toBe('date.in_future');
  expect(await lose(5, '2025-12-10')).toMatchObject({ error: { code: 'stock.too_long_ago', data: { day: '2025-12-11' } } });
  expect(await lose(5, '2026-11-20')).toMatchObject({ error: { code: 'stock.before_receipt', data: { day: '2026-11-21' } } });
  expect(await lose(11, '2026-12-01')).toMatchObject({ error: { code: 'stock.was_not_there', data: { wanted: 11, available: 10 } } });
  expect(code(await lose(10, '2026-12-01'))).toBe('ok');
  expect(await clinic.call('pharmacist', 'inventory.earliestDay', { lotId })).toEqual({ earliest: '2026-11-21' });
  expect(await clinic.call('pharmacist', 'inventory.earliestDay', {})).toEqual({ earliest: '2025-12-11' });

  const movements = (await card()).movements.map(({ localDate, quantity, balanceAfter, recordedAt }) => [
    localDate,
    quantity,
    balanceAfter,
    recordedAt !== null,
  ]);
  expect(movements).toEqual([
    ['2026-12-11', 500, 500, false],
    ['2026-12-10', -90, 0, false],
    ['2026-12-01', -10, 90, true],
    ['2026-11-21', 100, 100, false],
  ]);
  const of = (from: string, to: string) => clinic.call('pharmacist', 'inventory.stockCard', { itemId, from, to });
  expect(await of('2026-12-01', '2026-12-09')).toMatchObject({
    opening: { onHand: 100 },
    closing: { onHand: 90 },
    movements: [{ quantity: -10 }],
  });
  expect(verifyLedger(clinic.facility.raw).firstBad).toBeNull();
});

test('goods of last week may be taken in late, and the card begins there', async () => {
  const { clinic, itemId } = await aStore();
  await clinic.call('pharmacist', 'inventory.receive', { itemId, lotNumber: 'B2', expiry: null, quantity: 40, movedOn: '2026-11-14' });
  const before = await clinic.call('pharmacist', 'inventory.stockCard', { itemId, from: '2026-11-20', to: '2026-11-21' });
  expect(before).toMatchObject({ opening: { onHand: 40, value: 0 }, closing: { onHand: 140, value: 700 } });
});

test('used up by a ward counts as issued; what a patient brings back goes to quarantine and to nobody else', async () => {
  const { clinic, itemId, storeId, lotId, card } = await aStore();
  const { departmentId } = await clinic.call('administrator', 'departments.add', { name: 'Maternity' });
  await clinic.call('pharmacist', 'inventory.issueToWard', { lotId, locationId: storeId, quantity: 20, departmentId });
  const bring = (quantity: number) => clinic.ask('pharmacist', 'inventory.returnFromPatient', { lotId, quantity, note: 'was not needed' });
  expect(await bring(1)).toMatchObject({ error: { code: 'stock.returned_too_much', data: { handedOut: 0 } } });
  const medicationRequestId = await aPrescription(clinic, { itemId });
  await clinic.call('pharmacist', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 10 }] });
  expect(code(await bring(11))).toBe('stock.returned_too_much');
  expect(code(await bring(10))).toBe('ok');
  const { lots, item } = await card();
  expect(lots.find((lot) => lot.locationKind === 'quarantine')).toMatchObject({ onHand: 10, isDispensable: false });
  expect([item.onHand, item.usable]).toEqual([80, 70]);
  expect(code(await bring(1))).toBe('stock.returned_too_much');
});

test('each reason to hold a lot is taken back by itself; held or expired it goes to no ward', async () => {
  const { clinic, storeId, lotId, card } = await aStore();
  const { departmentId } = await clinic.call('administrator', 'departments.add', { name: 'Maternity' });
  const hold = (reason: string) => clinic.call('pharmacist', 'inventory.holdLot', { lotId, reason });
  await hold('fridge was warm');
  const answer = await clinic.ask('pharmacist', 'inventory.issueToWard', { lotId, locationId: storeId, quantity: 1, departmentId });
  expect(answer).toMatchObject({ error: { code: 'stock.lot_on_hold' } });
  expect(await card()).toMatchObject({
    item: { usable: 0, onHand: 100 },
    holds: [{ reason: 'fridge was warm', isOwn: true, by: 'Test pharmacist' }],
  });
  await clinic.call('pharmacist', 'inventory.releaseLot', { lotId, reason: 'the maker says it is good' });
  expect(await card()).toMatchObject({ item: { usable: 100 }, holds: [] });
  expect(code(await clinic.ask('pharmacist', 'inventory.releaseLot', { lotId, reason: 'once more' }))).toBe('stock.not_on_hold');
});

test('what is kept back is offered to nobody until it is released', async () => {
  const { clinic, itemId, storeId, lotId } = await aStore();
  const ctx = clinic.ctx('pharmacist');
  const keep = (quantity: number, refId: string) =>
    inTransaction(ctx, (inside) => reserveStock(inside, { itemId, lotId, locationId: storeId, quantity, reason: 'order', refId }));
  await keep(95, 'order 1');
  await expect(keep(6, 'order 2')).rejects.toMatchObject({ code: 'stock.insufficient', data: { wanted: 6, available: 5 } });
  const medicationRequestId = await aPrescription(clinic, { itemId });
  const proposal = async () => (await clinic.call('pharmacist', 'dispensing.open', { medicationRequestId })).lines[0]?.proposal;
  expect(await proposal()).toMatchObject({ available: 5, reserved: 95, picks: [{ quantity: 5 }] });
  expect(await clinic.ask('pharmacist', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 6 }] })).toMatchObject({
    error: { code: 'stock.insufficient', data: { available: 5, reserved: 95 } },
  });
  expect(
    code(
      await clinic.ask('pharmacist', 'dispensing.dispense', {
        lines: [{ medicationRequestId, quantity: 6, lotId, overrideReason: 'urgent' }],
      }),
    ),
  ).toBe('stock.insufficient');
  expect(await inTransaction(ctx, (inside) => releaseReservation(inside, 'order 1'))).toBe(1);
  expect(await proposal()).toMatchObject({ available: 100, reserved: 0 });
});

test('a lot that ends during the treatment gives only what is used by then, and says what it keeps', async () => {
  const { clinic, itemId } = await aStore();
  const short = await aLot(clinic, { itemId, expiry: '2026-11-23', onHand: 50, lotNumber: 'S1' });
  const medicationRequestId = await aPrescription(clinic, { itemId, directions: '1 capsule three times a day', quantity: 21 });
  const { lines } = await clinic.call('pharmacist', 'dispensing.open', { medicationRequestId });
  expect(lines[0]?.proposal).toMatchObject({
    perDay: 3,
    lastDay: '2026-11-27',
    available: 109,
    tooShort: 41,
    passedOver: [{ lotId: short, quantity: 12, expiry: '2026-11-23' }],
    picks: [
      { lotId: short, quantity: 9 },
      { lotNumber: 'A1', quantity: 12 },
    ],
  });
  const done = await clinic.call('pharmacist', 'dispensing.dispense', { lines: [{ medicationRequestId, quantity: 21 }] });
  expect(done.lines[0]?.picks.map((pick) => pick.quantity)).toEqual([9, 12]);
});

test('another lot than the one that ends first needs a reason, which is kept with the dispense and in the audit', async () => {
  const { clinic, itemId, lotId } = await aStore();
  await aLot(clinic, { itemId, expiry: '2027-06-30', onHand: 50, lotNumber: 'S1' });
  const medicationRequestId = await aPrescription(clinic, { itemId, directions: 'as told' });
  const give = (overrideReason?: string) =>
    clinic.ask('pharmacist', 'dispensing.dispense', {
      lines: [{ medicationRequestId, quantity: 5, lotId, ...(overrideReason === undefined ? {} : { overrideReason }) }],
    });
  expect(await give()).toMatchObject({ error: { code: 'stock.reason_needed', data: { lotNumber: 'S1' } } });
  expect(code(await give('seal of S1 is broken'))).toBe('ok');
  const { raw } = clinic.facility;
  expect(raw.prepare('SELECT lot_reason FROM medication_dispense').pluck().all()).toEqual(['seal of S1 is broken']);
  expect(
    raw
      .prepare(`SELECT count(*) FROM audit_event WHERE action = 'override' AND resource = 'lot' AND resource_id = ? AND is_sealed = 1`)
      .pluck()
      .get(lotId),
  ).toBe(1);
});

test('places: a name once, closed only when empty, never the last counter', async () => {
  const { clinic, storeId, lotId } = await aStore();
  const add = (name: string) => clinic.ask('pharmacist', 'inventory.addLocation', { name, kind: 'shelf', isDispensable: true });
  expect(code(await add('Shelf 1'))).toBe('ok');
  expect(code(await add('shelf 1'))).toBe('location.name_taken');
  const list = async () => (await clinic.call('pharmacist', 'inventory.locations', {})).locations;
  const shelf = (await list()).find((one) => one.name === 'Shelf 1');
  await clinic.call('pharmacist', 'inventory.moveLot', { lotId, locationId: storeId, to: shelf?.locationId ?? '', quantity: 3 });
  const amend = (locationId: string, changes: { isActive: boolean; isDispensable?: boolean }, version = 1) =>
    clinic.ask('pharmacist', 'inventory.amendLocation', {
      locationId,
      name: `Renamed ${locationId}`,
      isDispensable: true,
      ...changes,
      version,
    });
  expect(await amend(shelf?.locationId ?? '', { isActive: false })).toMatchObject({
    error: { code: 'location.not_empty', data: { items: 1 } },
  });
  await clinic.call('pharmacist', 'inventory.moveLot', { lotId, locationId: shelf?.locationId ?? '', to: storeId, quantity: 3 });
  expect(code(await amend(shelf?.locationId ?? '', { isActive: false }))).toBe('ok');
  expect(code(await amend(storeId, { isActive: true, isDispensable: false }))).toBe('location.last');
  expect(code(await amend(shelf?.locationId ?? '', { isActive: true }, 1))).toBe('version.conflict');
  const closed = await clinic.ask('pharmacist', 'inventory.moveLot', {
    lotId,
    locationId: storeId,
    to: shelf?.locationId ?? '',
    quantity: 3,
  });
  expect(code(closed)).toBe('stock.place_closed');
});

test('nothing, a part of one, a negative and an enormous number are refused before the ledger is touched', async () => {
  const { clinic, itemId, storeId, lotId } = await aStore();
  const before = clinic.count('stock_movement');
  for (const quantity of [0, -5, 1.5, Number.NaN, 1e9, 1e300, '5']) {
    const bad = quantity as number;
    const receipt = await clinic.ask('pharmacist', 'inventory.receive', { itemId, lotNumber: 'X', expiry: null, quantity: bad });
    expect(receipt, String(quantity)).toMatchObject({ error: { code: 'ipc.invalid_input', data: { path: 'quantity' } } });
    const move = await clinic.ask('pharmacist', 'inventory.moveLot', { lotId, locationId: storeId, to: storeId, quantity: bad });
    expect(move, String(quantity)).toMatchObject({ error: { code: 'ipc.invalid_input' } });
  }
  for (const quantity of [1.5, 1e9, -1e9])
    expect(
      code(
        await clinic.ask('pharmacist', 'inventory.adjust', { lotId, locationId: storeId, quantity, reason: 'adjustment', note: 'typed' }),
      ),
    ).toBe('ipc.invalid_input');
  expect(clinic.count('stock_movement')).toBe(before);
  const heap = () =>
    clinic.ask('pharmacist', 'inventory.receive', { itemId, lotNumber: 'X', expiry: null, quantity: 10_000_000, unitCost: 100_000_000 });
  const answers: string[] = [];
  for (let n = 0; n < 10; n++) answers.push(code(await heap()));
  expect(answers).toEqual([...Array<string>(9).fill('ok'), 'stock.too_much']);
  expect(verifyLedger(clinic.facility.raw)).toMatchObject({ ok: true, value: 9_000_000_000_000_700 });
});

test('what was changed behind the ledger is named', async () => {
  const spoil = async (sql: string) => {
    const { clinic, storeId, lotId } = await aStore();
    const { locationId: to } = await clinic.call('pharmacist', 'inventory.addLocation', {
      name: 'Shelf',
      kind: 'shelf',
      isDispensable: true,
    });
    await clinic.call('pharmacist', 'inventory.moveLot', { lotId, locationId: storeId, to, quantity: 30 });
    const lost = await clinic.call('pharmacist', 'inventory.adjust', {
      lotId,
      locationId: storeId,
      quantity: -5,
      reason: 'damaged',
      note: 'wet',
    });
    await clinic.call('pharmacist', 'inventory.reverse', { movementId: lost.movementId, note: 'was dry' });
    const { raw } = clinic.facility;
    expect(verifyLedger(raw).ok).toBe(true);
    raw.exec('DROP TRIGGER stock_movement_no_update; DROP TRIGGER stock_movement_no_delete;');
    raw.exec(sql);
    return verifyLedger(raw).firstBad?.what;
  };
  expect(await spoil(`UPDATE stock_balance SET on_hand = on_hand + 1`)).toBe('balance');
  expect(await spoil(`UPDATE stock_balance SET value = value + 1`)).toBe('value');
  const both = (changed: string) => `${changed}; UPDATE stock_balance SET
    on_hand = (SELECT sum(quantity) FROM stock_movement m WHERE m.lot_id = stock_balance.lot_id AND m.location_id = stock_balance.location_id),
    value = (SELECT sum(value) FROM valued_movement m WHERE m.lot_id = stock_balance.lot_id AND m.location_id = stock_balance.location_id)`;
  expect(await spoil(both(`UPDATE stock_movement SET reason = 'receipt' WHERE reason = 'damaged'`))).toBe('direction');
  expect(await spoil(both(`UPDATE stock_movement SET moved_at = '2026-11-20' WHERE reason = 'move-out'`))).toBe('under-zero');
  expect(await spoil(both(`UPDATE stock_movement SET quantity = 4, value = 28 WHERE reason = 'reversal'`))).toBe('reversal');
  expect(await spoil(both(`UPDATE stock_movement SET quantity = 29, value = 203 WHERE reason = 'move-in'`))).toBe('move');
});

test('the stock card leaves as CSV and PDF, and the audit says so', async () => {
  const { clinic, itemId } = await aStore();
  const range = { itemId, from: '2026-11-01', to: '2026-11-30' };
  const csv = await clinic.call('pharmacist', 'inventory.exportStockCard', { ...range, format: 'csv' });
  expect(Buffer.from(csv.base64, 'base64').toString()).toContain(
    '"2026-11-21","2026-11-21T08:00:00.000Z","receipt","A1","Pharmacy store","100","700","100","700"',
  );
  const pdf = await clinic.call('pharmacist', 'inventory.exportStockCard', { ...range, format: 'pdf' });
  expect(Buffer.from(pdf.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  const told = clinic.facility.raw
    .prepare(`SELECT action FROM audit_event WHERE resource = 'item' AND resource_id = ? AND action <> 'create'`)
    .pluck()
    .all(itemId);
  expect(told).toEqual(['export', 'print']);
});
