import { expect, test } from 'vitest';
import { stockReportPdf, type StockReportInput, type StockReportRow } from '../../../../main/documents/pdf/stockReport.ts';
import { pdfPageSize, pdfPieces, pdfText } from '../../../support/pdf.ts';

function aRow(over: Partial<StockReportRow> = {}): StockReportRow {
  const row = { name: 'Amoxicillin 500 mg capsule', unit: 'capsule', opening: 1200, received: 500, issued: 430, adjusted: -5, ...over };
  return {
    closing: row.opening + row.received - row.issued + row.adjusted,
    stockOutDays: 0,
    amc: 410,
    nearestExpiry: '2028-03-31',
    status: 'ok',
    ...row,
  };
}
const aReport = (rows: readonly StockReportRow[], over: Partial<StockReportInput> = {}): StockReportInput => ({
  facility: { name: 'Kabale Road Health Centre', lines: ['Plot 14, Kabale Road, Mbarara'], code: 'K7M2QX' },
  month: '2026-10',
  rows,
  printed: { at: '2026-11-21T11:05:00Z', timeZone: 'Africa/Kampala' },
  ...over,
});
const textOf = async (input: StockReportInput, locale: 'en' | 'fr' = 'en') =>
  (await pdfText(await stockReportPdf(input, { locale }))).map((page) => page.replaceAll(/\s+/g, ' '));

test('a row shows its figures, the foot its totals, the head its facility and month', async () => {
  const pdf = await stockReportPdf(
    aReport([
      aRow(),
      aRow({
        name: 'Zinc 20 mg',
        opening: 10,
        received: 0,
        issued: 10,
        adjusted: 0,
        stockOutDays: 3,
        amc: null,
        nearestExpiry: null,
        status: 'out',
      }),
    ]),
    { locale: 'en' },
  );
  const [page = ''] = (await pdfText(pdf)).map((text) => text.replaceAll(/\s+/g, ' '));
  expect(await pdfPageSize(pdf)).toEqual({ width: 841.89, height: 595.28 });
  expect(page).toContain('Amoxicillin 500 mg capsule capsule 1,200 500 430 −5 1,265 0 410 31 Mar 2028 In range');
  expect(page).toContain('Zinc 20 mg capsule 10 0 10 0 0 3 – – Out');
  expect(page).toContain('1,210 500 440 −5 1,265');
  for (const words of [
    'Kabale Road Health Centre',
    'October 2026',
    'Facility code K7M2QX',
    'Prepared by',
    'Checked by',
    'Approved by',
    'Printed 21 Nov 2026, 14:05',
    'Page 1 of 1',
  ]) {
    expect(page).toContain(words);
  }
  expect(page).not.toContain('Month not over');
  expect(page).not.toContain('≠');
});

test('figures of a column end at the same place', async () => {
  const rows = [aRow({ opening: 7, received: 0, issued: 0, adjusted: 0 }), aRow({ opening: 88_888 }), aRow({ opening: 1200 })];
  const pieces = await pdfPieces(await stockReportPdf(aReport(rows), { locale: 'en' }), 1);
  const ends = ['88,888', '1,200'].map((figure) => pieces.filter((piece) => piece.text === figure).map((piece) => piece.x + piece.width));
  const [first = 0, ...others] = ends.flat();
  expect(others.length).toBe(1);
  for (const other of others) expect(other).toBeCloseTo(first, 1);
});

test('a row that does not add up is marked, not hidden', async () => {
  const [page = ''] = await textOf(aReport([aRow(), aRow({ closing: 1 })]));
  expect(page).toContain('≠ 1');
  expect(page).toContain('1 item does not add up');
});

test('a month that is not over says through which day', async () => {
  const [page = ''] = await textOf(aReport([aRow()], { month: '2026-11', through: '2026-11-21' }));
  expect(page).toContain('Month not over: figures through 21 Nov 2026');
});

test('an empty month is said, in both languages', async () => {
  expect((await textOf(aReport([])))[0]).toContain('No item was in stock or moved in this month.');
  const [page = ''] = await textOf(aReport([]), 'fr');
  expect(page).toContain('Aucun article en stock');
  expect(page).toContain('octobre 2026');
  expect(page).not.toMatch(/Item|Received|Prepared|Page 1 of/);
});

test('2,000 rows, none lost, heads and numbers on every page', async () => {
  const rows = Array.from({ length: 2000 }, (_, index) =>
    aRow({ name: `Item${index}x with a rather long name that needs a second line in its column, strength 500 mg/5 mL` }),
  );
  const pages = await textOf(aReport(rows));
  pages.forEach((page, index) => {
    expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
    expect(page).toContain('Kabale Road Health Centre');
  });
  expect(pages.filter((page) => page.includes('Opening balance')).length).toBeGreaterThanOrEqual(pages.length - 1); // signatures may stand alone
  const found = pages.join(' ').match(/Item\d+x/g) ?? [];
  expect(found).toEqual(rows.map((_, index) => `Item${index}x`));
});
