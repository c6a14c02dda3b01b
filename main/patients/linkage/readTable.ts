import Papa from 'papaparse';
import type { Table } from './columns.ts';

/** Where the file was not as it should be; `row` is counted from 1 below the header. */
export type Flaw = { row: number; what: 'broken-quotes' | 'too-few-values' | 'too-many-values' };

/**
 * Reads delimited text (comma, semicolon, tab or bar; found out from the file). Nothing is lost over a broken quote:
 * the line is then read for itself, its quotes taken as letters.
 */
export function readTable(text: string): { table: Table; flaws: Flaw[] } {
  const plain = text.replace(/^\uFEFF/, '');
  const parsed = Papa.parse<string[]>(plain, { skipEmptyLines: true });
  const isBroken = parsed.errors.some((error) => error.type === 'Quotes');
  const flaws: Flaw[] = [];
  const records = isBroken ? lineByLine(plain, parsed.meta.delimiter, flaws) : parsed.data;
  const header = uniqueNames((records[0] ?? []).map((name) => name.trim()));
  const rows = records.slice(1).map((record, at) => {
    const values = record.map((value) => value.trim());
    // a delimiter too many at the end of every line is no fault
    while (values.length > header.length && values.at(-1) === '') values.pop();
    if (values.length > header.length) flaws.push({ row: at + 1, what: 'too-many-values' });
    if (values.length < header.length) flaws.push({ row: at + 1, what: 'too-few-values' });
    return values;
  });
  return { table: { header, rows }, flaws: flaws.sort((a, b) => a.row - b.row) };
}

function lineByLine(text: string, delimiter: string, flaws: Flaw[]): string[][] {
  return text
    .split(/\r\n|\n|\r/)
    .filter((line) => line !== '')
    .map((line, at) => {
      const read = Papa.parse<string[]>(line, { delimiter });
      if (read.errors.length === 0) return read.data[0]!;
      flaws.push({ row: at, what: 'broken-quotes' });
      return line.split(delimiter).map((value) => value.replaceAll('"', ''));
    });
}

/** Two columns of one name, and one without: each gets a name of its own. */
function uniqueNames(names: readonly string[]): string[] {
  return names.map((name, at) => (name !== '' && names.indexOf(name) === at ? name : `${name || 'column'} ${at + 1}`));
}
