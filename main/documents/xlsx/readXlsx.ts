import { AppError } from '../../../preload/contract/errors.ts';
import { readAddress } from './address.ts';
import { unescapeText } from './escapes.ts';
import { limits, tooLarge } from './limits.ts';
import { dayOfSerial } from './serialDays.ts';
import { unpack } from './unpack.ts';
import { dateStyles, firstSheet, sharedTexts } from './workbook.ts';
import { walkXml } from './xml.ts';

/** `number` as the spreadsheet counts its rows, from 1; rows without anything in them are left out. `formulas`: columns of formulas without a result. */
export type SheetRow = { number: number; cells: string[]; formulas?: number[] };

/**
 * The first sheet that is shown, each cell as text: a date as YYYY-MM-DD, a number plainly ("5012345678900", never 5.01E+12), a formula
 * as its last result, or as its own text where it has none. Nothing of the workbook is ever carried out.
 * @throws 'spreadsheet.not_xlsx', 'spreadsheet.too_large', 'spreadsheet.damaged'
 */
export function readXlsx(bytes: Uint8Array): { sheet: string; rows: SheetRow[] } {
  const parts = unpack(bytes);
  const { sheet, is1904 } = firstSheet(parts);
  const dates = dateStyles(parts('xl/styles.xml'));
  const texts = sharedTexts(parts('xl/sharedStrings.xml'));
  const part = parts(sheet.part);
  if (!part) throw new AppError('spreadsheet.damaged');

  const rows: SheetRow[] = [];
  let row: SheetRow = { number: 0, cells: [] };
  let column = -1;
  let cells = 0;
  let type = '';
  let isDate = false;
  let value = '';
  let formula = '';
  let reading: 'value' | 'formula' | null = null;
  let sounds = 0;

  const endCell = () => {
    const text = shown({ type, isDate, value, formula }, texts, is1904);
    if (text === '') return;
    cells += 1;
    if (column >= limits.columns || cells > limits.cells) throw tooLarge();
    while (row.cells.length < column) row.cells.push('');
    row.cells[column] = text;
    if (value === '') (row.formulas ??= []).push(column);
  };

  walkXml(part, {
    open: (name, attributes) => {
      if (name === 'row') {
        const number = Number(attributes['r'] ?? row.number + 1);
        row = { number: Number.isInteger(number) ? number : row.number + 1, cells: [] };
        column = -1;
      } else if (name === 'c') {
        const at = readAddress(attributes['r'] ?? '');
        column = at ? at.column : column + 1;
        type = attributes['t'] ?? 'n';
        isDate = dates[Number(attributes['s'] ?? 0)] ?? false;
        value = '';
        formula = '';
      } else if (name === 'v') reading = 'value';
      else if (name === 'f') reading = 'formula';
      else if (name === 'rPh') sounds += 1;
      else if (name === 't' && sounds === 0) reading = 'value';
    },
    text: (piece) => {
      if (reading === 'value') value += piece;
      else if (reading === 'formula') formula += piece;
    },
    close: (name) => {
      if (name === 'v' || name === 'f' || name === 't') reading = null;
      else if (name === 'rPh') sounds -= 1;
      else if (name === 'c') endCell();
      else if (name === 'row' && row.cells.length > 0) {
        if (rows.length >= limits.rows) throw tooLarge();
        rows.push(row);
      }
    },
  });
  return { sheet: sheet.name, rows };
}

type Cell = { type: string; isDate: boolean; value: string; formula: string };

function shown({ type, isDate, value, formula }: Cell, texts: readonly string[], is1904: boolean): string {
  if (value === '') return formula === '' ? '' : `=${formula}`;
  if (type === 's') return texts[Number(value)] ?? '';
  if (type === 'inlineStr' || type === 'str') return unescapeText(value);
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type === 'd') return value.replace(/T00:00(:00(\.0+)?)?Z?$/, '');
  if (type !== 'n') return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  return (isDate ? dayOfSerial(number, is1904) : null) ?? plainNumber(number);
}

/** A spreadsheet keeps 15 digits; what stands behind them is noise of its arithmetic. */
function plainNumber(number: number): string {
  const rounded = Number(number.toPrecision(15));
  const text = String(rounded);
  if (!text.includes('e')) return text;
  return rounded.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 });
}
