import { expect, test } from 'vitest';
import { type TestClinic, testClinic } from '../../../support/testContext.ts';
import { anItem } from '../../../support/factories.ts';
import { aSentOrder, aSupplier, orderOf } from '../../../support/orders.ts';
import { pdfText } from '../../../support/pdf.ts';

const clerk = 'pharmacy-clerk';
const gtin = '09501101530003';
const otherGtin = '04006381333931';
const expiry = '2027-11-30';

async function aReceipt(clinic: TestClinic, head: { supplierName?: string; deliveryNote?: string } = {}): Promise<string> {
  return (await clinic.call(clerk, 'receiving.begin', head)).receiptId;
}
const now = (clinic: TestClinic, receiptId: string) => clinic.call(clerk, 'receiving.get', { receiptId });
async function aLine(
  clinic: TestClinic,
  receiptId: string,
  itemId: string,
  line: { lotNumber?: string; expiry?: string | null; packs?: number; packCost?: number } = {},
) {
  return (await clinic.call(clerk, 'receiving.addLine', { receiptId, itemId, packs: 2, lotNumber: 'A1', expiry, ...line })).lineId;
}
/** Confirms whatever is asked, as a person who has looked. */
async function post(clinic: TestClinic, receiptId: string, repeatReason = '') {
  const { stamp, findings } = await now(clinic, receiptId);
  return clinic.ask(clerk, 'receiving.post', { receiptId, stamp, repeatReason, confirmed: findings.map(({ key }) => key) });
}
const onHand = async (clinic: TestClinic, itemId: string) => (await clinic.call(clerk, 'inventory.item', { itemId })).item.onHand;
const kinds = async (clinic: TestClinic, receiptId: string) => (await now(clinic, receiptId)).findings.map(({ kind }) => kind);

test('scanned packs count themselves; posted they are in the ledger with their value, under a number', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  const receiptId = await aReceipt(clinic, { supplierName: 'Central Medical Store', deliveryNote: 'DN-114' });
  const scan = { receiptId, gtin, lotNumber: 'A1', expiry };
  expect(await clinic.call(clerk, 'receiving.scan', scan)).toEqual({ outcome: 'unknown' });
  const pack = { itemId, unitsPerPack: 30 };
  expect(await clinic.call(clerk, 'receiving.scan', { ...scan, pack })).toMatchObject({ outcome: 'added', packs: 1 });
  expect(await clinic.call(clerk, 'receiving.scan', scan)).toMatchObject({ outcome: 'counted', packs: 2 });
  expect(await clinic.call(clerk, 'receiving.scan', { ...scan, lotNumber: 'A2' })).toMatchObject({ outcome: 'added' });
  const { lines } = await now(clinic, receiptId);
  expect(lines.map(({ lotNumber, packs, received }) => [lotNumber, packs, received])).toEqual([
    ['A1', 2, 60],
    ['A2', 1, 30],
  ]);
  const [first] = lines;
  await clinic.call(clerk, 'receiving.amendLine', {
    lineId: first!.lineId,
    version: first!.version,
    changes: { packCost: 1001, loose: 7 },
  });
  expect(await onHand(clinic, itemId)).toBe(0);

  const answer = await post(clinic, receiptId);
  expect(answer).toMatchObject({ ok: true, value: { lots: 2, held: 0, value: 2236 } }); // 67 of 30 for 1001, half up
  expect(await onHand(clinic, itemId)).toBe(97);
  const { receipt } = await now(clinic, receiptId);
  expect(receipt).toMatchObject({ status: 'posted', postedBy: 'Test pharmacy-clerk' });
  expect(receipt.number).toMatch(/^S-/);
  expect(clinic.facility.raw.prepare('SELECT sum(value) FROM stock_movement WHERE ref_id = ?').pluck().get(receiptId)).toBe(2236);
  expect(await clinic.ask(clerk, 'receiving.scan', scan)).toMatchObject({ error: { code: 'receiving.not_draft' } });
  expect((await clinic.call(clerk, 'receiving.list', { show: 'done', filter: 'dn 114' })).receipts).toMatchObject([
    { receiptId, lines: 2 },
  ]);
});

test('posted twice by a double click or a second seat, it is in the ledger once', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  const receiptId = await aReceipt(clinic);
  await aLine(clinic, receiptId, itemId);
  const { stamp } = await now(clinic, receiptId);
  const input = { receiptId, stamp };
  const first = await clinic.ask(clerk, 'receiving.post', input, 'one-click');
  expect(await clinic.ask(clerk, 'receiving.post', input, 'one-click')).toEqual(first);
  expect(await clinic.ask('manager', 'receiving.post', input)).toMatchObject({ error: { code: 'receiving.not_draft' } });
  expect(await onHand(clinic, itemId)).toBe(200);
});

test('what was changed since it was seen is not posted', async () => {
  const clinic = await testClinic();
  const receiptId = await aReceipt(clinic);
  const lineId = await aLine(clinic, receiptId, await anItem(clinic));
  const { stamp } = await now(clinic, receiptId);
  await clinic.call('manager', 'receiving.amendLine', { lineId, version: 1, changes: { packs: 200 } });
  expect(await clinic.ask(clerk, 'receiving.post', { receiptId, stamp })).toMatchObject({ error: { code: 'version.conflict' } });
  expect(await clinic.ask(clerk, 'receiving.amendLine', { lineId, version: 1, changes: { packs: 3 } })).toMatchObject({
    error: { code: 'version.conflict' },
  });
});

test('the same pack is counted once: in one delivery, and in a later one only when somebody says so', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  const first = await aReceipt(clinic);
  const scan = { gtin, lotNumber: 'A1', expiry, serial: 'S9', pack: { itemId, unitsPerPack: 10 } };
  await clinic.call(clerk, 'receiving.scan', { receiptId: first, ...scan });
  expect(await clinic.call(clerk, 'receiving.scan', { receiptId: first, ...scan })).toMatchObject({ outcome: 'seen', isHere: true });
  await post(clinic, first);
  const second = await aReceipt(clinic);
  const seen = await clinic.call(clerk, 'receiving.scan', { receiptId: second, ...scan });
  expect(seen).toMatchObject({ outcome: 'seen', isHere: false, number: expect.stringMatching(/^S-/) });
  await clinic.call(clerk, 'receiving.scan', { receiptId: second, ...scan, isSeenAgain: true });
  expect(await kinds(clinic, second)).toEqual(['repeat-serial', 'repeat-goods']);
  expect(await post(clinic, second)).toMatchObject({ error: { code: 'receiving.reason_needed' } });
  expect(await onHand(clinic, itemId)).toBe(10);
  expect(await post(clinic, second, 'the supplier reuses numbers')).toMatchObject({ ok: true });
  expect(await onHand(clinic, itemId)).toBe(20);
});

test('the same delivery note of the same supplier, however typed, is asked about; another supplier may have that number', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  const first = await aReceipt(clinic, { supplierName: 'Central Medical Store', deliveryNote: 'DN-2026/114' });
  await aLine(clinic, first, itemId);
  await post(clinic, first);
  const again = await aReceipt(clinic, { supplierName: 'central  medical store', deliveryNote: 'dn 2026 114' });
  await aLine(clinic, again, itemId, { lotNumber: 'B7' });
  expect(await kinds(clinic, again)).toEqual(['repeat-note']);
  const { stamp } = await now(clinic, again);
  expect(await clinic.ask(clerk, 'receiving.post', { receiptId: again, stamp })).toMatchObject({
    error: { code: 'receiving.to_confirm', data: { kinds: ['repeat-note'] } },
  });
  const other = await aReceipt(clinic, { supplierName: 'Umoja Wholesale', deliveryNote: 'DN-2026/114' });
  await aLine(clinic, other, itemId, { lotNumber: 'B7' });
  expect(await kinds(clinic, other)).toEqual([]);
});

test('just these lots and quantities again within 30 days are asked about, later or in other quantities they are not', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  const first = await aReceipt(clinic);
  await aLine(clinic, first, itemId);
  await post(clinic, first);
  const again = await aReceipt(clinic);
  const lineId = await aLine(clinic, again, itemId);
  expect(await kinds(clinic, again)).toEqual(['repeat-goods']);
  await clinic.call(clerk, 'receiving.amendLine', { lineId, version: 1, changes: { packs: 3 } });
  expect(await kinds(clinic, again)).toEqual([]);
  clinic.clock.now = '2026-12-25T08:00:00.000Z';
  const later = await aReceipt(clinic);
  await aLine(clinic, later, itemId);
  expect(await kinds(clinic, later)).toEqual([]);
});

test('damaged goods go to quarantine or back with the driver, with a reason; the rest is usable', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  const receiptId = await aReceipt(clinic);
  const lineId = await aLine(clinic, receiptId, itemId, { packCost: 1000 });
  await clinic.call(clerk, 'receiving.amendLine', { lineId, version: 1, changes: { damaged: 30, noted: 300 } });
  expect(await kinds(clinic, receiptId)).toEqual(['damage-reason', 'difference']);
  expect(await post(clinic, receiptId)).toMatchObject({ error: { code: 'receiving.not_ready' } });
  await clinic.call(clerk, 'receiving.amendLine', { lineId, version: 2, changes: { reason: 'blisters torn' } });
  expect(await post(clinic, receiptId)).toMatchObject({ ok: true, value: { value: 2000 } });
  const { item, lots } = await clinic.call(clerk, 'inventory.item', { itemId });
  expect(item).toMatchObject({ onHand: 200, usable: 170 });
  expect(lots.map((lot) => [lot.locationName, lot.onHand])).toContainEqual(['Quarantine', 30]);

  const second = await aReceipt(clinic);
  const refused = await aLine(clinic, second, itemId, { lotNumber: 'B2', packs: 1 });
  const changes = { damaged: 100, damagedTo: 'refused', reason: 'wet through' } as const;
  await clinic.call(clerk, 'receiving.amendLine', { lineId: refused, version: 1, changes });
  expect(await post(clinic, second)).toMatchObject({ ok: true, value: { lots: 0, value: 0 } });
  expect(await onHand(clinic, itemId)).toBe(200);
});

test('expired, short-dated and contradicting goods are said before they are taken in', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  const before = await aReceipt(clinic);
  await aLine(clinic, before, itemId);
  await post(clinic, before);
  const receiptId = await aReceipt(clinic);
  await aLine(clinic, receiptId, itemId, { lotNumber: 'OLD', expiry: '2026-11-20' });
  await aLine(clinic, receiptId, itemId, { lotNumber: 'SOON', expiry: '2027-02-19' });
  await aLine(clinic, receiptId, itemId, { lotNumber: 'LATE', expiry: '2027-02-20' });
  await aLine(clinic, receiptId, itemId, { lotNumber: 'A1', expiry: '2028-11-30' });
  expect(await kinds(clinic, receiptId)).toEqual(['expired', 'short-dated', 'other-expiry']);
  const { stamp, findings } = await now(clinic, receiptId);
  const some = findings.slice(1).map(({ key }) => key);
  expect(await clinic.ask(clerk, 'receiving.post', { receiptId, stamp, confirmed: some })).toMatchObject({
    error: { data: { kinds: ['expired'] } },
  });
  expect(await post(clinic, receiptId)).toMatchObject({ ok: true });
});

test.each([
  [{ arrivalCelsius: 5, vvmStage: 1 }, 'active'],
  [{ arrivalCelsius: 5, vvmStage: 0 }, 'active'],
  [{ arrivalCelsius: 8.5, vvmStage: 1 }, 'on-hold'],
  [{ arrivalCelsius: 1.9, vvmStage: 0 }, 'on-hold'],
  [{ arrivalCelsius: 5, vvmStage: 3 }, 'on-hold'],
])('a cold-chain lot that arrived with %j is %s', async (changes, status) => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic, { isColdChain: true });
  const receiptId = await aReceipt(clinic);
  const lineId = await aLine(clinic, receiptId, itemId);
  expect(await kinds(clinic, receiptId)).toEqual(['cold-not-noted']);
  await clinic.call(clerk, 'receiving.amendLine', { lineId, version: 1, changes });
  expect(await kinds(clinic, receiptId)).toEqual(status === 'active' ? [] : ['cold-held']);
  expect(await post(clinic, receiptId)).toMatchObject({ ok: true, value: { held: status === 'active' ? 0 : 1 } });
  expect((await clinic.call(clerk, 'inventory.item', { itemId })).lots).toMatchObject([{ status }]);
});

test('a posted receipt is taken back whole, or not at all once something of it was used', async () => {
  const clinic = await testClinic();
  const [itemId, otherId] = [await anItem(clinic), await anItem(clinic, { name: 'Paracetamol 500 mg tablet' })];
  const receiptId = await aReceipt(clinic);
  await aLine(clinic, receiptId, itemId);
  await aLine(clinic, receiptId, otherId);
  await post(clinic, receiptId);
  const { receipt } = await now(clinic, receiptId);
  const back = { receiptId, version: receipt.version, reason: 'typed on the wrong day' };
  const [lot] = (await clinic.call(clerk, 'inventory.item', { itemId: otherId })).lots;
  const loss = { lotId: lot!.lotId, locationId: lot!.locationId, quantity: -1, reason: 'damaged', note: 'dropped' } as const;
  const { movementId } = await clinic.call(clerk, 'inventory.adjust', loss);
  expect(await clinic.ask(clerk, 'receiving.reverse', back)).toMatchObject({ error: { code: 'stock.insufficient' } });
  expect(await onHand(clinic, itemId)).toBe(200); // none of it
  await clinic.call(clerk, 'inventory.reverse', { movementId, note: 'found it' });
  expect(await clinic.call(clerk, 'receiving.reverse', back)).toEqual({ movements: 2 });
  expect([await onHand(clinic, itemId), await onHand(clinic, otherId)]).toEqual([0, 0]);
  expect(await clinic.ask(clerk, 'receiving.reverse', back)).toMatchObject({ error: { code: 'receiving.not_posted' } });
  // what was taken back is no repeat
  const again = await aReceipt(clinic);
  await aLine(clinic, again, itemId);
  await aLine(clinic, again, otherId);
  expect(await kinds(clinic, again)).toEqual([]);
});

test('what is missing is named, and bad input changes nothing', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  const receiptId = await aReceipt(clinic);
  expect(await kinds(clinic, receiptId)).toEqual(['no-lines']);
  await clinic.call(clerk, 'receiving.addLine', { receiptId, itemId: null, label: 'Amoxcilin 500', confidence: 0.6 });
  expect(await kinds(clinic, receiptId)).toEqual(['not-confirmed', 'no-item', 'no-quantity', 'no-lot', 'no-expiry']);
  const [line] = (await now(clinic, receiptId)).lines;
  const { lineId } = line!;
  for (const packs of [-1, 1.5, 1_000_001, Number.NaN])
    expect(await clinic.ask(clerk, 'receiving.amendLine', { lineId, version: 1, changes: { packs } })).toMatchObject({
      error: { code: 'ipc.invalid_input' },
    });
  for (const wrong of ['09501101530004', '123', 'x'])
    expect(await clinic.ask(clerk, 'receiving.scan', { receiptId, gtin: wrong })).toMatchObject({ error: { code: 'ipc.invalid_input' } });
  expect(await clinic.ask(clerk, 'receiving.amend', { receiptId, version: 1, receivedOn: '2026-11-22' })).toMatchObject({
    error: { code: 'date.in_future' },
  });
  expect(await clinic.ask('front-desk', 'receiving.begin', {})).toMatchObject({ error: { code: 'auth.forbidden' } });
  const { version } = await clinic.call(clerk, 'receiving.amendLine', {
    lineId,
    version: 1,
    changes: { itemId, packs: 1, lotNumber: 'A1', hasNoExpiry: true, isConfirmed: true },
  });
  expect(await kinds(clinic, receiptId)).toEqual([]);
  await clinic.call(clerk, 'receiving.removeLine', { lineId, version });
  expect(await kinds(clinic, receiptId)).toEqual(['no-lines']);
  const { receipt } = await now(clinic, receiptId);
  await clinic.call(clerk, 'receiving.discard', { receiptId, version: receipt.version });
  expect((await clinic.call(clerk, 'receiving.list', {})).receipts).toEqual([]);
});

test('EAN-13 says no lot: it counts on the newest line of its pack', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  const receiptId = await aReceipt(clinic);
  const added = await clinic.call(clerk, 'receiving.scan', { receiptId, gtin: otherGtin, pack: { itemId, unitsPerPack: 20 } });
  if (added.outcome !== 'added') throw new Error('not added');
  await clinic.call(clerk, 'receiving.amendLine', { lineId: added.lineId, version: 1, changes: { lotNumber: 'TYPED', expiry } });
  expect(await clinic.call(clerk, 'receiving.scan', { receiptId, gtin: otherGtin })).toMatchObject({ outcome: 'counted', packs: 2 });
  const taken = {
    receiptId,
    gtin: otherGtin,
    pack: { itemId: await anItem(clinic, { name: 'Ibuprofen 400 mg tablet' }), unitsPerPack: 20 },
  };
  expect(await clinic.ask(clerk, 'receiving.scan', taken)).toMatchObject({ error: { code: 'receiving.gtin_taken' } });
});

test('a draft stands in the encrypted file as it was typed: after a crash it goes on where it stopped', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic);
  const receiptId = await aReceipt(clinic, { supplierName: 'Central Medical Store' });
  await aLine(clinic, receiptId, itemId);
  const before = await now(clinic, receiptId);
  await clinic.host.close();
  await clinic.host.start();
  const rows = clinic.host.open().raw.prepare('SELECT packs, lot_number FROM goods_receipt_line WHERE goods_receipt_id = ?').all(receiptId);
  expect(rows).toEqual([{ packs: before.lines[0]!.packs, lot_number: 'A1' }]);
});

test('the goods received note says what came, what it cost and who took it in', async () => {
  const clinic = await testClinic();
  const receiptId = await aReceipt(clinic, { supplierName: 'Central Medical Store', deliveryNote: 'DN-114' });
  await aLine(clinic, receiptId, await anItem(clinic), { packCost: 1250 });
  await post(clinic, receiptId);
  const { blobId } = await clinic.call(clerk, 'receiving.print', { receiptId, locale: 'en' });
  const { base64 } = await clinic.call(clerk, 'blobs.read', { blobId, offset: 0 });
  const text = (await pdfText(Buffer.from(base64, 'base64'))).join(' ');
  for (const words of [
    'Goods received note S-',
    'Central Medical Store',
    'DN-114',
    'Amoxicillin 500 mg capsule',
    'A1',
    '30 Nov 2027',
    '25.00 GHS',
    'Test pharmacy-clerk',
  ])
    expect(text).toContain(words);
});

test('against an order: its lines wait, a scan fills them, what did not come stays owed, taken back it is owed again', async () => {
  const clinic = await testClinic();
  const [supplierId, itemId] = [await aSupplier(clinic), await anItem(clinic, { packSize: 100 })];
  const { orderId } = await aSentOrder(clinic, { supplierId, itemId });
  const { receiptId } = await clinic.call(clerk, 'orders.receive', { orderId });
  expect(await kinds(clinic, receiptId)).toEqual(['no-lines']); // ordered, but nothing of it is here yet
  const pack = { itemId, unitsPerPack: 100 };
  const scan = { receiptId, gtin, lotNumber: 'A1', expiry, packs: 3, pack };
  expect(await clinic.call(clerk, 'receiving.scan', scan)).toMatchObject({ outcome: 'counted', packs: 3 });
  const { lines, findings } = await now(clinic, receiptId);
  expect(lines).toMatchObject([{ ordered: 1000, received: 300, lotNumber: 'A1' }]);
  expect(findings).toMatchObject([{ kind: 'difference', level: 'tell', facts: { expected: 1000, received: 300, by: 'order' } }]);
  expect(await post(clinic, receiptId)).toMatchObject({ ok: true });
  expect(await orderOf(clinic, orderId)).toMatchObject({ status: 'partly-received', items: [{ received: 300, owed: 700 }] });
  const { receipt } = await now(clinic, receiptId);
  await clinic.call(clerk, 'receiving.reverse', { receiptId, version: receipt.version, reason: 'wrong order' });
  expect(await orderOf(clinic, orderId)).toMatchObject({ items: [{ received: 0, owed: 1000 }] });
});
