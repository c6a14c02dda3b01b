import { audit } from '../../db/write.ts';
import { minorDigits } from '../../preload/contract/money.ts';
import type { VarianceLine } from '../../preload/contract/stockTakes.ts';
import type { StockTakeInput } from '../documents/pdf/stockTake.ts';
import { makePdf } from '../documents/pdf/make.ts';
import { type Context, inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { letterheadOf, printedNow } from '../reports/printed.ts';
import { toCsv } from '../security/csv.ts';
import { readTake, type Take } from './take.ts';
import { isDifferent, varianceLines } from './variances.ts';

/** The sheet carries no quantity, so that a blind count stays one on paper. @throws 'not_found', 'stock_take.blind' */
export const exportStockTake: HostHandler<'stockTakes.export'> = async (host, seat, { stockTakeId, what, format, locale }) => {
  const ctx = makeContext(host.open(), seat);
  const { take, different } = await inTransaction(ctx, (inside) => {
    const found = readTake(inside, stockTakeId);
    const lines = what === 'sheet' ? [] : varianceLines(found).filter(isDifferent);
    const body = { what, format, number: found.head.number };
    audit(inside, { action: format === 'pdf' ? 'print' : 'export', resource: 'stock_take', resourceId: stockTakeId, body });
    return { take: found, different: lines };
  });
  const bytes =
    format === 'pdf'
      ? await makePdf('stockTake', toInput(ctx, take, what, different), { locale })
      : Buffer.from(toCsv(what === 'sheet' ? sheetCells(take) : varianceCells(ctx, different)));
  return {
    name: `${what === 'sheet' ? 'count-sheet' : 'variances'}-${take.head.number}.${format}`,
    mediaType: format === 'csv' ? 'text/csv' : 'application/pdf',
    base64: bytes.toString('base64'),
    rows: what === 'sheet' ? take.lines.length : different.length,
  };
};

/** Heads are the same in every language: a program reads them. */
function sheetCells({ lines }: Take): string[][] {
  return [
    ['location', 'item', 'unit', 'pack_size', 'lot', 'expiry', 'counted'],
    ...lines.map((line) => [line.locationName, line.name, line.unit, String(line.packSize), line.lotNumber, line.expiry ?? '', '']),
  ];
}

function varianceCells(ctx: Context, lines: readonly VarianceLine[]): string[][] {
  const number = (value: number | null) => (value === null ? '' : String(value));
  return [
    ['location', 'item', 'unit', 'lot', 'expiry', 'book', 'counted', 'variance', 'value', 'currency', 'reason', 'note', 'counted_by'],
    ...lines.map((line) => [
      line.locationName,
      line.name,
      line.unit,
      line.lotNumber,
      line.expiry ?? '',
      number(line.book),
      number(line.counted),
      number(line.variance),
      money(ctx, line.value),
      ctx.facility.self.currency,
      line.reason ?? '',
      line.note,
      line.countedBy.join(', '),
    ]),
  ];
}

function toInput(ctx: Context, take: Take, what: 'sheet' | 'variances', different: readonly VarianceLine[]): StockTakeInput {
  const { row } = take;
  const sum = (sign: 1 | -1) =>
    money(ctx, different.reduce((total, line) => total + ((line.variance ?? 0) * sign > 0 ? line.value : 0), 0)); // prettier-ignore
  const packSizes = new Map(take.lines.map((line) => [line.lineId, line.packSize]));
  return {
    facility: letterheadOf(ctx),
    what,
    number: row.number,
    kind: row.kind,
    status: row.status,
    counters: row.counters,
    startedAt: row.startedAt,
    startedBy: row.startedBy,
    closedAt: row.closedAt,
    closedBy: row.closedBy,
    isSelfApproved: row.isSelfApproved,
    over: sum(1),
    short: sum(-1),
    currency: ctx.facility.self.currency,
    printed: printedNow(ctx),
    lines:
      what === 'sheet'
        ? take.lines.map((line) => ({ ...line, book: null, counted: null, variance: null, value: '', reason: null }))
        : different.map((line) => ({ ...line, packSize: packSizes.get(line.lineId) ?? 1, value: money(ctx, line.value) })),
  };
}

const money = (ctx: Context, minorUnits: number): string => {
  const digits = minorDigits(ctx.facility.self.currency);
  return (minorUnits / 10 ** digits).toFixed(digits);
};
