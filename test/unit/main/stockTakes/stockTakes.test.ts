import { expect, test } from 'vitest';
import { callerFor } from '../../../../main/demo/caller.ts';
import { verifyLedger } from '../../../../db/verifyLedger.ts';
import { measureStockTake } from '../../../bench/stockTake.ts';
import { pdfText } from '../../../support/pdf.ts';
import { aLot, anItem } from '../../../support/factories.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

type Take = { stockTakeId: string; itemId: string; lotIds: string[]; store: string };

const storeOf = (clinic: TestClinic) => clinic.facility.raw.prepare(`SELECT id FROM location WHERE kind = 'store'`).pluck().get() as string;
const onHand = (clinic: TestClinic, lotId: string) =>
  clinic.facility.raw.prepare('SELECT sum(on_hand) FROM stock_balance WHERE lot_id = ?').pluck().get(lotId) as number;

/** Two lots of 100 on a running count; the clerk counts. */
async function aTake(clinic: TestClinic, how: { isFrozen?: boolean; isBlind?: boolean; counters?: 1 | 2 } = {}): Promise<Take> {
  const itemId = await anItem(clinic);
  const lotIds = [
    await aLot(clinic, { itemId, expiry: '2027-05-31', onHand: 100 }),
    await aLot(clinic, { itemId, expiry: '2028-05-31', onHand: 100 }),
  ];
  const started = await clinic.call('pharmacy-clerk', 'stockTakes.start', { kind: 'full', scope: {}, ...how });
  expect(started.lines).toBe(2);
  return { stockTakeId: started.stockTakeId, itemId, lotIds, store: storeOf(clinic) };
}
const sheetOf = (clinic: TestClinic, { stockTakeId }: Take, round: 1 | 2 | 3 = 1, role: 'pharmacy-clerk' | 'manager' = 'pharmacy-clerk') =>
  clinic.call(role, 'stockTakes.sheet', { stockTakeId, round });
async function count(
  clinic: TestClinic,
  take: Take,
  quantities: readonly (number | null)[],
  round: 1 | 2 | 3 = 1,
  role: 'pharmacy-clerk' | 'manager' = 'pharmacy-clerk',
) {
  const { lines } = await sheetOf(clinic, take, round, role);
  const counts = lines.flatMap((line, index) =>
    quantities[index] === undefined ? [] : [{ lineId: line.lineId, quantity: quantities[index] }],
  );
  return clinic.ask(role, 'stockTakes.saveCounts', { stockTakeId: take.stockTakeId, round, counts });
}
const versionOf = async (clinic: TestClinic, take: Take) => (await sheetOf(clinic, take)).stockTake.version;
async function submit(clinic: TestClinic, take: Take, leaveUncounted = false) {
  return clinic.ask('pharmacy-clerk', 'stockTakes.submit', {
    stockTakeId: take.stockTakeId,
    version: await versionOf(clinic, take),
    leaveUncounted,
  });
}
async function explain(clinic: TestClinic, take: Take) {
  const { lines } = await clinic.call('manager', 'stockTakes.variances', { stockTakeId: take.stockTakeId });
  if (lines.length === 0) return;
  const reasons = lines.map((line) => ({ lineId: line.lineId, reason: 'unrecorded-issue' as const, note: 'ward took it' }));
  await clinic.call('pharmacy-clerk', 'stockTakes.explain', { stockTakeId: take.stockTakeId, reasons });
}
async function approve(clinic: TestClinic, take: Take, role: 'manager' | 'pharmacist' = 'manager') {
  return clinic.ask(role, 'stockTakes.approve', { stockTakeId: take.stockTakeId, version: await versionOf(clinic, take) });
}

test('counted, explained, approved by somebody else: the ledger says what was counted, with one movement a line that differs', async () => {
  const clinic = await testClinic();
  const take = await aTake(clinic);
  expect(await count(clinic, take, [97, 100])).toMatchObject({ ok: true, value: { saved: 2, taken: [] } });
  expect(await submit(clinic, take)).toMatchObject({ ok: true });
  expect(await approve(clinic, take)).toMatchObject({ ok: false, error: { code: 'stock_take.unexplained', data: { lines: 1 } } });
  await explain(clinic, take);
  expect(await approve(clinic, take)).toMatchObject({ ok: true, value: { posted: 1 } });
  expect(take.lotIds.map((lotId) => onHand(clinic, lotId))).toEqual([97, 100]);
  const posted = clinic.facility.raw.prepare(`SELECT quantity, ref_id, note FROM stock_movement WHERE reason = 'count-variance'`).all();
  expect(posted).toEqual([
    { quantity: -3, ref_id: take.stockTakeId, note: expect.stringContaining('unrecorded-issue · ward took it') as string },
  ]);
  expect(verifyLedger(clinic.facility.raw).ok).toBe(true);
  expect(await approve(clinic, take)).toMatchObject({ ok: false, error: { code: 'stock_take.closed' } });
});

test('who counted does not approve; where nobody else works with the stock it is allowed, and marked', async () => {
  const clinic = await testClinic();
  const take = await aTake(clinic);
  await count(clinic, take, [99, 100], 1, 'manager');
  await submit(clinic, take);
  await explain(clinic, take);
  expect(await clinic.call('manager', 'stockTakes.variances', { stockTakeId: take.stockTakeId })).toMatchObject({ approval: 'counted' });
  expect(await approve(clinic, take)).toMatchObject({ ok: false, error: { code: 'stock_take.own_count' } });
  clinic.facility.raw.exec(`UPDATE user_account SET is_active = 0 WHERE username <> 'manager'`);
  const { stockTake, approval } = await clinic.call('manager', 'stockTakes.variances', { stockTakeId: take.stockTakeId });
  expect(approval).toBe('alone');
  await clinic.call('manager', 'stockTakes.approve', { stockTakeId: take.stockTakeId, version: stockTake.version });
  const { stockTakes } = await clinic.call('manager', 'stockTakes.list', {});
  expect(stockTakes[0]).toMatchObject({ status: 'approved', isSelfApproved: true, closedBy: 'Test manager' });
});

test('a clerk has no right to approve, whoever counted', async () => {
  const clinic = await testClinic();
  const take = await aTake(clinic);
  const refused = await clinic.ask('pharmacy-clerk', 'stockTakes.approve', { stockTakeId: take.stockTakeId, version: 1 });
  expect(refused).toMatchObject({ ok: false, error: { code: 'auth.forbidden' } });
});

test('blind: neither the sheet nor any other answer of the count tells the book while it is counted', async () => {
  const clinic = await testClinic();
  const take = await aTake(clinic, { isBlind: true });
  expect((await sheetOf(clinic, take)).lines.map((line) => line.book)).toEqual([null, null]);
  const peek = await clinic.ask('manager', 'stockTakes.variances', { stockTakeId: take.stockTakeId });
  expect(peek).toMatchObject({ ok: false, error: { code: 'stock_take.blind' } });
  const paper = await clinic.ask('manager', 'stockTakes.export', { stockTakeId: take.stockTakeId, what: 'variances', format: 'csv' });
  expect(paper).toMatchObject({ ok: false, error: { code: 'stock_take.blind' } });
  const sheet = await clinic.call('pharmacy-clerk', 'stockTakes.export', { stockTakeId: take.stockTakeId, what: 'sheet', format: 'csv' });
  expect(Buffer.from(sheet.base64, 'base64').toString()).not.toMatch(/"100","?$/m);
  await clinic.call('manager', 'stockTakes.cancel', { stockTakeId: take.stockTakeId, version: 1, reason: 'shown at last' });
  const open = await aTakeAgain(clinic, { isBlind: false });
  expect((await sheetOf(clinic, { ...take, stockTakeId: open })).lines.map((line) => line.book)).toEqual([100, 100]);
});
const aTakeAgain = async (clinic: TestClinic, how: { isBlind: boolean }) =>
  (await clinic.call('pharmacy-clerk', 'stockTakes.start', { kind: 'full', scope: {}, ...how })).stockTakeId;

test('two counters: each by themselves, lines that differ come back for a third, which decides', async () => {
  const clinic = await testClinic();
  const take = await aTake(clinic, { counters: 2 });
  await count(clinic, take, [97, 100]);
  expect(await count(clinic, take, [97], 2)).toMatchObject({ ok: false, error: { code: 'stock_take.same_counter' } });
  expect((await sheetOf(clinic, take, 2, 'manager')).lines.map((line) => line.quantity)).toEqual([null, null]); // of the first nothing
  await count(clinic, take, [96, 100], 2, 'manager');
  expect(await submit(clinic, take)).toMatchObject({ ok: false, error: { code: 'stock_take.differ', data: { lines: 1 } } });
  const third = await sheetOf(clinic, take, 3);
  expect(third.lines.map((line) => [line.lotNumber, line.quantity])).toEqual([['LOT-2027-05-31', null]]);
  expect(third.rounds).toEqual([{ round: 1, lines: 2, counted: 2 }, { round: 2, lines: 2, counted: 2 }, { round: 3, lines: 1, counted: 0 }]); // prettier-ignore
  await count(clinic, take, [96], 3);
  expect(await submit(clinic, take)).toMatchObject({ ok: true });
  await explain(clinic, take);
  expect(await approve(clinic, take, 'pharmacist')).toMatchObject({ ok: true });
  expect(onHand(clinic, take.lotIds[0]!)).toBe(96);
});

test('live: what was handed out after counting is no variance, what was handed out before counting neither', async () => {
  const clinic = await testClinic();
  const take = await aTake(clinic);
  const out = (lotId: string, quantity: number) =>
    clinic.call('pharmacy-clerk', 'inventory.adjust', { lotId, locationId: take.store, quantity, reason: 'damaged', note: 'broken' });
  await out(take.lotIds[1]!, -10); // before
  await count(clinic, take, [97, 90]);
  await out(take.lotIds[0]!, -5); // after
  await submit(clinic, take);
  await explain(clinic, take);
  expect(await approve(clinic, take)).toMatchObject({ ok: true, value: { posted: 1 } });
  expect(take.lotIds.map((lotId) => onHand(clinic, lotId))).toEqual([92, 90]);
});

test('what was typed a minute ago is compared with the book of a minute ago', async () => {
  const clinic = await testClinic();
  const take = await aTake(clinic);
  clinic.clock.now = '2026-11-21T08:10:00.000Z';
  await clinic.call('pharmacy-clerk', 'inventory.adjust', {
    lotId: take.lotIds[0]!,
    locationId: take.store,
    quantity: -10,
    reason: 'damaged',
    note: 'broken',
  });
  clinic.clock.now = '2026-11-21T08:10:30.000Z';
  const [line] = (await sheetOf(clinic, take)).lines;
  const counts = [{ lineId: line!.lineId, quantity: 100, agoMs: 60_000 }];
  await clinic.call('pharmacy-clerk', 'stockTakes.saveCounts', { stockTakeId: take.stockTakeId, round: 1, counts });
  expect(clinic.facility.raw.prepare('SELECT book FROM stock_take_count').pluck().all()).toEqual([100]);
});

test('a reversal after counting: nobody knows whether the counter saw it, so the line is counted again', async () => {
  const clinic = await testClinic();
  const take = await aTake(clinic);
  const wrong = await clinic.call('pharmacy-clerk', 'inventory.adjust', {
    lotId: take.lotIds[0]!,
    locationId: take.store,
    quantity: -10,
    reason: 'damaged',
    note: 'typed wrong',
  });
  await count(clinic, take, [100, 100]);
  await clinic.call('pharmacy-clerk', 'inventory.reverse', { movementId: wrong.movementId, note: 'typed wrong' });
  expect(await submit(clinic, take)).toMatchObject({ ok: false, error: { code: 'stock_take.uncounted', data: { lines: 1 } } });
  expect((await sheetOf(clinic, take)).lines.map((line) => line.needsRecount)).toEqual([true, false]);
  await count(clinic, take, [100]);
  await submit(clinic, take);
  expect(await approve(clinic, take)).toMatchObject({ ok: true, value: { posted: 0 } });
  expect(onHand(clinic, take.lotIds[0]!)).toBe(100);
});

test('frozen: what is counted does not move until the count is closed, and the refusal says which count holds it; other lots move', async () => {
  const clinic = await testClinic();
  const take = await aTake(clinic, { isFrozen: true });
  const { number } = (await sheetOf(clinic, take)).stockTake;
  const out = (lotId: string) =>
    clinic.ask('pharmacy-clerk', 'inventory.adjust', { lotId, locationId: take.store, quantity: -1, reason: 'damaged', note: 'broken' });
  expect(await out(take.lotIds[0]!)).toMatchObject({ ok: false, error: { code: 'stock_take.frozen', data: { number } } });
  const fresh = await aLot(clinic, { itemId: take.itemId, expiry: '2029-01-31', onHand: 5 });
  expect(await out(fresh)).toMatchObject({ ok: true });
  await count(clinic, take, [98, 100]);
  await submit(clinic, take);
  await explain(clinic, take);
  expect(await approve(clinic, take)).toMatchObject({ ok: true, value: { posted: 1 } });
  expect(await out(take.lotIds[0]!)).toMatchObject({ ok: true });
});

test('a lot that the book does not know is added, counted and booked; one on the sheet is not added twice', async () => {
  const clinic = await testClinic();
  const take = await aTake(clinic);
  const found = { stockTakeId: take.stockTakeId, round: 1, itemId: take.itemId, locationId: take.store, lotNumber: 'NEW-1', expiry: '2027-09-30', quantity: 12 } as const; // prettier-ignore
  await clinic.call('pharmacy-clerk', 'stockTakes.addFound', found);
  expect(await clinic.ask('pharmacy-clerk', 'stockTakes.addFound', found)).toMatchObject({
    ok: false,
    error: { code: 'stock_take.on_sheet' },
  });
  await count(clinic, take, [100, 100]);
  await submit(clinic, take);
  await explain(clinic, take);
  expect(await approve(clinic, take)).toMatchObject({ ok: true, value: { posted: 1 } });
  const lotId = clinic.facility.raw.prepare(`SELECT id FROM lot WHERE lot_number = 'NEW-1'`).pluck().get() as string;
  expect(onHand(clinic, lotId)).toBe(12);
});

test('nobody writes over what somebody else counted meanwhile', async () => {
  const clinic = await testClinic();
  const take = await aTake(clinic);
  await count(clinic, take, [97]);
  const late = await count(clinic, take, [95], 1, 'manager');
  expect(late).toMatchObject({ ok: true, value: { saved: 0, taken: [{ quantity: 97, by: 'Test pharmacy-clerk' }] } });
  const [line] = (await sheetOf(clinic, take)).lines;
  const counts = [{ lineId: line!.lineId, quantity: 95, seen: 97 }];
  expect(await clinic.call('manager', 'stockTakes.saveCounts', { stockTakeId: take.stockTakeId, round: 1, counts })).toMatchObject({
    saved: 1,
  });
  expect((await sheetOf(clinic, take)).lines[0]).toMatchObject({ quantity: 95, countedBy: 'Test manager' });
});

test('uncounted lines are refused unless they are left as the book has them; a count is taken back by emptying its field', async () => {
  const clinic = await testClinic();
  const take = await aTake(clinic);
  await count(clinic, take, [97, 100]);
  await count(clinic, take, [undefined as never, null]);
  expect(await submit(clinic, take)).toMatchObject({ ok: false, error: { code: 'stock_take.uncounted', data: { lines: 1 } } });
  expect(await submit(clinic, take, true)).toMatchObject({ ok: true });
  await explain(clinic, take);
  expect(await approve(clinic, take)).toMatchObject({ ok: true });
  expect(take.lotIds.map((lotId) => onHand(clinic, lotId))).toEqual([97, 100]);
});

test('sent back for a recount: only those lines are open again', async () => {
  const clinic = await testClinic();
  const take = await aTake(clinic);
  await count(clinic, take, [50, 100]);
  await submit(clinic, take);
  const { lines, stockTake } = await clinic.call('manager', 'stockTakes.variances', { stockTakeId: take.stockTakeId });
  await clinic.call('manager', 'stockTakes.reopen', {
    stockTakeId: take.stockTakeId,
    version: stockTake.version,
    lineIds: lines.map((line) => line.lineId),
  });
  expect(await submit(clinic, take)).toMatchObject({ ok: false, error: { code: 'stock_take.uncounted', data: { lines: 1 } } });
  await count(clinic, take, [100]);
  expect(await submit(clinic, take)).toMatchObject({ ok: true });
});

test('more went out after counting than was counted: the lot is counted again, nothing is posted', async () => {
  const clinic = await testClinic();
  const take = await aTake(clinic);
  await count(clinic, take, [3, 100]);
  await clinic.call('pharmacy-clerk', 'inventory.adjust', {
    lotId: take.lotIds[0]!,
    locationId: take.store,
    quantity: -20,
    reason: 'damaged',
    note: 'broken',
  });
  await submit(clinic, take);
  await explain(clinic, take);
  expect(await approve(clinic, take)).toMatchObject({
    ok: false,
    error: { code: 'stock_take.count_again', data: { lotNumber: 'LOT-2027-05-31' } },
  });
  expect(onHand(clinic, take.lotIds[0]!)).toBe(80);
});

test('partial counts choose by letter, place and control; one lot stands on one open count', async () => {
  const clinic = await testClinic();
  const a = await anItem(clinic, { name: 'Albendazole 400 mg tablet' });
  const z = await anItem(clinic, { name: 'Zinc 20 mg tablet', isControlled: true });
  for (const itemId of [a, z]) await aLot(clinic, { itemId, expiry: '2027-05-31', onHand: 10 });
  const lines = async (scope: object) => (await clinic.call('manager', 'stockTakes.plan', { kind: 'partial', scope })).lines;
  expect(await lines({ fromLetter: 'A', toLetter: 'F' })).toBe(1);
  expect(await lines({ onlyControlled: true })).toBe(1);
  expect(await lines({ locationId: storeOf(clinic) })).toBe(2);
  await clinic.call('manager', 'stockTakes.start', { kind: 'partial', scope: { toLetter: 'F' } });
  const again = await clinic.ask('manager', 'stockTakes.start', { kind: 'full', scope: {} });
  expect(again).toMatchObject({ ok: false, error: { code: 'stock_take.overlaps' } });
  const none = await clinic.ask('manager', 'stockTakes.start', { kind: 'partial', scope: { fromLetter: 'Q', toLetter: 'Q' } });
  expect(none).toMatchObject({ ok: false, error: { code: 'stock_take.empty' } });
});

test('cyclic: what was not counted within its class is due, and no longer when it was; the facility sets its own interval', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  await aLot(clinic, { itemId, expiry: '2027-05-31', onHand: 10 });
  const cOf = async () => (await clinic.call('manager', 'stockTakes.plan', {})).cycles.find((cycle) => cycle.class === 'C');
  expect(await cOf()).toMatchObject({ items: 1, due: 1, intervalDays: 365, proposedDays: 365, version: 0 });
  const { stockTakeId, lines } = await clinic.call('pharmacy-clerk', 'stockTakes.start', { kind: 'cyclic', scope: { classes: ['C'] } });
  expect(lines).toBe(1);
  const take = { stockTakeId, itemId, lotIds: [], store: '' };
  await count(clinic, take, [10]);
  await submit(clinic, take);
  await approve(clinic, take);
  expect(await cOf()).toMatchObject({ due: 0 });
  await clinic.call('manager', 'stockTakes.setCycle', { class: 'C', intervalDays: 7, version: 0 });
  clinic.clock.now = '2026-11-28T08:00:00.000Z';
  expect(await cOf()).toMatchObject({ due: 1, intervalDays: 7, version: 1 });
  const late = await clinic.ask('manager', 'stockTakes.setCycle', { class: 'C', intervalDays: 9, version: 0 });
  expect(late).toMatchObject({ ok: false, error: { code: 'version.conflict' } });
});

test('paper: a sheet to write on without quantities, and what came out of it', async () => {
  const clinic = await testClinic();
  const take = await aTake(clinic);
  const sheet = await clinic.call('pharmacy-clerk', 'stockTakes.export', { stockTakeId: take.stockTakeId, what: 'sheet', format: 'pdf' });
  const written = (await pdfText(Buffer.from(sheet.base64, 'base64'))).join('\n');
  expect(written).toContain('Count sheet');
  expect(written).toContain('LOT-2027-05-31');
  await count(clinic, take, [97, 100]);
  await submit(clinic, take);
  await explain(clinic, take);
  const done = await clinic.call('manager', 'stockTakes.export', {
    stockTakeId: take.stockTakeId,
    what: 'variances',
    format: 'pdf',
    locale: 'fr',
  });
  expect((await pdfText(Buffer.from(done.base64, 'base64'))).join(' ')).toContain('Sortie non écrite: ward took it');
  expect(done.rows).toBe(1);
  const file = await clinic.call('manager', 'stockTakes.export', { stockTakeId: take.stockTakeId, what: 'variances', format: 'csv' });
  expect(Buffer.from(file.base64, 'base64').toString()).toContain('"100","97","\'-3"');
});

test('what the bench measures is a whole stock take: counted twice over, explained, approved, the ledger in balance', async () => {
  const clinic = await testClinic();
  const [clerk, manager] = [callerFor(clinic.host, clinic.seat('pharmacy-clerk')), callerFor(clinic.host, clinic.seat('manager'))];
  expect(await measureStockTake(clinic.host, clerk, manager, { lots: 40, rounds: 2 })).toMatchObject({ lines: 40, posted: 38 });
  expect(verifyLedger(clinic.facility.raw).ok).toBe(true);
});
