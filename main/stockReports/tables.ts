import {
  countMovementsBetween,
  listExpiring,
  listMonthUse,
  listMovementsBetween,
  listReportItems,
  listUnitWorth,
  type ReportItem,
} from '../../db/queries/stockReports.ts';
import { addMonths, type Day, daysBetween, monthRange } from '../../preload/contract/dates.ts';
import type { ItemRow } from '../../preload/contract/inventory.ts';
import type { StockReportName, StockReportOrList, StockTable } from '../../preload/contract/stockReports.ts';
import type { Context } from '../facility/context.ts';
import { readStock } from '../replenishment/readStock.ts';
import { abcClasses } from '../stockTakes/abc.ts';
import { isList, makeList } from './lists.ts';
import { stockReportWords } from './words.ts';

type Made = Pick<StockTable, 'columns' | 'rows' | 'chart' | 'from' | 'to'> & { all: number };
type Asked = { from?: Day | undefined; to?: Day | undefined; locale: 'en' | 'fr'; limit: number };
type Line = ItemRow & ReportItem;
const today = { from: null, to: null };
const monthsShown = 12;
const monthsOfUse = 6;

/** One report as a table: `limit` rows of it. */
export function makeReport(ctx: Context, report: StockReportOrList, asked: Asked): Made {
  const made: ReturnType<Maker> = isList(report) ? makeList(ctx, report, asked.locale) : makers[report](ctx, asked);
  return { ...made, all: made.all ?? made.rows.length, rows: made.rows.slice(0, asked.limit) };
}

type Maker = (ctx: Context, asked: Asked) => Omit<Made, 'all'> & { all?: number };

const makers: Record<StockReportName, Maker> = {
  'stock-out': stockOut,
  overstock,
  expiry,
  valuation,
  consumption,
  'abc-ven': abcVen,
  movements,
};

function linesOf(ctx: Context): Line[] {
  const facts = new Map(listReportItems(ctx.raw).map((item) => [item.itemId, item]));
  return readStock(ctx, []).flatMap(({ row }) => {
    const fact = facts.get(row.itemId);
    return fact ? [{ ...row, ...fact }] : [];
  });
}

const text = (head: string) => ({ head, kind: 'text' as const });
const number = (head: string) => ({ head, kind: 'number' as const });
const money = (head: string) => ({ head, kind: 'money' as const });
const dayColumn = (head: string) => ({ head, kind: 'day' as const });
const monthsOf = ({ usable, amc }: Line): number | null => (amc === null || amc <= 0 ? null : Math.round((usable / amc) * 10) / 10);

function stockOut(ctx: Context, { locale }: Asked) {
  const words = stockReportWords[locale];
  const found = linesOf(ctx).filter(({ status }) => status === 'out' || status === 'low');
  found.sort((a, b) => Number(b.status === 'out') - Number(a.status === 'out') || (monthsOf(a) ?? 99) - (monthsOf(b) ?? 99));
  return {
    ...today,
    columns: [text(words.item), text(words.category), text(words.ven), text(words.status), number(words.usable), text(words.unit), number(words.reorderLevel), number(words.amc), number(words.months)],
    rows: found.map((row) => ({ itemId: row.itemId, cells: [row.name, row.category, row.ven, words.reasons[row.status] ?? row.status, row.usable, row.unit, row.reorderLevel, row.amc, monthsOf(row)] })),
    chart: null,
  };
} // prettier-ignore

/** More than the item's maximum, or where it has none more than a year's use. */
function overstock(ctx: Context, { locale }: Asked) {
  const words = stockReportWords[locale];
  const most = ({ maximum, amc }: Line) => maximum ?? (amc !== null && amc > 0 ? Math.ceil(amc * 12) : null);
  const found = linesOf(ctx).flatMap((row) => {
    const limit = most(row);
    if (limit === null || row.usable <= limit) return [];
    const over = row.usable - limit;
    return [{ row, limit, over, overValue: row.onHand === 0 ? 0 : Math.round((row.value * over) / row.onHand) }];
  });
  found.sort((a, b) => b.overValue - a.overValue || b.over - a.over);
  return {
    ...today,
    columns: [text(words.item), text(words.category), number(words.usable), text(words.unit), number(words.maximum), number(words.over), money(words.overValue), number(words.months), dayColumn(words.nearest)],
    rows: found.map(({ row, limit, over, overValue }) => ({ itemId: row.itemId, cells: [row.name, row.category, row.usable, row.unit, limit, over, overValue, monthsOf(row), row.nearestExpiry] })),
    chart: null,
  };
} // prettier-ignore

function expiry(ctx: Context, { locale }: Asked) {
  const words = stockReportWords[locale];
  const lots = listExpiring(ctx.raw);
  const first = ctx.today().slice(0, 7);
  const months = Array.from({ length: monthsShown }, (_, at) => addMonths(`${first}-01`, at).slice(0, 7));
  const valueIn = (month: string) => lots.filter((lot) => lot.expiry.slice(0, 7) === month).reduce((sum, lot) => sum + lot.value, 0);
  return {
    ...today,
    columns: [dayColumn(words.expiry), text(words.item), text(words.lot), number(words.quantity), text(words.unit), money(words.value)],
    rows: lots.map((lot) => ({ itemId: lot.itemId, cells: [lot.expiry, lot.name, lot.lotNumber, lot.onHand, lot.unit, lot.value] })),
    chart: { kind: 'money' as const, bars: months.map((month) => ({ label: month, value: valueIn(month) })) },
  };
}

function valuation(ctx: Context, { locale }: Asked) {
  const words = stockReportWords[locale];
  const lines = linesOf(ctx).filter(({ onHand }) => onHand > 0);
  const total = lines.reduce((sum, row) => sum + row.value, 0);
  const share = (value: number) => (total === 0 ? 0 : Math.round((value / total) * 1000) / 10);
  const categories = [...Map.groupBy(lines, ({ category }) => category || words.noCategory)].map(([label, rows]) => ({ label, value: rows.reduce((sum, row) => sum + row.value, 0) }));
  lines.sort((a, b) => b.value - a.value);
  return {
    ...today,
    columns: [text(words.item), text(words.category), text(words.programme), number(words.onHand), text(words.unit), money(words.value), number(words.share)],
    rows: [
      { itemId: null, cells: [words.total, '', '', null, '', total, 100] },
      ...lines.map((row) => ({ itemId: row.itemId, cells: [row.name, row.category, row.programme, row.onHand, row.unit, row.value, share(row.value)] })),
    ],
    chart: { kind: 'money' as const, bars: categories.sort((a, b) => b.value - a.value).slice(0, 12) },
  };
} // prettier-ignore

/** Whole months: `usual` of them before this one where nothing else is asked. */
function monthSpan(ctx: Context, { from, to }: Asked, usual = monthsShown): { from: Day; to: Day; months: string[] } {
  const last = to ?? addMonths(monthRange(ctx.today()).from, -1);
  const first = from ?? addMonths(monthRange(last).from, 1 - usual);
  const begin = monthRange(first).from;
  const count = Math.min(36, Math.max(1, Math.round(daysBetween(begin, monthRange(last).from) / 30.4375) + 1));
  const months = Array.from({ length: count }, (_, at) => addMonths(begin, at).slice(0, 7));
  return { from: begin, to: monthRange(`${months.at(-1) ?? begin.slice(0, 7)}-01`).to, months };
}

function consumption(ctx: Context, asked: Asked) {
  const words = stockReportWords[asked.locale];
  const { from, to, months } = monthSpan(ctx, asked, monthsOfUse);
  const used = Map.groupBy(listMonthUse(ctx.raw, { from: months[0]!, to: months.at(-1)! }), ({ itemId }) => itemId);
  const rows = linesOf(ctx).flatMap((row) => {
    const of = new Map((used.get(row.itemId) ?? []).map(({ month, issued }) => [month, issued]));
    const total = [...of.values()].reduce((sum, issued) => sum + issued, 0);
    return total === 0 ? [] : [{ row, total, cells: months.map((month) => of.get(month) ?? 0) }];
  });
  rows.sort((a, b) => a.row.name.localeCompare(b.row.name));
  const bars = months.map((month, at) => ({ label: month, value: rows.filter(({ cells }) => cells[at]! > 0).length }));
  return {
    from,
    to,
    columns: [text(words.item), text(words.unit), number(words.amc), ...months.map(number), number(words.total)],
    rows: rows.map(({ row, total, cells }) => ({ itemId: row.itemId, cells: [row.name, row.unit, row.amc, ...cells, total] })),
    chart: rows.length === 0 ? null : { kind: 'number' as const, bars },
  };
}

/** ABC by the value used in the last twelve whole months, beside VEN. Source: MDS-3 (2012), chapter 40. */
function abcVen(ctx: Context, asked: Asked) {
  const words = stockReportWords[asked.locale];
  const { from, to, months } = monthSpan(ctx, { ...asked, from: undefined, to: undefined });
  const worth = listUnitWorth(ctx.raw);
  const used = Map.groupBy(listMonthUse(ctx.raw, { from: months[0]!, to: months.at(-1)! }), ({ itemId }) => itemId);
  const lines = linesOf(ctx).map((row) => ({ row, worth: Math.round((used.get(row.itemId) ?? []).reduce((sum, { issued }) => sum + issued, 0) * (worth.get(row.itemId) ?? 0)) }));
  const classes = abcClasses(new Map(lines.map(({ row, worth: value }) => [row.itemId, value])));
  const total = lines.reduce((sum, line) => sum + Math.max(0, line.worth), 0);
  lines.sort((a, b) => b.worth - a.worth || a.row.name.localeCompare(b.row.name));
  const groups = Map.groupBy(lines, ({ row }) => `${classes.get(row.itemId) ?? 'C'} · ${row.ven ?? words.noVen}`);
  return {
    from,
    to,
    columns: [text(words.item), text(words.abc), text(words.ven), text(words.category), money(words.worth), number(words.share)],
    rows: lines.map(({ row, worth: value }) => ({ itemId: row.itemId, cells: [row.name, classes.get(row.itemId) ?? 'C', row.ven, row.category, value, total === 0 ? 0 : Math.round((value / total) * 1000) / 10] })),
    chart: { kind: 'number' as const, bars: [...groups].map(([label, rows]) => ({ label, value: rows.length })).sort((a, b) => a.label.localeCompare(b.label)) },
  };
} // prettier-ignore

function movements(ctx: Context, { from, to, locale, limit }: Asked) {
  const words = stockReportWords[locale];
  const span = { from: from ?? monthRange(ctx.today()).from, to: to ?? ctx.today() };
  const rows = listMovementsBetween(ctx.raw, { ...span, limit });
  return {
    ...span,
    all: countMovementsBetween(ctx.raw, span),
    columns: [dayColumn(words.day), text(words.item), text(words.lot), text(words.reason), number(words.quantity), money(words.value), text(words.place), text(words.by), text(words.note)],
    rows: rows.map((row) => ({ itemId: row.itemId, cells: [row.day, row.name, row.lotNumber, words.reasons[row.reason] ?? row.reason, row.quantity, row.value, row.place, row.by, row.note] })),
    chart: null,
  };
} // prettier-ignore
