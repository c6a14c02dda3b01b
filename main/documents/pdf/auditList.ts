import { drawLetterhead, type Facility } from './letterhead.ts';
import { formatCount, formatInstant } from './format.ts';
import { grey, hair, ink, leading, Paper, type Printed, type Style } from './paper.ts';
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
const gap = 8;
const cell: Style = { size: 8 };
const headStyle: Style = { size: 7, color: grey };
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
  drawHeads(paper, locale);
  for (const row of rows) drawRow(paper, row, printed.timeZone, locale);
  const end = rows.length === 0 ? words.empty : words.end(formatCount(rows.length, locale), rows.length);
  paper.room(24);
  paper.line(end, paper.left, paper.y + 6, { size: 8.5, bold: true });
  paper.y += 24;
  return paper.finish();
}

function drawHeads(paper: Paper, locale: Locale): void {
  for (const { key, x } of placed(paper)) paper.line(auditListWords[locale].columns[key], x, paper.y, headStyle);
  paper.y += leading(headStyle) + 3;
  paper.rule(paper.y, paper.left, paper.right, 0.8, ink);
  paper.y += 4;
}

function drawRow(paper: Paper, row: AuditListRow, timeZone: string, locale: Locale): void {
  const text: Record<Key, string> = { ...row, seq: formatCount(row.seq, locale), at: formatInstant(row.at, timeZone, locale) };
  const cells = placed(paper).map(({ key, x, width }) => ({ x, lines: paper.wrap(text[key], cell, width) }));
  const height = Math.max(...cells.map(({ lines }) => lines.length)) * leading(cell) + 5;
  if (paper.room(height)) drawHeads(paper, locale);
  for (const { x, lines } of cells) paper.lines(lines, x, paper.y, cell);
  paper.y += height;
  paper.rule(paper.y - 2.5, paper.left, paper.right, 0.3, hair);
}

/** The reason takes what the others leave. */
function placed(paper: Paper): { key: Key; x: number; width: number }[] {
  const keys = Object.keys(widths) as Key[];
  const taken = keys.reduce((sum, key) => sum + widths[key], 0) + (keys.length - 1) * gap;
  let x = paper.left;
  return keys.map((key) => {
    const here = { key, x, width: widths[key] || paper.width - taken };
    x += here.width + gap;
    return here;
  });
}
