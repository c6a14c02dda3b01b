import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readXlsx } from '../../main/documents/xlsx/readXlsx.ts';
import { dayOfSerial, serialOfDay } from '../../main/documents/xlsx/serialDays.ts';
import { writeXlsx } from '../../main/documents/xlsx/writeXlsx.ts';

/** Anything that can be typed or pasted, half characters and control characters too, in the way a list of medicines holds it. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '=1+1',
    '+243 81',
    '@cmd',
    ' =A1',
    '_x0041_',
    '_x005F_',
    'a\r\nb',
    '\t',
    '<b>&amp;"',
    ']]>',
    '00012',
    '5.0',
    'TRUE',
    "'quoted",
  ),
);
const day = fc.date({ min: new Date('1910-01-01'), max: new Date('2999-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)); // prettier-ignore

test('what is written to a workbook is read from it again, letter for letter', () => {
  const row = fc.tuple(text, fc.integer({ min: -1_000_000_000, max: 99_999_999_999_999 }), day, text);
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
      const columns = [{ head: 'a' }, { head: 'b', kind: 'number' }, { head: 'c', kind: 'day' }, { head: 'd' }] as const;
      const { rows: read } = readXlsx(writeXlsx(columns, rows));
      expect(read[0]).toEqual({ number: 1, cells: ['a', 'b', 'c', 'd'] });
      const expected = rows.map((cells, at) => ({ number: at + 2, cells: withoutEnd(cells.map(String)) }));
      expect(read.slice(1)).toEqual(expected);
    }),
  );
});

test('a day keeps its place in the count of days', () => {
  fc.assert(
    fc.property(day, (each) => {
      expect(dayOfSerial(serialOfDay(each), false)).toBe(each);
    }),
  );
});

/** Empty cells at the end of a row are not there. */
function withoutEnd(cells: string[]): string[] {
  const last = cells.findLastIndex((cell) => cell !== '');
  return cells.slice(0, last + 1);
}
