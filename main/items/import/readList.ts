import { AppError } from '../../../preload/contract/errors.ts';
import type { ImportReading } from '../../../preload/contract/items.ts';
import { type CsvRow, readCsv } from '../../documents/csv/readCsv.ts';
import { readXlsx } from '../../documents/xlsx/readXlsx.ts';
import { guessFields, headAt } from './columns.ts';
import { type Existing, type Operation, Planner } from './plan.ts';
import { type ItemLine, type Problem, readLine } from './rows.ts';

export type ListJob = {
  bytes: Uint8Array;
  existing: readonly Existing[];
  reading: ImportReading | null;
  today: string;
  minorDigits: number;
};

export type ReadList = {
  heads: string[];
  rows: CsvRow[];
  reading: ImportReading;
  problems: Problem[];
  operations: Operation[];
  counts: { rows: number; add: number; update: number; skip: number; lots: number; bad: number };
};

/**
 * A list of items, whatever its kind: each row read, put together to items and compared with those that are here.
 * @throws 'import.empty', 'import.no_name', 'spreadsheet.not_xlsx', 'spreadsheet.damaged', 'spreadsheet.too_large'
 */
export function readList({ bytes, existing, reading: given, today, minorDigits }: ListJob): ReadList {
  const all: CsvRow[] = looksZipped(bytes) ? readXlsx(bytes).rows.map((row) => ({ formulas: [], ...row })) : readCsv(bytes).rows;
  const at = headAt(all);
  const head = all[at];
  const rows = all.slice(at + 1);
  if (!head || rows.length === 0) throw new AppError('import.empty');
  const heads = namesOf(head.cells);
  const guessed = given ?? { ...guessReading(heads, rows), onMatch: 'update' as const };
  const reading = { ...guessed, fields: heads.map((_, column) => guessed.fields[column] ?? null) };
  if (given && !reading.fields.includes('name') && !reading.fields.includes('gtin')) throw new AppError('import.no_name');

  const problems: Problem[] = [];
  const lines: ItemLine[] = [];
  const bad = new Set<number>();
  for (const row of rows) {
    const line = readLine(row, { reading, today, minorDigits });
    if (!Array.isArray(line)) lines.push(line);
    else {
      bad.add(row.number);
      for (const problem of line) problems.push(problem);
    }
  }
  const planner = new Planner(existing, lines);
  for (const line of lines) if (planner.take(line) === 'wrong') bad.add(line.row);
  for (const problem of planner.problems) problems.push(problem);
  const planned = planner.operations();
  const operations = planned.filter(({ itemId }) => itemId === null || reading.onMatch === 'update');
  const add = operations.filter(({ itemId }) => itemId === null).length;
  const counts = {
    rows: rows.length,
    add,
    update: operations.length - add,
    skip: planned.length - operations.length,
    lots: operations.reduce((sum, { lots }) => sum + lots.length, 0),
    bad: bad.size,
  };
  return { heads, rows, reading, problems: problems.sort((a, b) => a.row - b.row), operations, counts };
}

/** A workbook is a zip file; what an older spreadsheet program wrote is refused by the same reader. */
const looksZipped = (bytes: Uint8Array) => (bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf);

/** Columns without a name, and a second one of the same name, are told apart. */
function namesOf(cells: readonly string[]): string[] {
  const names = cells.map((cell) => cell.replace(/\s+/g, ' ').trim().slice(0, 100));
  while (names.length > 1 && names.at(-1) === '') names.pop();
  return names.slice(0, 256).map((name, at) => (name !== '' && names.indexOf(name) === at ? name : `${name} (${at + 1})`.trim()));
}

/** Decimals and days as most of the list writes them: "12,5" speaks for the comma, 31/01 for the day first. */
function guessReading(heads: readonly string[], rows: readonly CsvRow[]): Omit<ImportReading, 'onMatch'> {
  const fields = guessFields(heads);
  const votes = { comma: 0, point: 0, dayFirst: 0, monthFirst: 0 };
  for (const { cells } of rows.slice(0, 5000)) {
    for (const [at, field] of fields.entries()) {
      const cell = cells[at] ?? '';
      if (field === 'price' || field === 'unitCost' || field === 'strength') {
        if (/\d,(\d{1,2}|\d{4,})(\D|$)/.test(cell)) votes.comma += 1;
        if (/\d\.(\d{1,2}|\d{4,})(\D|$)/.test(cell)) votes.point += 1;
      }
      if (field !== 'expiry') continue;
      const [, first, second] = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}/.exec(cell) ?? [];
      if (Number(first) > 12) votes.dayFirst += 1;
      if (Number(second) > 12) votes.monthFirst += 1;
    }
  }
  return {
    fields,
    decimal: votes.comma > votes.point ? ',' : '.',
    dayOrder: votes.monthFirst > votes.dayFirst ? 'month-first' : 'day-first',
  };
}
