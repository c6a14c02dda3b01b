import { expect, test } from 'vitest';
import { inTransaction } from '../../../../main/facility/context.ts';
import { noteReceived, type ReceivedLine } from '../../../../main/orders/noteReceived.ts';
import { anItem } from '../../../support/factories.ts';
import { anOrder, aSentOrder, aSupplier, orderOf } from '../../../support/orders.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

async function aClinic() {
  const clinic = await testClinic();
  const [supplierId, itemId] = [await aSupplier(clinic), await anItem(clinic, { packSize: 100 })];
  await clinic.call('pharmacist', 'suppliers.setPrice', {
    supplierId,
    itemId,
    packSize: 100,
    price: 1250,
    validFrom: '2026-01-01',
    code: 'AMX-5',
  });
  return { clinic, supplierId, itemId };
}

const receive = (clinic: TestClinic, orderId: string, lines: ReceivedLine[], receiptId: string) =>
  inTransaction(clinic.ctx('pharmacy-clerk'), (ctx) => noteReceived(ctx, orderId, lines, { receiptId, receivedOn: ctx.today() }));

test('an order from draft to received: price from the list, approved by somebody else, sent, confirmed, part receipts, each with who and when', async () => {
  const { clinic, supplierId, itemId } = await aClinic();
  const { orderId, version } = await anOrder(clinic, { supplierId, itemId });
  expect(await orderOf(clinic, orderId)).toMatchObject({
    status: 'draft',
    total: 12_500,
    currency: 'GHS',
    isOwn: true,
    canApprove: false,
    items: [{ packs: 10, packSize: 100, price: 1250, code: 'AMX-5', ordered: 1000, owed: 1000 }],
  });
  expect((await orderOf(clinic, orderId)).number).toMatch(/^B-/);
  const approved = await clinic.call('pharmacist', 'orders.approve', { orderId, version });
  expect(approved.status).toBe('approved');
  const sent = await clinic.call('pharmacy-clerk', 'orders.send', { orderId, version: approved.version, how: 'pdf' });
  expect(sent).toMatchObject({ status: 'sent', file: { mediaType: 'application/pdf' } });
  expect(Buffer.from(sent.file.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  const lineId = (await orderOf(clinic, orderId)).items[0]!.lineId;
  const confirmed = await clinic.call('pharmacy-clerk', 'orders.confirm', {
    orderId,
    version: sent.version,
    supplierReference: 'SO-77',
    expectedOn: '2026-12-01',
    lines: [{ lineId, packs: 8 }],
  });
  expect(await orderOf(clinic, orderId)).toMatchObject({
    status: 'confirmed',
    supplierReference: 'SO-77',
    items: [{ confirmedPacks: 8, owed: 800 }],
  });
  await clinic.call('pharmacy-clerk', 'orders.track', {
    orderId,
    version: confirmed.version,
    tracking: 'VIP bus 12',
    expectedOn: '2026-12-02',
  });

  await receive(clinic, orderId, [{ itemId, quantity: 300 }], 'r1');
  expect(await orderOf(clinic, orderId)).toMatchObject({ status: 'partly-received', items: [{ received: 300, owed: 500 }] });
  await receive(clinic, orderId, [{ itemId, quantity: 300 }], 'r1'); // the same receipt posted again
  expect((await orderOf(clinic, orderId)).items[0]?.received).toBe(300);
  await receive(clinic, orderId, [{ itemId, quantity: 500 }], 'r2');
  expect(await orderOf(clinic, orderId)).toMatchObject({ status: 'received', tracking: 'VIP bus 12', items: [{ received: 800, owed: 0 }] });
  await receive(clinic, orderId, [{ itemId, quantity: -500 }], 'r2'); // and reversed
  expect(await orderOf(clinic, orderId)).toMatchObject({ status: 'partly-received', items: [{ received: 300 }] });
  expect((await orderOf(clinic, orderId)).events.map(({ event, byName }) => [event, byName])).toEqual([
    ['create', 'Test pharmacy-clerk'],
    ['approve', 'Test pharmacist'],
    ['send', 'Test pharmacy-clerk'],
    ['confirm', 'Test pharmacy-clerk'],
    ['track', 'Test pharmacy-clerk'],
    ['receive', 'Test pharmacy-clerk'],
    ['receive', 'Test pharmacy-clerk'],
    ['take-back', 'Test pharmacy-clerk'],
  ]);
}, 30_000);

test('who wrote it does not approve it while somebody else may; alone they do, and it is marked', async () => {
  const { clinic, supplierId, itemId } = await aClinic();
  const own = await clinic.call('pharmacist', 'orders.create', { supplierId, lines: [{ itemId, packs: 1 }] });
  expect(await clinic.ask('pharmacist', 'orders.approve', own)).toMatchObject({ ok: false, error: { code: 'order.own' } });
  expect(await clinic.ask('pharmacy-clerk', 'orders.approve', own)).toMatchObject({ ok: false, error: { code: 'auth.forbidden' } });
  clinic.facility.raw.prepare(`UPDATE user_account SET is_active = 0 WHERE username = 'manager'`).run();
  await clinic.call('pharmacist', 'orders.approve', own);
  expect(await orderOf(clinic, own.orderId)).toMatchObject({ status: 'approved', isSelfApproved: true, approvedByName: 'Test pharmacist' });
});

test('what cannot be done in a state is refused and changes nothing', async () => {
  const { clinic, supplierId, itemId } = await aClinic();
  const draft = await anOrder(clinic, { supplierId, itemId });
  const refused = async (method: 'orders.send' | 'orders.confirm' | 'orders.close', more: object) =>
    clinic.ask('pharmacy-clerk', method, { ...draft, ...more } as never);
  for (const [method, more] of [
    ['orders.send', { how: 'pdf' }],
    ['orders.confirm', { expectedOn: null, lines: [] }],
    ['orders.close', { reason: 'too late' }],
  ] as const)
    expect(await refused(method, more)).toMatchObject({ ok: false, error: { code: 'order.wrong_status', data: { status: 'draft' } } });
  await expect(receive(clinic, draft.orderId, [{ itemId, quantity: 1 }], 'r')).rejects.toMatchObject({ code: 'order.wrong_status' });
  expect(await orderOf(clinic, draft.orderId)).toMatchObject({ status: 'draft', version: 1 });

  const amended = await clinic.call('pharmacy-clerk', 'orders.amend', {
    ...draft,
    supplierId,
    expectedOn: null,
    lines: [{ itemId, packs: 3, price: null }],
  });
  expect(await orderOf(clinic, draft.orderId)).toMatchObject({ total: null, lines: 1, items: [{ packs: 3, price: null }] });
  expect(await clinic.ask('pharmacist', 'orders.approve', draft)).toMatchObject({ ok: false, error: { code: 'version.conflict' } });
  const approved = await clinic.call('pharmacist', 'orders.approve', { orderId: draft.orderId, version: amended.version });
  const back = await clinic.call('pharmacist', 'orders.return', {
    orderId: draft.orderId,
    version: approved.version,
    reason: 'price missing',
  });
  expect(back.status).toBe('draft');
  expect(
    await clinic.ask('pharmacy-clerk', 'orders.create', {
      supplierId,
      lines: [
        { itemId, packs: 1 },
        { itemId, packs: 2 },
      ],
    }),
  ).toMatchObject({
    ok: false,
    error: { code: 'order.item_twice' },
  });
  expect((await clinic.call('pharmacy-clerk', 'orders.list', { show: 'all' })).orders).toHaveLength(1);
});

test('closed short with a reason nothing is owed; what comes after all still counts; after a receipt nothing is cancelled', async () => {
  const { clinic, supplierId, itemId } = await aClinic();
  const { orderId } = await aSentOrder(clinic, { supplierId, itemId });
  await receive(clinic, orderId, [{ itemId, quantity: 400 }], 'r1');
  const { version } = await orderOf(clinic, orderId);
  expect(await clinic.ask('pharmacy-clerk', 'orders.cancel', { orderId, version, reason: 'mistake' })).toMatchObject({ ok: false });
  await clinic.call('pharmacy-clerk', 'orders.close', { orderId, version, reason: 'discontinued' });
  expect(await orderOf(clinic, orderId)).toMatchObject({ status: 'closed', items: [{ received: 400, owed: 0 }] });
  await receive(clinic, orderId, [{ itemId, quantity: 600 }], 'r2');
  expect(await orderOf(clinic, orderId)).toMatchObject({ status: 'received', items: [{ received: 1000 }] });
});

test('a goods receipt begun from the order fills its lines in; posted it counts there, reversed it is owed again', async () => {
  const { clinic, supplierId, itemId } = await aClinic();
  const { orderId } = await aSentOrder(clinic, { supplierId, itemId });
  const { receiptId } = await clinic.call('pharmacy-clerk', 'orders.receive', { orderId });
  const draft = await clinic.call('pharmacy-clerk', 'receiving.get', { receiptId });
  expect(draft.receipt).toMatchObject({ supplierName: 'Northern Medical Supplies', orderId });
  expect(draft.lines).toMatchObject([{ itemId, ordered: 1000, packs: 0, unitsPerPack: 100, packCost: 1250 }]);
  const { lineId, version } = draft.lines[0]!;
  await clinic.call('pharmacy-clerk', 'receiving.amendLine', {
    lineId,
    version,
    changes: { packs: 4, lotNumber: 'L1', expiry: '2028-01-31' },
  });
  const { stamp } = await clinic.call('pharmacy-clerk', 'receiving.get', { receiptId });
  await clinic.call('pharmacy-clerk', 'receiving.post', { receiptId, stamp });
  expect(await orderOf(clinic, orderId)).toMatchObject({
    status: 'partly-received',
    receivedShare: 0.4,
    items: [{ received: 400, owed: 600 }],
  });
  const posted = await clinic.call('pharmacy-clerk', 'receiving.get', { receiptId });
  await clinic.call('pharmacy-clerk', 'receiving.reverse', { receiptId, version: posted.receipt.version, reason: 'wrong clinic' });
  expect(await orderOf(clinic, orderId)).toMatchObject({ status: 'sent', items: [{ received: 0, owed: 1000 }] });
});

test('an order is overdue on the day after it was expected, is listed first, and counted for Today', async () => {
  const { clinic, supplierId, itemId } = await aClinic();
  const late = await aSentOrder(clinic, { supplierId, itemId });
  await clinic.call('pharmacy-clerk', 'orders.track', { ...late, tracking: '', expectedOn: '2026-11-24' });
  const list = (show: 'open' | 'overdue') => clinic.call('pharmacy-clerk', 'orders.list', { show });
  clinic.clock.now = '2026-11-24T20:00:00.000Z';
  await anOrder(clinic, { supplierId, itemId });
  expect(await list('overdue')).toEqual({ orders: [], overdue: 0 });
  clinic.clock.now = '2026-11-25T08:00:00.000Z';
  expect((await list('open')).orders.map(({ orderId, isOverdue }) => [orderId === late.orderId, isOverdue])).toEqual([
    [true, true],
    [false, false],
  ]);
  expect((await list('overdue')).overdue).toBe(1);
});
