import { listStockLines } from '../../db/queries/inventory.ts';
import { listDailySums, listMonth } from '../../db/queries/stockMonth.ts';
import { audit } from '../../db/write.ts';
import { monthRange } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { keepBlob } from '../documents/blobs.ts';
import { makePdf } from '../documents/pdf/make.ts';
import type { StockReportRow } from '../documents/pdf/stockReport.ts';
import { type Context, inTransaction } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { consumptionWindow, toItemRow } from '../inventory/stockLevel.ts';
import { letterheadOf, printedNow } from './printed.ts';
import { stockOutDays } from './stockOutDays.ts';

/** The month's stock as PDF; a month that is not over is reported through today. @throws 'date.in_future' */
export const stockMonth: CommandHandler<'reports.stockMonth', Buffer> = {
  prepare: async (ctx, { month, locale }) => {
    const { from, to: end } = monthRange(month);
    const today = ctx.today();
    if (from > today) throw new AppError('date.in_future', { path: 'month' });
    const to = end < today ? end : today;
    await inTransaction(ctx, (inside) => audit(inside, { action: 'report', resource: 'reports.stockMonth', resourceId: month }));
    const rows = await ctx.facility.exclusive(() => gather(ctx, { from, to }));
    return makePdf(
      'stockReport',
      { facility: letterheadOf(ctx), month, ...(to < end ? { through: to } : {}), rows, printed: printedNow(ctx) },
      { locale },
    );
  },
  run: async (ctx, { month }, pdf) => keepBlob(ctx, pdf, { name: `stock-${month}.pdf`, mediaType: 'application/pdf', patientId: null }),
};

function gather(ctx: Context, month: { from: string; to: string }): StockReportRow[] {
  const window = consumptionWindow(ctx.today());
  const months = new Map(listMonth(ctx.raw, month).map((line) => [line.itemId, line]));
  const sums = Map.groupBy(listDailySums(ctx.raw, month), (row) => row.itemId);
  return listStockLines(ctx.raw, { today: ctx.today(), ...window }, []).flatMap((line) => {
    const moved = months.get(line.itemId);
    if (!moved) return [];
    const { name, unit, amc, nearestExpiry, status } = toItemRow(line, window);
    const { itemId, ...figures } = moved;
    return [
      {
        name,
        unit,
        ...figures,
        stockOutDays: stockOutDays(moved.opening, sums.get(itemId) ?? [], month.from, month.to),
        amc,
        nearestExpiry,
        status,
      },
    ];
  });
}
