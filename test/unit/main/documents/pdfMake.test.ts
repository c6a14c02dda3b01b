import { expect, test } from 'vitest';
import { makePdf } from '../../../../main/documents/pdf/make.ts';
import type { StockReportInput } from '../../../../main/documents/pdf/stockReport.ts';
import { pdfText } from '../../../support/pdf.ts';

const report = (rows: number): StockReportInput => ({
  facility: { name: 'Kabale Road Health Centre', lines: [], code: 'K7M2QX' },
  month: '2026-10',
  printed: { at: '2026-11-21T11:05:00Z', timeZone: 'Africa/Kampala' },
  rows: Array.from({ length: rows }, (_, index) => ({
    name: `Item ${index}`,
    unit: 'tablet',
    opening: index,
    received: 0,
    issued: 0,
    adjusted: 0,
    closing: index,
    stockOutDays: 0,
    amc: null,
    nearestExpiry: null,
    status: 'ok' as const,
  })),
});

test('the file is made in a thread while this one goes on', async () => {
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 5);
  const pdf = await makePdf('stockReport', report(1500), { locale: 'fr' });
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(10);
  expect((await pdfText(pdf)).join(' ')).toContain('Item 1499');
});

test('an abort ends the thread and rejects with its reason', async () => {
  const control = new AbortController();
  const pending = makePdf('stockReport', report(50_000), { locale: 'en', signal: control.signal });
  setTimeout(() => control.abort(new Error('left the page')), 50);
  await expect(pending).rejects.toThrow('left the page');
  await expect(makePdf('stockReport', report(1), { locale: 'en', signal: control.signal })).rejects.toThrow('left the page');
});

test('a fault in the thread arrives as a fault', async () => {
  await expect(makePdf('stockReport', { ...report(1), month: 'soon' }, { locale: 'en' })).rejects.toThrow('date.invalid');
});
