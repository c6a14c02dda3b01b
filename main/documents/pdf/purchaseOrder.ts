import { formatMinor } from '../../../preload/contract/money.ts';
import { writeDose } from './dose.ts';
import { formatCount, formatDay } from './format.ts';
import { drawLetterhead, type Facility } from './letterhead.ts';
import { listTable } from './listTable.ts';
import { grey, ink, leading, Paper, type Printed, type Style, warning } from './paper.ts';
import { purchaseOrderWords } from './purchaseOrderWords.ts';
import type { Locale } from './strings.ts';

export type PurchaseOrderInput = {
  facility: Facility;
  /** a depot gets a requisition, a supplier an order */
  isRequisition: boolean;
  isDraft: boolean;
  number: string;
  day: string;
  supplier: { name: string; lines: readonly string[]; accountNumber: string; paymentTerms: string };
  expectedOn: string | null;
  note: string;
  currency: string;
  /** price in minor units a pack; null = not known */
  rows: readonly { code: string; name: string; pack: string; packs: number; price: number | null }[];
  approvedBy: string | null;
  writtenBy: string;
  printed: Printed;
};

const widths = { position: 22, code: 64, name: 0, pack: 92, packs: 44, price: 62, sum: 70 } as const;
type Key = keyof typeof widths;
const cell: Style = { size: 9 };
const small: Style = { size: 8, color: grey };
const body: Style = { size: 10 };

/** A4: who orders what from whom, at what price; every page has the number and the column heads. */
export function purchaseOrderPdf(input: PurchaseOrderInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const words = purchaseOrderWords[locale];
  const { facility, printed, rows } = input;
  const title = input.isRequisition ? words.requisition : words.order;
  const paper = new Paper({
    locale,
    size: 'A4',
    title: `${title} ${input.number}`,
    author: facility.name,
    printed,
    margin: { x: 44, top: 44, bottom: 48 },
    foot: `${title} ${input.number}  ·  ${facility.name}`,
    continued: (page) => {
      page.line(`${title} ${input.number}, ${facility.name}`, page.left, page.y, small);
      return page.y + 16;
    },
  });
  drawHead(paper, input, title, locale);
  drawSides(paper, input, locale);
  const table = listTable(paper, { widths, heads: words.columns, cell });
  table.head();
  for (const [at, row] of rows.entries()) table.row(textOf(row, at + 1, input.currency, locale));
  drawTotal(paper, input, locale);
  drawNote(paper, input, locale);
  drawSignature(paper, input, locale);
  return paper.finish();
}

function drawHead(paper: Paper, input: PurchaseOrderInput, title: string, locale: Locale): void {
  const words = purchaseOrderWords[locale];
  const top = paper.y;
  const headEnd = drawLetterhead(paper, input.facility, paper.width * 0.55, 14);
  paper.line(title, paper.left, top, { size: 16, bold: true }, 'right', paper.width);
  paper.line(input.number, paper.left, top + 22, { size: 11, bold: true }, 'right', paper.width);
  paper.line(formatDay(input.day, locale), paper.left, top + 38, body, 'right', paper.width);
  if (input.isDraft) paper.line(words.draft, paper.left, top + 53, { size: 10, bold: true, color: warning }, 'right', paper.width);
  paper.y = Math.max(headEnd, top + (input.isDraft ? 66 : 52)) + 8;
  paper.rule(paper.y, paper.left, paper.right, 0.8, ink);
  paper.y += 12;
}

function drawSides(paper: Paper, { supplier, expectedOn }: PurchaseOrderInput, locale: Locale): void {
  const words = purchaseOrderWords[locale];
  const half = paper.width / 2 - 10;
  const top = paper.y;
  paper.line(words.to, paper.left, top, small);
  const name: Style = { size: 11.5, bold: true };
  let end = paper.lines(paper.wrap(supplier.name, name, half), paper.left, top + 11, name);
  for (const line of supplier.lines) end = paper.lines(paper.wrap(line, body, half), paper.left, end, body);
  const facts = [
    [words.account, supplier.accountNumber],
    [words.terms, supplier.paymentTerms],
    [words.expected, expectedOn === null ? '' : formatDay(expectedOn, locale)],
  ].filter(([, value]) => value !== '');
  let y = top;
  for (const [label = '', value = ''] of facts) {
    paper.line(label, paper.left + paper.width / 2 + 10, y, small);
    y = paper.lines(paper.wrap(value, body, half), paper.left + paper.width / 2 + 10, y + 11, body) + 4;
  }
  paper.y = Math.max(end, y) + 14;
}

function textOf(row: PurchaseOrderInput['rows'][number], position: number, currency: string, locale: Locale): Record<Key, string> {
  const money = (amount: number | null) => (amount === null ? '–' : formatMinor(amount, currency, locale));
  return {
    position: String(position),
    code: row.code,
    name: writeDose(row.name, locale),
    pack: row.pack,
    packs: formatCount(row.packs, locale),
    price: money(row.price),
    sum: money(row.price === null ? null : row.price * row.packs),
  };
}

function drawTotal(paper: Paper, { rows, currency }: PurchaseOrderInput, locale: Locale): void {
  const words = purchaseOrderWords[locale];
  const isWhole = rows.every(({ price }) => price !== null);
  const total = rows.reduce((sum, { price, packs }) => sum + (price ?? 0) * packs, 0);
  paper.room(34);
  const text = `${isWhole ? words.total : words.totalWithout}  ${formatMinor(total, currency, locale)} ${currency}`;
  paper.line(text, paper.left, paper.y + 6, { size: 11, bold: true }, 'right', paper.width);
  paper.y += 34;
}

function drawNote(paper: Paper, { note }: PurchaseOrderInput, locale: Locale): void {
  if (note.trim() === '') return;
  paper.room(40);
  paper.line(purchaseOrderWords[locale].note, paper.left, paper.y, small);
  paper.y += 11;
  for (const line of paper.wrap(note, body, paper.width)) {
    paper.room(leading(body));
    paper.line(line, paper.left, paper.y, body);
    paper.y += leading(body);
  }
  paper.y += 12;
}

function drawSignature(paper: Paper, { writtenBy, approvedBy }: PurchaseOrderInput, locale: Locale): void {
  const words = purchaseOrderWords[locale];
  paper.room(84);
  paper.y += 8;
  const people = [
    [words.writtenBy, writtenBy],
    [words.approvedBy, approvedBy ?? ''],
  ] as const;
  const width = paper.width / 2 - 14;
  for (const [at, [label, name]] of people.entries()) {
    const x = paper.left + at * (width + 28);
    paper.line(label, x, paper.y, small);
    paper.line(name, x, paper.y + 12, body);
    paper.rule(paper.y + 52, x, x + width, 0.6, ink);
    paper.line(words.signature, x, paper.y + 56, small);
  }
  paper.y += 70;
}
