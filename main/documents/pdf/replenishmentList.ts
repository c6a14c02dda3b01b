import { formatMinor } from '../../../preload/contract/money.ts';
import { formatCount, formatDay } from './format.ts';
import { drawLetterhead, type Facility } from './letterhead.ts';
import { listPaper } from './listPaper.ts';
import { listTable } from './listTable.ts';
import { grey, type Printed, type Style } from './paper.ts';
import { replenishmentWords } from './replenishmentWords.ts';
import type { Locale } from './strings.ts';

/** Quantities in dispensing units, money in minor units of `currency`. */
export type SuggestedPrint = {
  item: string;
  unit: string;
  usable: number;
  amc: number | null;
  runsOutOn: string | null;
  packs: number;
  packSize: number;
  cost: number | null;
  why: string;
};
export type WastePrint = {
  item: string;
  unit: string;
  lot: string;
  expiry: string;
  isExpired: boolean;
  onHand: number;
  waste: number;
  wasteValue: number;
};
export type ReplenishmentListInput = { facility: Facility; currency: string; preparedBy: string; printed: Printed } & (
  | { list: 'suggested'; rows: readonly SuggestedPrint[] }
  | { list: 'waste'; rows: readonly WastePrint[] }
); // prettier-ignore

const cell: Style = { size: 8.5 };
const small: Style = { size: 8, color: grey };
const suggestedWidths = { item: 190, usable: 58, amc: 58, runsOutOn: 62, packs: 40, quantity: 78, cost: 66, why: 0 } as const;
const wasteWidths = { item: 0, lot: 90, expiry: 110, onHand: 96, waste: 96, wasteValue: 90 } as const;

/** A4 across: what to order and why, or what will expire; every page has the column heads. */
export function replenishmentListPdf(input: ReplenishmentListInput, { locale }: { locale: Locale }): Promise<Buffer> {
  const words = replenishmentWords[locale];
  const { facility, currency } = input;
  const title = words[input.list];
  const paper = listPaper({ locale, facility, title, printed: input.printed });
  const top = paper.y;
  const headEnd = drawLetterhead(paper, facility, paper.width * 0.55, 14);
  paper.line(title, paper.left, top, { size: 14, bold: true }, 'right', paper.width);
  paper.line(words.preparedBy(input.preparedBy), paper.left, top + 20, small, 'right', paper.width);
  paper.y = Math.max(headEnd, top + 34) + 6;
  const money = (minor: number) => `${formatMinor(minor, currency, locale)} ${currency}`;
  const count = (units: number, decimals = 0) => formatCount(units, locale, decimals);
  const day = (on: string) => formatDay(on, locale);
  const heads = words.columns;

  if (input.list === 'suggested') {
    const table = listTable(paper, { widths: suggestedWidths, heads, cell, right: ['usable', 'amc', 'packs', 'quantity', 'cost'] });
    table.head();
    for (const row of input.rows)
      table.row({
        item: row.item,
        usable: count(row.usable),
        amc: row.amc === null ? '–' : count(row.amc, Number.isInteger(row.amc) ? 0 : 1),
        runsOutOn: row.runsOutOn === null ? '–' : day(row.runsOutOn),
        packs: count(row.packs),
        quantity: `${count(row.packs * row.packSize)} ${row.unit}`,
        cost: row.cost === null ? '–' : formatMinor(row.cost, currency, locale),
        why: row.why,
      });
  } else {
    const table = listTable(paper, { widths: wasteWidths, heads, cell, right: ['onHand', 'waste', 'wasteValue'] });
    table.head();
    for (const row of input.rows)
      table.row({
        item: row.item,
        lot: row.lot,
        expiry: row.isExpired ? `${day(row.expiry)}, ${words.expired}` : day(row.expiry),
        onHand: `${count(row.onHand)} ${row.unit}`,
        waste: count(row.waste),
        wasteValue: formatMinor(row.wasteValue, currency, locale),
      });
  }
  paper.room(30);
  paper.line(endOf(input, words, money), paper.left, paper.y + 6, { size: 8.5, bold: true });
  paper.y += 24;
  return paper.finish();
}

function endOf(input: ReplenishmentListInput, words: (typeof replenishmentWords)[Locale], money: (minor: number) => string): string {
  if (input.rows.length === 0) return words.empty;
  if (input.list === 'waste') return words.total(money(input.rows.reduce((sum, { wasteValue }) => sum + wasteValue, 0)));
  const without = input.rows.filter(({ cost }) => cost === null).length;
  const total = words.total(money(input.rows.reduce((sum, { cost }) => sum + (cost ?? 0), 0)));
  return without === 0 ? total : `${total}. ${words.withoutPrice(without)}`;
}
