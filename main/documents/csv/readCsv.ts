import Papa from 'papaparse';
import { AppError } from '../../../preload/contract/errors.ts';
import { limits, tooLarge } from '../xlsx/limits.ts';
import type { SheetRow } from '../xlsx/readXlsx.ts';
import { decodeText } from './decodeText.ts';

export type CsvRow = SheetRow & { hasBrokenQuotes?: true };

/**
 * Delimited text (comma, semicolon, tab or bar, found out from the file or said in a first line "sep=;"), rows counted as a spreadsheet
 * counts them. Where a quote is broken anywhere, each line is read for itself, so that one quote never swallows the lines behind it.
 * @throws 'spreadsheet.too_large', 'import.empty'
 */
export function readCsv(bytes: Uint8Array): { rows: CsvRow[] } {
  if (bytes.length > limits.fileBytes) throw tooLarge();
  const whole = decodeText(bytes);
  const [saidLine, said] = /^"?sep=(.)"?\r?\n/i.exec(whole) ?? [];
  const text = saidLine === undefined ? whole : whole.slice(saidLine.length);
  if (text.trim() === '') throw new AppError('import.empty');
  const skipped = saidLine === undefined ? 0 : 1;
  const parsed = Papa.parse<string[]>(text, said === undefined ? {} : { delimiter: said });
  const isBroken = parsed.errors.some(({ type }) => type === 'Quotes');
  const records = isBroken ? lineByLine(text, parsed.meta.delimiter) : parsed.data.map((cells) => ({ cells }));
  const rows: CsvRow[] = [];
  for (const [at, record] of records.entries()) {
    if (record.cells.every((cell) => cell.trim() === '')) continue;
    if (rows.length >= limits.rows) throw tooLarge();
    rows.push({ number: at + 1 + skipped, ...record });
  }
  return { rows };
}

function lineByLine(text: string, delimiter: string): { cells: string[]; hasBrokenQuotes?: true }[] {
  return text.split(/\r\n|\n|\r/).map((line) => {
    if (!line.includes('"')) return { cells: line.split(delimiter) };
    const read = Papa.parse<string[]>(line, { delimiter });
    const [cells] = read.data;
    if (cells && !read.errors.some(({ type }) => type === 'Quotes')) return { cells };
    return { cells: line.split(delimiter).map((cell) => cell.replaceAll('"', '')), hasBrokenQuotes: true as const };
  });
}
