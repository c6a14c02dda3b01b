import { drawLetterhead, type Facility } from './letterhead.ts';
import { formatCount, formatInstant } from './format.ts';
import { listTable } from './listTable.ts';
import { grey, Paper, type Printed, type Style } from './paper.ts';
import { auditListWords, type Locale } from './strings.ts';

/** `action` and `resource` in words; `filter`: what the list was narrowed by, a line each. */
export type AuditListRow = { seq: number; at: string; who: string; action: string; resource: string; which: string; reason: string };
export type AuditListInput = {
  facility: Facility;
  filter: readonly string[];
  rows: readonly AuditListRow[];
  exportedBy: string;
  printed: Printed;
};

const widths = { seq: 48, at: 92, who: 118, action: 88, resource: 104, which: 134, reason: 0 } as const;
type Key = keyof typeof widths;
const cell: Style = { size: 8 };
const small: Style = { size: 8, color: grey };

/** A4 across, as many pages as it takes; every page has the column heads, the last one ends with the number of entries. */
export function auditListPdf(input: AuditListInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const words = auditListWords[locale];
  const { facility, rows, printed } = input;
  const paper = new Paper({
    locale,
    size: 'A4',
    landscape: true,
    title: `${words.title}, ${facility.name}`,
    author: facility.name,
    printed,
    margin: { x: 36, top: 32, bottom: 42 },
    foot: `${words.title}  ·  ${facility.name}`,
    continued: (page) => {
      page.line(`${words.title}, ${facility.name}`, page.left, page.y, small);
      return page.y + 16;
    },
  });
  const top = paper.y;
  const headEnd = drawLetterhead(paper, facility, paper.width * 0.55, 14);
  paper.line(words.title, paper.left, top, { size: 14, bold: true }, 'right', paper.width);
  paper.line(words.exportedBy(input.exportedBy), paper.left, top + 20, small, 'right', paper.width);
  paper.y = Math.max(headEnd, top + 32) + 6;
  const filter = input.filter.length === 0 ? [words.unfiltered] : input.filter;
  paper.y =
    paper.lines(
      filter.flatMap((line) => paper.wrap(line, small, paper.width)),
      paper.left,
      paper.y,
      small,
    ) + 6;
  const table = listTable(paper, { widths, heads: words.columns, cell });
  table.head();
  for (const row of rows) table.row(textOf(row, printed.timeZone, locale));
  const end = rows.length === 0 ? words.empty : words.end(formatCount(rows.length, locale), rows.length);
  paper.room(24);
  paper.line(end, paper.left, paper.y + 6, { size: 8.5, bold: true });
  paper.y += 24;
  return paper.finish();
}

function textOf(row: AuditListRow, timeZone: string, locale: Locale): Record<Key, string> {
  return { ...row, seq: formatCount(row.seq, locale), at: formatInstant(row.at, timeZone, locale) };
}
