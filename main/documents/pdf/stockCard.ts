import { formatMinor } from '../../../preload/contract/money.ts';
import { writeDose } from './dose.ts';
import { formatCount, formatDay } from './format.ts';
import { drawLetterhead, type Facility } from './letterhead.ts';
import { listTable } from './listTable.ts';
import { grey, Paper, type Printed, type Style } from './paper.ts';
import { type Locale, stockCardWords } from './strings.ts';

type Held = { onHand: number; value: number };
export type StockCardInput = {
  facility: Facility;
  item: { name: string; unit: string; packSize: number; reorderLevel: number };
  /** null: all places together */
  place: string | null;
  from: string;
  to: string;
  currency: string;
  opening: Held;
  closing: Held;
  /** oldest first; quantities in dispensing units, values in minor units */
  rows: readonly {
    localDate: string;
    reason: string;
    lotNumber: string;
    locationName: string;
    quantity: number;
    value: number;
    balanceAfter: number;
    valueAfter: number;
    by: string;
    note: string;
    recordedAt: string | null;
    isReversed: boolean;
  }[];
  printed: Printed;
};

const widths = { day: 58, reason: 0, lot: 66, place: 84, came: 50, went: 50, balance: 56, value: 66, worth: 74, by: 84 } as const;
type Key = keyof typeof widths;
const right = ['came', 'went', 'balance', 'value', 'worth'] as const;
const cell: Style = { size: 8.5 };
const small: Style = { size: 8, color: grey };

/**
 * A4 across: what came and went, with the balance after each, as the card at the shelf has it.
 * Source of the columns: JSI, The Logistics Handbook (2011), chapter 2, stockkeeping records.
 */
export function stockCardPdf(input: StockCardInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const words = stockCardWords[locale];
  const { facility, item, printed, currency } = input;
  const title = `${words.title}: ${item.name}`;
  const range = words.range(formatDay(input.from, locale), formatDay(input.to, locale));
  const paper = new Paper({
    locale,
    size: 'A4',
    landscape: true,
    title: `${title}, ${facility.name}`,
    author: facility.name,
    printed,
    margin: { x: 36, top: 32, bottom: 42 },
    foot: `${title}  ·  ${range}  ·  ${facility.name}`,
    continued: (page) => {
      page.line(`${title}  ·  ${range}`, page.left, page.y, small);
      return page.y + 16;
    },
  });
  const top = paper.y;
  const headEnd = drawLetterhead(paper, facility, paper.width * 0.4, 14);
  const nameStyle: Style = { size: 14, bold: true };
  const names = paper.wrap(writeDose(item.name, locale), nameStyle, paper.width * 0.55);
  paper.lines(names, paper.left, top, nameStyle, 'right', paper.width);
  const below = top + names.length * 18;
  const facts = [
    `${words.title}, ${range}`,
    input.place === null ? words.allPlaces : words.place(input.place),
    words.unit(item.unit, formatCount(item.packSize, locale)),
    ...(item.reorderLevel > 0 ? [words.reorderLevel(formatCount(item.reorderLevel, locale))] : []),
  ];
  for (const [n, fact] of facts.entries()) paper.line(fact, paper.left, below + 4 + n * 11, small, 'right', paper.width);
  paper.y = Math.max(headEnd, below + 4 + facts.length * 11) + 8;

  const heads = { ...words.columns, value: `${words.columns.value}, ${currency}`, worth: `${words.columns.worth}, ${currency}` };
  const table = listTable(paper, { widths, heads, cell, right });
  const balanceRow = (said: string, day: string, held: Held) =>
    table.row({ ...blank, day, reason: said, balance: formatCount(held.onHand, locale), worth: money(held.value) });
  const money = (minorUnits: number) => formatMinor(minorUnits, currency, locale);
  table.head();
  balanceRow(words.opening, formatDay(input.from, locale), input.opening);
  for (const row of input.rows)
    table.row({
      day: formatDay(row.localDate, locale),
      reason: [
        words.reasons[row.reason as keyof typeof words.reasons] ?? row.reason,
        row.isReversed ? words.reversed : '',
        row.recordedAt === null ? '' : words.late(formatDay(row.recordedAt.slice(0, 10), locale)),
        row.note,
      ]
        .filter(Boolean)
        .join(' · '),
      lot: row.lotNumber,
      place: row.locationName,
      came: row.quantity > 0 ? formatCount(row.quantity, locale) : '',
      went: row.quantity < 0 ? formatCount(-row.quantity, locale) : '',
      balance: formatCount(row.balanceAfter, locale),
      value: money(row.value),
      worth: money(row.valueAfter),
      by: row.by,
    });
  balanceRow(words.closing, formatDay(input.to, locale), input.closing);
  paper.room(24);
  paper.line(words.foot, paper.left, paper.y + 6, small);
  return paper.finish();
}

const blank: Record<Key, string> = {
  day: '',
  reason: '',
  lot: '',
  place: '',
  came: '',
  went: '',
  balance: '',
  value: '',
  worth: '',
  by: '',
};
