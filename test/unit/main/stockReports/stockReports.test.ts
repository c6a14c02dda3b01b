import { expect, test } from 'vitest';
import { stockListNames, stockReportNames } from '../../../../preload/contract/stockReports.ts';
import { readXlsx } from '../../../../main/documents/xlsx/readXlsx.ts';
import { decodeQr, pdfPageImage, pdfText } from '../../../support/pdf.ts';
import { anItem, aPrescription } from '../../../support/factories.ts';
import { testClinic } from '../../../support/testContext.ts';

async function aStore() {
  const clinic = await testClinic();
  clinic.clock.now = '2026-09-01T08:00:00.000Z';
  const amoxicillin = await anItem(clinic);
  const oxytocin = await anItem(clinic, { name: 'Oxytocin 10 IU ampoule', reorderLevel: 50, product: { ingredients: [{ inn: 'oxytocin', strength: 10, unit: '[iU]' }], form: 'injection', unit: 'ampoule', atc: null } });
  const call = (item: string, lotNumber: string, expiry: string, quantity: number, unitCost: number) => clinic.call('pharmacist', 'inventory.receive', { itemId: item, lotNumber, expiry, quantity, unitCost });
  await call(amoxicillin, 'A1', '2026-12-31', 1000, 10);
  await call(amoxicillin, 'A2', '2027-06-30', 500, 12);
  await call(oxytocin, 'O1', '2027-01-31', 20, 300);
  clinic.clock.now = '2026-10-05T08:00:00.000Z';
  await clinic.call('pharmacist', 'dispensing.dispense', { lines: [{ medicationRequestId: await aPrescription(clinic, { itemId: amoxicillin, quantity: 90 }), quantity: 90 }] });
  clinic.clock.now = '2026-11-21T08:00:00.000Z';
  const of = async (report: (typeof stockReportNames)[number], more = {}) => (await clinic.call('pharmacist', 'stockReports.of', { report, ...more }));
  return { clinic, amoxicillin, oxytocin, of };
} // prettier-ignore

test('what is low, what expires when, and what all of it is worth', async () => {
  const { of, oxytocin, amoxicillin } = await aStore();
  expect((await of('stock-out')).rows).toMatchObject([{ itemId: oxytocin, cells: ['Oxytocin 10 IU ampoule', expect.anything(), null, 'Low', 20, 'ampoule', 50, expect.anything(), null] }]);
  const expiry = await of('expiry');
  expect(expiry.rows.map(({ cells }) => cells.slice(0, 4))).toEqual([['2026-12-31', 'Amoxicillin 500 mg capsule', 'A1', 910], ['2027-01-31', 'Oxytocin 10 IU ampoule', 'O1', 20], ['2027-06-30', 'Amoxicillin 500 mg capsule', 'A2', 500]]);
  expect(expiry.chart?.bars.slice(0, 3)).toEqual([{ label: '2026-11', value: 0 }, { label: '2026-12', value: 9100 }, { label: '2027-01', value: 6000 }]);
  const value = await of('valuation');
  expect(value.rows.map(({ itemId, cells }) => [itemId, cells[5]])).toEqual([[null, 9100 + 6000 + 6000], [amoxicillin, 15_100], [oxytocin, 6000]]);
}); // prettier-ignore

test('consumption by whole months, ABC beside VEN, movements of the days that are asked', async () => {
  const { of, amoxicillin, oxytocin } = await aStore();
  const used = await of('consumption', { from: '2026-09-01', to: '2026-10-31' });
  expect(used.columns.map(({ head }) => head)).toEqual(['Item', 'Unit', 'Average a month', '2026-09', '2026-10', 'Total']);
  expect(used.rows).toMatchObject([{ itemId: amoxicillin, cells: ['Amoxicillin 500 mg capsule', 'capsule', expect.anything(), 0, 90, 90] }]);
  expect((await of('abc-ven')).rows.map(({ itemId, cells }) => [itemId, cells[1]])).toEqual([[amoxicillin, 'A'], [oxytocin, 'C']]);
  expect((await of('movements')).rows).toEqual([]);
  expect((await of('movements', { from: '2026-10-01', to: '2026-10-31' })).rows).toMatchObject([{ cells: ['2026-10-05', expect.anything(), 'A1', 'Handed out', -90, -900, expect.anything(), 'Test pharmacist', ''] }]);
}); // prettier-ignore

test('every report is a file, in both languages, and the audit tells of it', async () => {
  const { clinic } = await aStore();
  for (const report of stockReportNames)
    for (const format of report === 'consumption' || report === 'movements'
      ? (['csv', 'xlsx', 'pdf'] as const)
      : (['csv', 'xlsx'] as const)) {
      const made = await clinic.call('pharmacist', 'stockReports.export', { report, format, locale: format === 'xlsx' ? 'fr' : 'en' });
      const bytes = Buffer.from(made.base64, 'base64');
      if (format === 'csv') expect(bytes.toString().trim().split('\r\n')).toHaveLength(made.rows + 1);
      if (format === 'xlsx') expect(readXlsx(bytes).rows.length).toBeGreaterThanOrEqual(Math.min(1, made.rows));
      if (format === 'pdf') expect((await pdfText(bytes)).join(' ')).toContain('Test Clinic');
    }
  const told = clinic.facility.raw.prepare(`SELECT count(*) FROM audit_event WHERE resource = 'stockReports.of'`).pluck().get();
  expect(told).toBe(stockReportNames.length * 2 + 2);
});

test('overstock is more than a year of use; money in a file is in the major unit', async () => {
  const { clinic, of } = await aStore();
  expect((await of('overstock')).rows).toHaveLength(1);
  const csv = Buffer.from((await clinic.call('pharmacist', 'stockReports.export', { report: 'valuation', format: 'csv' })).base64, 'base64').toString();
  expect(csv).toContain('"Value (GHS)"');
  expect(csv).toContain('"211.00"');
  expect(await clinic.ask('pharmacist', 'stockReports.of', { report: 'movements', from: '2026-10-02', to: '2026-10-01' })).toMatchObject({ error: { code: 'ipc.invalid_input' } });
}); // prettier-ignore

test('labels: one page each, the lot readable by a scanner', async () => {
  const { clinic, amoxicillin } = await aStore();
  const lots = await clinic.call('pharmacist', 'stockReports.labels', { itemId: amoxicillin, kind: 'lots', copies: 2 });
  const pdf = Buffer.from(lots.base64, 'base64');
  expect(await pdfText(pdf)).toHaveLength(4);
  expect(await decodeQr(await pdfPageImage(pdf, 1))).toEqual(['1726123110A1']);
  const empty = await anItem(clinic, { name: 'Zinc 20 mg tablet' });
  expect(await clinic.ask('pharmacist', 'stockReports.labels', { itemId: empty, kind: 'lots' })).toMatchObject({
    error: { code: 'label.no_lots' },
  });
  expect((await clinic.call('pharmacist', 'stockReports.labels', { itemId: empty, kind: 'shelf' })).rows).toBe(1);
});

test('a view is kept by name, for oneself', async () => {
  const { clinic } = await aStore();
  const save = (name: string, filter: string) => clinic.call('pharmacist', 'stockViews.save', { name, filter, status: 'low', sort: 'expiry' });
  const { viewId } = await save('Low', 'amox');
  expect(await save('Low', 'oxy')).toEqual({ viewId });
  expect((await clinic.call('pharmacist', 'stockViews.list', {})).views).toEqual([{ viewId, name: 'Low', filter: 'oxy', status: 'low', sort: 'expiry' }]);
  expect((await clinic.call('pharmacy-clerk', 'stockViews.list', {})).views).toEqual([]);
  expect(await clinic.ask('pharmacy-clerk', 'stockViews.remove', { viewId })).toMatchObject({ error: { code: 'not_found' } });
  await clinic.call('pharmacist', 'stockViews.remove', { viewId });
  expect((await clinic.call('pharmacist', 'stockViews.list', {})).views).toEqual([]);
}); // prettier-ignore

test('every list of the store is a table and a file, a column for each head', async () => {
  const { clinic } = await aStore();
  await clinic.call('manager', 'equipment.add', { name: 'Microscope', category: 'Laboratory' });
  for (const report of stockListNames) {
    const { columns, rows } = await clinic.call('pharmacist', 'stockReports.of', { report, locale: 'fr' });
    for (const { cells } of rows) expect(cells).toHaveLength(columns.length);
    const made = await clinic.call('pharmacist', 'stockReports.export', { report, format: 'csv' });
    const [head = ''] = Buffer.from(made.base64, 'base64').toString().split('\r\n');
    expect(head.split('","')).toHaveLength(columns.length);
    if (report === 'equipment') expect(rows[0]?.cells.slice(1, 4)).toEqual(['Microscope', 'Laboratory', 'available']);
  }
});
