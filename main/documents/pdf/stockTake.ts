import { formatCount, formatDay, formatInstant } from './format.ts';
import { drawLetterhead, type Facility } from './letterhead.ts';
import { listPaper } from './listPaper.ts';
import { listTable } from './listTable.ts';
import { grey, type Paper, type Printed, type Style } from './paper.ts';
import { stockTakeWords } from './stockTakeWords.ts';
import type { Locale } from './strings.ts';

export type StockTakeLine = {
  name: string;
  unit: string;
  packSize: number;
  lotNumber: string;
  expiry: string | null;
  locationName: string;
  book: number | null;
  counted: number | null;
  variance: number | null;
  /** with its currency's decimals */
  value: string;
  reason: keyof (typeof stockTakeWords)['en']['reasons'] | null;
  note: string;
};
export type StockTakeInput = {
  facility: Facility;
  /** sheet: to write on, without any quantity; variances: what differed */
  what: 'sheet' | 'variances';
  number: string;
  kind: 'full' | 'partial' | 'cyclic';
  status: 'counting' | 'review' | 'approved' | 'cancelled';
  counters: number;
  startedAt: string;
  startedBy: string;
  closedAt: string | null;
  closedBy: string | null;
  isSelfApproved: boolean;
  over: string;
  short: string;
  currency: string;
  lines: readonly StockTakeLine[];
  printed: Printed;
};

const small: Style = { size: 8, color: grey };
const cell: Style = { size: 8.5 };
/** taller rows to write in */
const written: Style = { size: 10 };

/** A4 across: the sheet that goes along the shelves, or what came out of it. */
export function stockTakePdf(input: StockTakeInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const words = stockTakeWords[locale];
  const { facility, printed, what } = input;
  const title = `${words[what]} ${input.number}`;
  const paper = listPaper({ locale, facility, title, printed });
  const top = paper.y;
  const headEnd = drawLetterhead(paper, facility, paper.width * 0.5, 14);
  paper.line(title, paper.left, top, { size: 14, bold: true }, 'right', paper.width);
  const when = (at: string) => formatInstant(at, printed.timeZone, locale);
  const facts = [
    `${words.kinds[input.kind]} · ${words.statuses[input.status]}`,
    words.started(input.startedBy, when(input.startedAt)),
    ...(input.closedAt !== null && input.closedBy !== null ? [words.closed(input.closedBy, when(input.closedAt))] : []),
    ...(input.isSelfApproved ? [words.selfApproved] : []),
    what === 'sheet' ? words.howTo : words.totals(input.over, input.short),
  ];
  facts.forEach((fact, index) => paper.line(fact, paper.left, top + 20 + index * 11, small, 'right', paper.width));
  paper.y = Math.max(headEnd, top + 22 + facts.length * 11) + 6;
  if (what === 'sheet') drawSheet(paper, input, locale);
  else drawVariances(paper, input, locale);
  sign(paper, [words.signed, ...(input.counters === 2 ? [words.second] : []), words.approved]);
  return paper.finish();
}

function drawSheet(paper: Paper, input: StockTakeInput, locale: Locale): void {
  const { columns } = stockTakeWords[locale];
  const widths = { position: 28, place: 96, name: 0, lot: 92, expiry: 66, pack: 72, packs: 70, loose: 70, remark: 120 } as const;
  const table = listTable(paper, { widths, heads: columns, cell: written, right: ['position', 'packs', 'loose'] });
  table.head();
  for (const [index, line] of input.lines.entries()) {
    table.row({
      position: String(index + 1),
      place: line.locationName,
      name: line.name,
      lot: line.lotNumber,
      expiry: line.expiry === null ? '–' : formatDay(line.expiry, locale),
      pack: `${formatCount(line.packSize, locale)} ${line.unit}`,
      packs: '_________',
      loose: '_________',
      remark: '',
    });
  }
}

function drawVariances(paper: Paper, input: StockTakeInput, locale: Locale): void {
  const words = stockTakeWords[locale];
  const { columns } = words;
  const widths = { place: 84, name: 0, lot: 80, expiry: 62, book: 46, counted: 46, variance: 54, value: 70, reason: 180 } as const;
  const table = listTable(paper, {
    widths,
    heads: { ...columns, value: `${columns.value}, ${input.currency}` },
    cell,
    right: ['book', 'counted', 'variance', 'value'],
  });
  table.head();
  if (input.lines.length === 0) paper.line(words.nothing, paper.left, paper.y + 4, { size: 9, bold: true });
  const quantity = (value: number | null) => (value === null ? '–' : formatCount(value, locale));
  for (const line of input.lines) {
    table.row({
      place: line.locationName,
      name: `${line.name} (${line.unit})`,
      lot: line.lotNumber,
      expiry: line.expiry === null ? '–' : formatDay(line.expiry, locale),
      book: quantity(line.book),
      counted: quantity(line.counted),
      variance: line.variance === null ? '–' : signed(line.variance, locale),
      value: line.value,
      reason: [line.reason === null ? '' : words.reasons[line.reason], line.note].filter(Boolean).join(': '),
    });
  }
}

const signed = (value: number, locale: Locale) => `${value > 0 ? '+' : value < 0 ? '−' : ''}${formatCount(Math.abs(value), locale)}`;

/** Lines for signatures at the end of the list. */
export function sign(paper: Paper, labels: readonly string[]): void {
  paper.room(64);
  paper.y += 40;
  const width = paper.width / labels.length;
  labels.forEach((label, index) => {
    const x = paper.left + index * width;
    paper.rule(paper.y, x, x + width - 24, 0.6, grey);
    paper.line(label, x, paper.y + 4, small);
  });
  paper.y += 20;
}
