import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCsv } from '../../../../main/security/csv.ts';

/** A small reader of its own (RFC 4180), so that the writer is not its own judge. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, cell = '', end] of text.replace(/^\uFEFF/, '').matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    row.push(cell.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

test.each(['=1+1', '+SUM(A1)', '-2', '@cmd', '\t=1', '\r=1', ' =1', '\u00A0=HYPERLINK("x")', '＝1', '\u200B=1', '\n=1'])(
  '%j is a word to a spreadsheet, not a formula',
  (text) => {
    expect(readCsv(toCsv([[text]]))).toEqual([[`'${text}`]]);
  },
);

test('commas, quotes, lines and letters of all kinds come back as they were', () => {
  const row = ['Ouédraogo, Awa', 'said "no"', 'two\nlines', 'ɛwɔ', '12', ''];
  expect(readCsv(toCsv([row, row]))).toEqual([row, row]);
});

test('whatever is written is read back, at most with an apostrophe before it, and never begins as a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (row) => {
      const [back] = readCsv(toCsv([row]));
      expect(back?.map((cell, index) => cell === row[index] || cell === `'${row[index]}`)).toEqual(row.map(() => true));
      expect(back?.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    }),
  );
});
