import { addDays, monthRange } from '../../../preload/contract/dates.ts';
import { writeDose } from './dose.ts';
import { formatCount, formatDay, formatMonth } from './format.ts';
import { drawLetterhead, type Facility } from './letterhead.ts';
import { grey, hair, ink, leading, Paper, warning, type Align, type Printed, type Style } from './paper.ts';
import { stockReportWords, type Locale } from './strings.ts';

/** Quantities in dispensing units; closing = opening + received - issued + adjusted, and a row where it is not is marked. */
export type StockReportRow = {
  name: string;
  unit: string;
  opening: number;
  received: number;
  issued: number;
  /** + found, - lost */
  adjusted: number;
  closing: number;
  stockOutDays: number;
  /** average monthly consumption; null = no history */
  amc: number | null;
  nearestExpiry: string | null;
  status: 'out' | 'low' | 'ok' | 'over';
};

export type StockReportInput = {
  facility: Facility;
  /** `YYYY-MM` */
  month: string;
  /** last day reported, when the month is not over */
  through?: string | undefined;
  rows: readonly StockReportRow[];
  printed: Printed;
};

type Column = { key: keyof StockReportRow; width: number; align: Align };

const columns: readonly Column[] = [
  { key: 'name', width: 0, align: 'left' }, // takes what is left
  { key: 'unit', width: 54, align: 'left' },
  { key: 'opening', width: 46, align: 'right' },
  { key: 'received', width: 46, align: 'right' },
  { key: 'issued', width: 46, align: 'right' },
  { key: 'adjusted', width: 50, align: 'right' },
  { key: 'closing', width: 50, align: 'right' },
  { key: 'stockOutDays', width: 44, align: 'right' },
  { key: 'amc', width: 50, align: 'right' },
  { key: 'nearestExpiry', width: 60, align: 'right' },
  { key: 'status', width: 44, align: 'right' },
];
const summed = ['opening', 'received', 'issued', 'adjusted', 'closing'] as const;
const gap = 8;
const cell: Style = { size: 8.5 };
const headStyle: Style = { size: 7, color: grey };
const small: Style = { size: 7.5, color: grey };
const expiringDays = 90;

/** A4 across, as many pages as it takes; every page has facility, month and column heads. */
export function stockReportPdf(input: StockReportInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const words = stockReportWords[locale];
  const { facility, rows } = input;
  const month = formatMonth(input.month, locale);
  const lastDay = input.through ?? monthRange(input.month).to;
  const paper = new Paper({
    locale,
    size: 'A4',
    landscape: true,
    title: `${words.title} ${month}, ${facility.name}`,
    author: facility.name,
    printed: input.printed,
    margin: { x: 36, top: 32, bottom: 42 },
    foot: `${words.title}, ${month}  ·  ${facility.name}`,
    continued: (page) => {
      const style: Style = { size: 8.5, bold: true };
      const lines = page.wrap(facility.name, style, page.width * 0.6);
      page.lines(lines, page.left, page.y, style);
      page.line(`${words.title}, ${month}`, page.left, page.y, { size: 8.5, color: grey }, 'right', page.width);
      return page.y + lines.length * leading(style) + 4;
    },
  });

  drawHead(paper, input, lastDay, locale);
  drawTiles(paper, rows, lastDay, locale);
  drawColumnHeads(paper, locale);
  for (const row of rows) drawRow(paper, row, lastDay, locale);
  if (rows.length === 0) drawEmpty(paper, words.empty);
  else drawTotals(paper, rows, locale);
  drawLegend(paper, rows.filter((row) => !isBalanced(row)).length, locale);
  drawSignatures(paper, locale);
  return paper.finish();
}

function drawHead(paper: Paper, { facility, month, through }: StockReportInput, lastDay: string, locale: Locale): void {
  const words = stockReportWords[locale];
  const top = paper.y;
  const headEnd = drawLetterhead(paper, facility, paper.width * 0.55, 14);
  paper.line(words.title, paper.left, top, { size: 14, bold: true }, 'right', paper.width);
  paper.line(formatMonth(month, locale), paper.left, top + 20, { size: 11 }, 'right', paper.width);
  paper.line(`${words.facilityCode} ${facility.code}`, paper.left, top + 36, { size: 8, color: grey }, 'right', paper.width);
  if (through)
    paper.line(
      words.through(formatDay(lastDay, locale)),
      paper.left,
      top + 47,
      { size: 8, color: warning, bold: true },
      'right',
      paper.width,
    );
  paper.y = Math.max(headEnd, top + (through ? 60 : 48)) + 8;
  paper.rule(paper.y, paper.left, paper.right, 0.8, ink);
  paper.y += 10;
}

function drawTiles(paper: Paper, rows: readonly StockReportRow[], lastDay: string, locale: Locale): void {
  const { tiles } = stockReportWords[locale];
  const count = (test: (row: StockReportRow) => boolean) => rows.filter(test).length;
  const figures: [string, number][] = [
    [tiles.items, rows.length],
    [tiles.out, count((row) => row.status === 'out')],
    [tiles.low, count((row) => row.status === 'low')],
    [tiles.ok, count((row) => row.status === 'ok')],
    [tiles.over, count((row) => row.status === 'over')],
    [tiles.stockOut, count((row) => row.stockOutDays > 0)],
    [tiles.expiring, count((row) => row.nearestExpiry !== null && row.nearestExpiry <= addDays(lastDay, expiringDays))],
  ];
  const width = paper.width / figures.length;
  figures.forEach(([name, figure], index) => {
    const x = paper.left + index * width;
    paper.line(formatCount(figure, locale), x, paper.y, { size: 15, bold: true });
    paper.line(name, x, paper.y + 20, small);
  });
  paper.y += 42;
}

function drawColumnHeads(paper: Paper, locale: Locale): void {
  const words = stockReportWords[locale];
  const heads = placed(paper).map((column) => ({ ...column, lines: paper.wrap(words.columns[column.key], headStyle, column.width) }));
  const height = Math.max(...heads.map((head) => head.lines.length)) * leading(headStyle);
  for (const { x, width, align, lines } of heads)
    paper.lines(lines, x, paper.y + height - lines.length * leading(headStyle), headStyle, align, width);
  paper.y += height + 3;
  paper.rule(paper.y, paper.left, paper.right, 0.8, ink);
  paper.y += 4;
}

function drawRow(paper: Paper, row: StockReportRow, lastDay: string, locale: Locale): void {
  const words = stockReportWords[locale];
  const texts = placed(paper).map((column) => ({ ...column, ...cellOf(row, column.key, lastDay, locale) }));
  const cells = texts.map((each) => ({ ...each, lines: each.isFigure ? [each.text] : paper.wrap(each.text, each.style, each.width) }));
  const height = Math.max(...cells.map((each) => each.lines.length)) * leading(cell) + 5;
  if (paper.room(height)) drawColumnHeads(paper, locale);
  for (const { x, width, align, lines, style } of cells) paper.lines(lines, x, paper.y, style, align, width);
  paper.y += height;
  paper.rule(paper.y - 2.5, paper.left, paper.right, 0.3, hair);

  function cellOf(
    of: StockReportRow,
    key: keyof StockReportRow,
    day: string,
    as: Locale,
  ): { text: string; style: Style; isFigure: boolean } {
    const figure = (text: string, style: Style = cell) => ({ text, style, isFigure: true });
    switch (key) {
      case 'name':
        return { text: writeDose(of.name, as), style: cell, isFigure: false };
      case 'unit':
        return { text: of.unit, style: { ...cell, color: grey }, isFigure: false };
      case 'adjusted':
        return figure((of.adjusted > 0 ? '+' : '') + formatCount(of.adjusted, as));
      case 'closing':
        return figure(`${isBalanced(of) ? '' : '≠ '}${formatCount(of.closing, as)}`, {
          ...cell,
          bold: true,
          color: isBalanced(of) ? ink : warning,
        });
      case 'amc':
        return figure(of.amc === null ? '–' : formatCount(of.amc, as, of.amc < 10 && !Number.isInteger(of.amc) ? 1 : 0));
      case 'stockOutDays':
        return figure(formatCount(of.stockOutDays, as), of.stockOutDays > 0 ? { ...cell, bold: true } : { ...cell, color: grey });
      case 'nearestExpiry': {
        if (of.nearestExpiry === null) return figure('–');
        const isExpired = of.nearestExpiry < day;
        const isSoon = of.nearestExpiry <= addDays(day, expiringDays);
        return figure(formatDay(of.nearestExpiry, as), { ...cell, bold: isSoon, color: isExpired ? warning : ink });
      }
      case 'status':
        return figure(
          words.status[of.status],
          of.status === 'out' ? { ...cell, bold: true, color: warning } : { ...cell, bold: of.status === 'low' },
        );
      default:
        return figure(formatCount(of[key], as));
    }
  }
}

function drawTotals(paper: Paper, rows: readonly StockReportRow[], locale: Locale): void {
  const words = stockReportWords[locale];
  const bold: Style = { ...cell, bold: true };
  const cells = placed(paper);
  const [name, unit] = cells;
  const nameLines = paper.wrap(words.totals, bold, (name?.width ?? 0) + gap + (unit?.width ?? 0));
  if (paper.room(nameLines.length * leading(bold) + 6)) drawColumnHeads(paper, locale);
  paper.rule(paper.y - 2.5, paper.left, paper.right, 0.8, ink);
  paper.lines(nameLines, paper.left, paper.y + 1, bold);
  for (const key of summed) {
    const column = cells.find((each) => each.key === key);
    const total = rows.reduce((sum, row) => sum + row[key], 0);
    if (column)
      paper.line(
        (key === 'adjusted' && total > 0 ? '+' : '') + formatCount(total, locale),
        column.x - gap,
        paper.y + 1,
        bold,
        'right',
        column.width + gap,
      );
  }
  paper.y += nameLines.length * leading(bold) + 10;
}

function drawEmpty(paper: Paper, text: string): void {
  paper.line(text, paper.left, paper.y + 6, { size: 10, color: grey });
  paper.y += 30;
}

function drawLegend(paper: Paper, unbalanced: number, locale: Locale): void {
  const words = stockReportWords[locale];
  const warn: Style = { size: 8.5, bold: true, color: warning };
  const warnings = unbalanced > 0 ? paper.wrap(words.unbalanced(unbalanced), warn, paper.width) : [];
  const legend = paper.wrap(words.legend, small, paper.width);
  paper.room(warnings.length * leading(warn) + legend.length * leading(small) + 10);
  paper.y = paper.lines(warnings, paper.left, paper.y, warn);
  paper.y = paper.lines(legend, paper.left, paper.y, small) + 14;
}

function drawSignatures(paper: Paper, locale: Locale): void {
  const words = stockReportWords[locale];
  const width = (paper.width - 2 * 28) / words.signatures.length;
  paper.room(72);
  words.signatures.forEach((role, index) => {
    const x = paper.left + index * (width + 28);
    paper.line(role, x, paper.y, { size: 8.5, bold: true });
    paper.rule(paper.y + 46, x, x + width * 0.66, 0.6, ink);
    paper.line(words.nameAndSignature, x, paper.y + 48, headStyle);
    paper.rule(paper.y + 46, x + width * 0.72, x + width, 0.6, ink);
    paper.line(words.date, x + width * 0.72, paper.y + 48, headStyle);
  });
  paper.y += 72;
}

/** Columns with their places: the first takes what the others leave. */
function placed(paper: Paper): (Column & { x: number })[] {
  const taken = columns.reduce((sum, column) => sum + column.width, 0) + (columns.length - 1) * gap;
  let x = paper.left;
  return columns.map((column) => {
    const width = column.width === 0 ? paper.width - taken : column.width;
    const here = { ...column, width, x };
    x += width + gap;
    return here;
  });
}

function isBalanced(row: StockReportRow): boolean {
  return row.opening + row.received - row.issued + row.adjusted === row.closing;
}
