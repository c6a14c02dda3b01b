import type { Receipt, ReceiptLine } from '../../../preload/contract/receiving.ts';
import { formatCount, formatDay, formatInstant } from './format.ts';
import { goodsReceiptWords } from './goodsReceiptWords.ts';
import { drawLetterhead, type Facility } from './letterhead.ts';
import { listPaper } from './listPaper.ts';
import { listTable } from './listTable.ts';
import { grey, hair, leading, type Paper, type Printed, type Style, warning } from './paper.ts';
import type { Locale } from './strings.ts';

export type GoodsReceiptInput = {
  facility: Facility;
  receipt: Receipt;
  lines: readonly ReceiptLine[];
  currency: string;
  /** minor units */
  value: number;
  printed: Printed;
};

const widths = { item: 0, lot: 78, expiry: 62, packs: 62, units: 48, noted: 56, damaged: 72, cost: 60, value: 66 } as const;
const cell: Style = { size: 8.5 };
const small: Style = { size: 8, color: grey };
const strong: Style = { size: 8.5, bold: true };

/** A4 across: what came, in which state, what it cost, and who says so. */
export function goodsReceiptPdf(input: GoodsReceiptInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const words = goodsReceiptWords[locale];
  const { facility, receipt, lines, currency, value, printed } = input;
  const title = [words.title, receipt.number ?? ''].join(' ').trim();
  const paper = listPaper({ locale, facility, title, printed });
  const top = paper.y;
  const headEnd = drawLetterhead(paper, facility, paper.width * 0.5, 14);
  paper.line(title, paper.left, top, { size: 14, bold: true }, 'right', paper.width);
  const state = receipt.status === 'reversed' ? words.reversed : receipt.status === 'draft' ? words.draft : null;
  if (state) paper.line(state, paper.left, top + 20, { size: 9, bold: true, color: warning }, 'right', paper.width);
  paper.y = Math.max(headEnd, top + 34) + 6;
  for (const text of headOf(input, locale)) {
    paper.y = paper.lines(paper.wrap(text, cell, paper.width), paper.left, paper.y, cell);
  }
  paper.y += 8;
  const table = listTable(paper, { widths, heads: words.columns, cell });
  table.head();
  for (const line of lines) table.row(rowOf(line, input, locale));
  const unpriced = lines.filter((line) => line.value === null).length;
  paper.room(24);
  const total = `${words.total}: ${money(value, currency, locale)}${unpriced > 0 ? ` (${words.withoutPrice(unpriced)})` : ''}`;
  paper.line(words.end(lines.length), paper.left, paper.y + 6, strong);
  paper.line(total, paper.left, paper.y + 6, strong, 'right', paper.width);
  paper.y += 28;
  drawSignatures(paper, words.signatures, words.nameAndSignature);
  return paper.finish();
}

function headOf({ receipt, printed }: GoodsReceiptInput, locale: Locale): string[] {
  const words = goodsReceiptWords[locale];
  const facts = [
    [words.supplier, receipt.supplierName],
    [words.deliveryNote, receipt.deliveryNote],
    [words.received, formatDay(receipt.receivedOn, locale)],
    [words.into, receipt.locationName],
  ].filter(([, text]) => text !== '');
  const posted =
    receipt.postedAt === null ? [] : [words.posted(receipt.postedBy ?? '', formatInstant(receipt.postedAt, printed.timeZone, locale))];
  return [
    facts.map(([name, text]) => `${name}: ${text}`).join('   ·   '),
    ...posted,
    ...(receipt.repeatReason === '' ? [] : [words.repeat(receipt.repeatReason)]),
    ...(receipt.status === 'reversed' ? [words.takenBack(receipt.reversalReason)] : []),
    ...(receipt.note === '' ? [] : [receipt.note]),
  ];
}

function rowOf(line: ReceiptLine, { currency }: GoodsReceiptInput, locale: Locale): Record<keyof typeof widths, string> {
  const words = goodsReceiptWords[locale];
  const count = (units: number) => formatCount(units, locale);
  const cold =
    line.arrivalCelsius === null || line.vvmStage === null ? [] : [words.cold(String(line.arrivalCelsius), words.stage(line.vvmStage))];
  return {
    item: [line.itemName ?? line.label, words.pack(count(line.unitsPerPack)), ...cold].join(' · '),
    lot: line.lotNumber,
    expiry: line.expiry === null ? '–' : formatDay(line.expiry, locale),
    packs: [count(line.packs), ...(line.loose > 0 ? [words.loose(count(line.loose))] : [])].join(' '),
    units: count(line.received),
    noted: line.noted === null ? '' : count(line.noted),
    damaged: line.damaged === 0 ? '' : `${count(line.damaged)} ${line.damagedTo === 'refused' ? words.refused : words.toQuarantine}`,
    cost: line.packCost === null ? '' : money(line.packCost, currency, locale),
    value: line.value === null ? '' : money(line.value, currency, locale),
  };
}

function money(minorUnits: number, currency: string, locale: Locale): string {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const amount = new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${amount.format(minorUnits / 10 ** digits)} ${currency}`;
}

function drawSignatures(paper: Paper, names: readonly string[], below: string): void {
  paper.room(58);
  const width = (paper.width - 40) / names.length;
  const y = paper.y + 34;
  for (const [at, name] of names.entries()) {
    const x = paper.left + at * (width + 20);
    paper.line(name, x, paper.y, strong);
    paper.rule(y, x, x + width, 0.5, hair);
    paper.line(below, x, y + 3, small);
  }
  paper.y = y + leading(small) + 6;
}
