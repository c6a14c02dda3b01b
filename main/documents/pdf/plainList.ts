import { formatCount } from './format.ts';
import { drawLetterhead, type Facility } from './letterhead.ts';
import { listPaper } from './listPaper.ts';
import { listTable } from './listTable.ts';
import { grey, type Printed, type Style } from './paper.ts';
import type { Locale } from './strings.ts';

/** `width` in points; the one column of width 0 takes what the others leave. */
export type PlainListColumn = { head: string; width: number };

/** Any list, already in words: the title, what it was narrowed to, and its rows. */
export type PlainListInput = {
  facility: Facility;
  title: string;
  /** under the title, each a line */
  notes: readonly string[];
  columns: readonly PlainListColumn[];
  rows: readonly (readonly string[])[];
  printed: Printed;
};

const cell: Style = { size: 8.5 };
const small: Style = { size: 8, color: grey };
const endWords = { en: (shown: string) => `End of list: ${shown}`, fr: (shown: string) => `Fin de la liste\u00A0: ${shown}` };

/** A4 across; every page has the column heads. */
export function plainListPdf({ facility, title, notes, columns, rows, printed }: PlainListInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const paper = listPaper({ locale, facility, title, printed });
  const top = paper.y;
  const headEnd = drawLetterhead(paper, facility, paper.width * 0.55, 14);
  paper.line(title, paper.left, top, { size: 14, bold: true }, 'right', paper.width);
  for (const [at, note] of notes.entries()) paper.line(note, paper.left, top + 20 + at * 11, small, 'right', paper.width);
  paper.y = Math.max(headEnd, top + 24 + notes.length * 11) + 6;
  const named = <T>(value: (column: PlainListColumn, at: number) => T) => Object.fromEntries(columns.map((column, at) => [`c${at}`, value(column, at)]));
  const table = listTable(paper, { widths: named(({ width }) => width), heads: named(({ head }) => head), cell });
  table.head();
  for (const row of rows) table.row(named((_, at) => row[at] ?? ''));
  paper.room(24);
  paper.line(endWords[locale](formatCount(rows.length, locale)), paper.left, paper.y + 6, { size: 8.5, bold: true });
  paper.y += 24;
  return paper.finish();
} // prettier-ignore
