import { formatCount, formatDay } from './format.ts';
import { drawLetterhead, type Facility } from './letterhead.ts';
import { listTable } from './listTable.ts';
import { grey, Paper, type Printed, type Style } from './paper.ts';
import { type Locale, registerListWords, type RegisterTitle } from './strings.ts';

export type RegisterListRow = {
  name: string;
  number: string;
  /** "F 34 y" */ person: string;
  phone: string;
  place: string;
  codes: string;
  lastVisit: string | null;
  nextDue: string;
  daysOverdue: number;
};
export type RegisterListInput = {
  facility: Facility;
  register: RegisterTitle;
  isRecall: boolean;
  intervalDays: number;
  rows: readonly RegisterListRow[];
  exportedBy: string;
  printed: Printed;
};

const widths = { name: 0, number: 92, person: 62, phone: 92, place: 96, codes: 60, lastVisit: 66, nextDue: 66, daysOverdue: 46 } as const;
type Key = keyof typeof widths;
const cell: Style = { size: 8.5 };
const small: Style = { size: 8, color: grey };

/** A4 across: whom to see next, or whom to call; every page has the column heads. */
export function registerListPdf(input: RegisterListInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const words = registerListWords[locale];
  const { facility, rows, printed } = input;
  const title = `${input.isRecall ? words.recall : words.register}: ${words.names[input.register]}`;
  const paper = new Paper({
    locale,
    size: 'A4',
    landscape: true,
    title: `${title}, ${facility.name}`,
    author: facility.name,
    printed,
    margin: { x: 36, top: 32, bottom: 42 },
    foot: `${title}  ·  ${facility.name}  ·  ${words.confidential}`,
    continued: (page) => {
      page.line(`${title}, ${facility.name}`, page.left, page.y, small);
      return page.y + 16;
    },
  });
  const top = paper.y;
  const headEnd = drawLetterhead(paper, facility, paper.width * 0.55, 14);
  paper.line(title, paper.left, top, { size: 14, bold: true }, 'right', paper.width);
  paper.line(words.exportedBy(input.exportedBy), paper.left, top + 20, small, 'right', paper.width);
  paper.line(words.interval(input.intervalDays), paper.left, top + 31, small, 'right', paper.width);
  paper.y = Math.max(headEnd, top + 44) + 6;
  const table = listTable(paper, { widths, heads: words.columns, cell });
  table.head();
  for (const row of rows) table.row(textOf(row, locale));
  paper.room(24);
  paper.line(rows.length === 0 ? words.empty : words.end(formatCount(rows.length, locale), rows.length), paper.left, paper.y + 6, { size: 8.5, bold: true });
  paper.y += 24;
  return paper.finish();
} // prettier-ignore

function textOf(row: RegisterListRow, locale: Locale): Record<Key, string> {
  return {
    ...row,
    lastVisit: row.lastVisit === null ? '' : formatDay(row.lastVisit, locale),
    nextDue: formatDay(row.nextDue, locale),
    daysOverdue: row.daysOverdue === 0 ? '' : formatCount(row.daysOverdue, locale),
  };
}
