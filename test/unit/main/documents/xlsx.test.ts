import { randomBytes } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { limits } from '../../../../main/documents/xlsx/limits.ts';
import { readXlsx } from '../../../../main/documents/xlsx/readXlsx.ts';
import { dayOfSerial } from '../../../../main/documents/xlsx/serialDays.ts';
import { writeXlsx } from '../../../../main/documents/xlsx/writeXlsx.ts';

const xmlns =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

/** A workbook as Excel lays it out: shared texts, styles, a hidden sheet before the one that is meant. */
function aWorkbook(sheet: string, { strings = '', styles = '', workbook = '' } = {}): Uint8Array {
  return zipSync({
    'xl/workbook.xml': strToU8(
      `<workbook ${xmlns}>${workbook}<sheets><sheet name="old" sheetId="1" state="hidden" r:id="rId9"/><sheet name="Items" sheetId="2" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="rId1" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="rId9" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/sharedStrings.xml': strToU8(`<sst ${xmlns}>${strings}</sst>`),
    'xl/styles.xml': strToU8(`<styleSheet ${xmlns}>${styles}</styleSheet>`),
    'xl/worksheets/sheet2.xml': strToU8(`<worksheet ${xmlns}><sheetData>${sheet}</sheetData></worksheet>`),
  });
}
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'nothing was refused';
};

describe('a workbook is read as somebody sees it', () => {
  test('shared and rich texts, sounds over a word left out, dates by their style, numbers plainly, results of formulas', () => {
    const read = readXlsx(
      aWorkbook(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>' +
          '<row r="4"><c r="A4" s="1"><v>46112</v></c><c r="B4" s="2"><v>46112.5</v></c><c r="C4"><v>5.0123456789E+12</v></c><c r="D4"><v>0.30000000000000004</v></c>' +
          '<c r="E4" t="str"><f>A1&amp;"x"</f><v>result</v></c><c r="F4"><f>SUM(A1:A3)</f></c><c r="G4" t="b"><v>1</v></c><c r="H4" t="e"><v>#REF!</v></c><c r="I4" t="inlineStr"><is><t>a_x000D_b</t></is></c></row>' +
          '<row><c><v>7</v></c><c><v>1E-7</v></c></row><row r="9"><c r="B9"/></row>',
        {
          strings:
            '<si><r><t>Amoxi</t></r><r><t>cillin</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si><si><t xml:space="preserve"> two </t></si>',
          styles:
            '<numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs>',
        },
      ),
    );
    expect(read).toEqual({
      sheet: 'Items',
      rows: [
        { number: 1, cells: ['Amoxicillin', '', ' two '] },
        {
          number: 4,
          cells: ['2026-03-31', '2026-03-31 12:00', '5012345678900', '0.3', 'result', '=SUM(A1:A3)', 'TRUE', '#REF!', 'a\rb'],
          formulas: [5],
        },
        { number: 5, cells: ['7', '0.0000001'] },
      ],
    });
  });

  test('the count of days: the leap day that never was, and the one from 1904', () => {
    expect([1, 59, 61, 46112].map((serial) => dayOfSerial(serial, false))).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
      '2026-03-31',
    ]);
    expect(dayOfSerial(0.25, false)).toBe('06:00');
    expect(dayOfSerial(0, true)).toBe('00:00');
    expect(dayOfSerial(44650, true)).toBe('2026-03-31');
    expect(dayOfSerial(3_000_000, false)).toBeNull();
  });
});

describe('a workbook that cannot be used is refused with a reason', () => {
  test('an older workbook, something else, half a file, a file of noise', () => {
    expect(codeOf(() => readXlsx(Buffer.from('d0cf11e0a1b11ae1', 'hex')))).toBe('spreadsheet.not_xlsx');
    expect(codeOf(() => readXlsx(Buffer.from('name;form\nx;y')))).toBe('spreadsheet.not_xlsx');
    expect(codeOf(() => readXlsx(new Uint8Array()))).toBe('spreadsheet.not_xlsx');
    const whole = writeXlsx(
      [{ head: 'a' }],
      Array.from({ length: 500 }, (_, n) => [`row ${n}`]),
    );
    expect(codeOf(() => readXlsx(whole.subarray(0, whole.length / 2)))).toBe('spreadsheet.damaged');
    expect(codeOf(() => readXlsx(Buffer.concat([Buffer.from('PK'), randomBytes(5000)])))).toBe('spreadsheet.damaged');
    expect(codeOf(() => readXlsx(zipSync({ 'word/document.xml': strToU8('<w/>') })))).toBe('spreadsheet.not_xlsx');
  });

  test('XML that breaks off, and XML that defines entities to grow', () => {
    expect(codeOf(() => readXlsx(aWorkbook('<row r="1"><c r="A1"><v>1</v></row>')))).toBe('spreadsheet.damaged');
    const growing = zipSync({
      'xl/workbook.xml': strToU8('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'),
      'xl/_rels/workbook.xml.rels': strToU8('<Relationships/>'),
    });
    expect(codeOf(() => readXlsx(growing))).toBe('spreadsheet.damaged');
  });

  test('a small file that would unpack to more than the limit, before it is unpacked', () => {
    const lie = Buffer.from(aWorkbook('<row r="1"><c r="A1"><v>1</v></c></row>'));
    const nameAt = lie.lastIndexOf('xl/worksheets/sheet2.xml');
    lie.writeUInt32LE(limits.unpackedBytes + 1, nameAt - 46 + 24); // the central directory's word for how large it is
    expect(codeOf(() => readXlsx(lie))).toBe('spreadsheet.too_large');
  });

  test('more columns than a list has', () => {
    expect(codeOf(() => readXlsx(aWorkbook('<row r="1"><c r="XFD1"><v>1</v></c></row>')))).toBe('spreadsheet.too_large');
  });
});

test('text that looks like a formula is written as text, and stays text when somebody edits the cell', () => {
  const bytes = writeXlsx([{ head: 'name' }], [['=HYPERLINK("http://x","y")'], ['-1+1'], ['plain']]);
  expect(readXlsx(bytes).rows.map(({ cells }) => cells[0])).toEqual(['name', '=HYPERLINK("http://x","y")', '-1+1', 'plain']);
  expect(bytes.equals(writeXlsx([{ head: 'name' }], [['=HYPERLINK("http://x","y")'], ['-1+1'], ['plain']]))).toBe(true);
});
