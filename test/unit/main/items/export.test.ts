import { expect, test } from 'vitest';
import { readXlsx } from '../../../../main/documents/xlsx/readXlsx.ts';
import { anItem } from '../../../support/factories.ts';
import { importList } from '../../../support/lists.ts';
import { testClinic, type TestClinic } from '../../../support/testContext.ts';

async function stocked(): Promise<TestClinic> {
  const clinic = await testClinic();
  await anItem(clinic, {
    packs: [
      { gtin: '9501101530003', size: 100, name: 'box of 10 blisters', isDefault: true },
      { size: 10, name: 'blister', isDefault: false },
    ],
    category: '=HYPERLINK("http://x")',
    ven: 'V',
    price: 1250,
    minimum: 10,
  });
  await anItem(clinic, {
    name: 'Sérum "salé" 0,9 %',
    product: { ingredients: [{ inn: 'sodium chloride', strength: 0.9, unit: '%' }], form: 'solution', unit: 'bag', atc: null },
    packSize: 20,
  });
  return clinic;
}
const bytesOf = ({ base64 }: { base64: string }) => Buffer.from(base64, 'base64');

test('the list goes out as CSV, XLSX and PDF, narrowed by name, told in the audit; a cell is never a formula', async () => {
  const clinic = await stocked();
  const csv = await clinic.call('pharmacy-clerk', 'items.export', { format: 'csv' });
  expect(csv).toMatchObject({ name: 'items-2026-11-21.csv', mediaType: 'text/csv', rows: 2 });
  expect(bytesOf(csv).toString('utf8')).toContain('"\'=HYPERLINK(""http://x"")"');
  const xlsx = await clinic.call('pharmacy-clerk', 'items.export', { format: 'xlsx', filter: 'serum' });
  expect(xlsx).toMatchObject({ name: 'items-2026-11-21.xlsx', rows: 1 });
  expect(readXlsx(bytesOf(xlsx)).rows[1]?.cells.slice(0, 5)).toEqual(['Sérum "salé" 0,9 %', 'sodium chloride', '0.9 %', 'solution', 'bag']);
  const pdf = await clinic.call('pharmacy-clerk', 'items.export', { format: 'pdf', locale: 'fr' });
  expect(bytesOf(pdf).subarray(0, 5).toString()).toBe('%PDF-');
  const told = clinic.facility.raw.prepare(`SELECT action FROM audit_event WHERE resource = 'item' AND resource_id = 'list' ORDER BY seq`).pluck().all(); // prettier-ignore
  expect(told).toEqual(['export', 'export', 'print']);
  expect(await clinic.ask('nurse', 'items.export', { format: 'csv' })).toMatchObject({ ok: true });
});

test.each(['csv', 'xlsx'] as const)('exported as %s and imported at another clinic: the same items; where it came from nothing changes', async (format) => {
  const [here, there] = [await stocked(), await testClinic()];
  const bytes = bytesOf(await here.call('pharmacy-clerk', 'items.export', { format }));
  expect((await importList(here, bytes)).last).toMatchObject({ added: 0, updated: 0, unchanged: 2, bad: 0 });
  expect((await importList(there, bytes)).last).toMatchObject({ added: 2, bad: 0 });
  const contentOf = async (clinic: TestClinic) => {
    const { items } = await clinic.call('pharmacy-clerk', 'inventory.items', {});
    const cards = await Promise.all(items.map(({ itemId }) => clinic.call('pharmacy-clerk', 'items.get', { itemId })));
    return cards.map(({ version: _, packs, ...card }) => ({ ...card, packs: packs.map(({ packId: __, ...pack }) => pack) }));
  };
  expect(await contentOf(there)).toEqual(await contentOf(here));
}); // prettier-ignore
