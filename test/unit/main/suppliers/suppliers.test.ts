import { expect, test } from 'vitest';
import { inTransaction } from '../../../../main/facility/context.ts';
import { noteReceived } from '../../../../main/orders/noteReceived.ts';
import { measure, percentile } from '../../../../main/suppliers/measure.ts';
import { minorUnits } from '../../../../main/suppliers/readPriceList.ts';
import { anItem } from '../../../support/factories.ts';
import { aSentOrder, aSupplier } from '../../../support/orders.ts';
import { testClinic } from '../../../support/testContext.ts';

test.each([
  [[], 0.5, null],
  [[4], 0.9, 4],
  [[1, 2, 3, 4], 0.5, 2],
  [[1, 2, 3, 4], 0.9, 4],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, 9],
])('of %j the nearest rank at %d is %j', (days, share, expected) => expect(percentile(days, share)).toBe(expected));

test('lead time rests on lines that came, fill rate on orders that are over, and too much of one line does not pay for another', () => {
  const line = (ordered: number, received: number, lastReceivedOn: string | null) => ({ ordered, received, lastReceivedOn });
  const orders = [
    { sentOn: '2026-10-01', isOver: true, lines: [line(100, 150, '2026-10-08'), line(100, 0, null)] },
    { sentOn: '2026-11-01', isOver: false, lines: [line(100, 40, '2026-11-04')] },
  ];
  expect(measure(orders)).toEqual({ orders: 2, deliveries: 2, leadTimeP50: 3, leadTimeP90: 7, finished: 1, fillRate: 0.5 });
  expect(measure([])).toEqual({ orders: 0, deliveries: 0, leadTimeP50: null, leadTimeP90: null, finished: 0, fillRate: null });
});

test('figures come from real orders, and the recommendation says why', async () => {
  const clinic = await testClinic();
  const itemId = await anItem(clinic, { packSize: 100 });
  const [cheap, fast] = [await aSupplier(clinic, { name: 'Cheap & Far' }), await aSupplier(clinic, { name: 'Fast & Near' })];
  const price = (supplierId: string, amount: number, packSize: number) =>
    clinic.call('pharmacist', 'suppliers.setPrice', { supplierId, itemId, packSize, price: amount, validFrom: '2026-01-01' });
  await price(cheap, 900, 100);
  await price(fast, 5000, 500);
  const offers = async () =>
    (await clinic.call('pharmacy-clerk', 'suppliers.recommend', { lines: [{ itemId, quantity: 800 }] })).items[0]!.offers;
  expect((await offers()).map(({ supplierName, reasons }) => [supplierName, reasons.map(({ code }) => code)])).toEqual([
    ['Cheap & Far', ['cheapest', 'no-history', 'never-supplied']],
    ['Fast & Near', ['dearer', 'no-history', 'never-supplied']],
  ]);

  const order = async (supplierId: string, packs: number, came: [day: string, quantity: number][]) => {
    clinic.clock.now = '2026-11-02T08:00:00.000Z';
    const { orderId } = await aSentOrder(clinic, { supplierId, itemId, packs });
    for (const [day, quantity] of came) {
      clinic.clock.now = `${day}T09:00:00.000Z`;
      await inTransaction(clinic.ctx('pharmacy-clerk'), (ctx) =>
        noteReceived(ctx, orderId, [{ itemId, quantity }], { receiptId: `${orderId} ${day}`, receivedOn: day }),
      );
    }
    return orderId;
  };
  const short = await order(cheap, 10, [['2026-11-20', 300]]);
  const { version } = await clinic.call('pharmacy-clerk', 'orders.get', { orderId: short });
  await clinic.call('pharmacy-clerk', 'orders.close', { orderId: short, version, reason: 'no more came' });
  await order(fast, 2, [['2026-11-05', 400], ['2026-11-06', 600]]); // prettier-ignore
  clinic.clock.now = '2026-11-21T08:00:00.000Z';
  const weighed = await offers();
  expect(
    weighed.map(({ supplierName, unitPrice, figures, lastSuppliedOn }) => ({ supplierName, unitPrice, figures, lastSuppliedOn })),
  ).toMatchObject([
    { supplierName: 'Fast & Near', unitPrice: 10, lastSuppliedOn: '2026-11-06', figures: { orders: 1, leadTimeP50: 4, fillRate: 1 } },
    { supplierName: 'Cheap & Far', unitPrice: 9, lastSuppliedOn: '2026-11-20', figures: { orders: 1, leadTimeP50: 18, fillRate: 0.3 } },
  ]);
  expect(weighed[0]!.reasons).toEqual([
    { code: 'dearer', value: 11, on: null },
    { code: 'fastest', value: 4, on: null },
    { code: 'fill-rate', value: 100, on: null },
    { code: 'supplied-before', value: null, on: '2026-11-06' },
  ]);
  expect((await clinic.call('pharmacy-clerk', 'suppliers.list', {})).suppliers).toMatchObject([
    { name: 'Cheap & Far', items: 1, open: 0 },
    { name: 'Fast & Near' },
  ]);
});

test('two who edit one supplier: the second is told; the history says who changed what; two of one name are refused', async () => {
  const clinic = await testClinic();
  const supplierId = await aSupplier(clinic);
  const { profile, version } = await clinic.call('pharmacist', 'suppliers.get', { supplierId });
  await clinic.call('manager', 'suppliers.amend', { supplierId, version, profile: { ...profile, phone: '+233 30' } });
  expect(await clinic.ask('pharmacist', 'suppliers.amend', { supplierId, version, profile })).toMatchObject({
    ok: false,
    error: { code: 'version.conflict' },
  });
  const { entries } = await clinic.call('pharmacist', 'suppliers.history', { supplierId });
  expect(entries[0]).toMatchObject({
    action: 'amend',
    actorName: 'Test manager',
    changes: [{ field: 'phone', before: '', after: '+233 30' }],
  });
  expect(await clinic.ask('pharmacist', 'suppliers.add', { name: 'NORTHERN medical supplies', currency: 'GHS' })).toMatchObject({
    ok: false,
    error: { code: 'supplier.name_taken' },
  });
  await clinic.call('pharmacist', 'suppliers.amend', { supplierId, version: version + 1, profile: { ...profile, isActive: false } });
  const itemId = await anItem(clinic);
  expect(await clinic.ask('pharmacy-clerk', 'orders.create', { supplierId, lines: [{ itemId, packs: 1 }] })).toMatchObject({
    ok: false,
    error: { code: 'supplier.not_active' },
  });
});

test('a price list is read with every bad row named; what is ready is stored, and the same list again stores nothing', async () => {
  const clinic = await testClinic();
  const supplierId = await aSupplier(clinic);
  const itemId = await anItem(clinic, { name: 'Amoxicillin 500 mg capsule', packSize: 100 });
  await anItem(clinic, { name: 'Paracetamol 500 mg tablet' });
  const text = [
    'Product,Code,Pack size,Price,Minimum order',
    'amoxicillin 500 MG capsule,AMX,100,"1,250.00",5',
    'Paracetamol 500 mg tablet,PCM,1000,12.5,',
    'Paracetamol 500 mg tablet,PCM,1000,13,',
    'Unobtainium,U1,10,1,',
    'Amoxicillin 500 mg capsule,,many,5,',
    'Amoxicillin 500 mg capsule,,500,free,',
  ].join('\n');
  const preview = await clinic.call('pharmacist', 'suppliers.previewPrices', { supplierId, text });
  expect(preview).toMatchObject({ columns: { item: 0, code: 1, packSize: 2, price: 3, minimumPacks: 4 }, ready: 2, leftOut: 4 });
  expect(preview.rows.map(({ row, state }) => [row, state])).toEqual([
    [3, 'repeated'],
    [4, 'no-item'],
    [5, 'no-pack-size'],
    [6, 'no-price'],
    [1, 'ready'],
    [2, 'ready'],
  ]);
  expect(await clinic.call('pharmacist', 'suppliers.importPrices', { supplierId, text })).toEqual({ stored: 2, leftOut: 4 });
  const { prices } = await clinic.call('pharmacist', 'suppliers.get', { supplierId });
  expect(prices).toMatchObject([
    { itemId, packSize: 100, price: 125_000, minimumPacks: 5, code: 'AMX', validFrom: '2026-11-21' },
    { packSize: 1000, price: 1250, minimumPacks: 1 },
  ]);
  expect(await clinic.call('pharmacist', 'suppliers.importPrices', { supplierId, text })).toEqual({ stored: 0, leftOut: 6 });

  // by their code, whatever they call it now; a later price is another row, and the newest that has begun holds
  const later = 'code;prix;valable dès\nAMX;1300,00;2026-11-25';
  expect(await clinic.call('pharmacist', 'suppliers.importPrices', { supplierId, text: later })).toMatchObject({ stored: 1 });
  const now = async () => (await clinic.call('pharmacist', 'suppliers.get', { supplierId })).prices[0]!;
  expect((await now()).price).toBe(125_000);
  clinic.clock.now = '2026-11-25T08:00:00.000Z';
  expect((await now()).price).toBe(130_000);
  await clinic.call('pharmacist', 'suppliers.endPrice', { supplierItemId: (await now()).supplierItemId });
  expect((await clinic.call('pharmacist', 'suppliers.get', { supplierId })).prices.map((one) => one.itemName)).toEqual([
    'Paracetamol 500 mg tablet',
  ]);
});

test.each([
  ['1,250.00', 2, 125_000],
  ['1 250,5', 2, 125_050],
  ['GHS 12.50', 2, 1250],
  ['1250', 0, 1250],
  ['12,500', 2, 1_250_000],
  ['-5', 2, null],
  ['', 2, null],
])('the price %j with %d digits is %j', (text, digits, expected) => expect(minorUnits(text, digits)).toBe(expected));
