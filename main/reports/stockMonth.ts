import { listMonth } from '../../db/queries/stockMonth.ts';
import { audit } from '../../db/write.ts';
import { addDays, monthRange } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { keepBlob } from '../documents/blobs.ts';
import { makePdf } from '../documents/pdf/make.ts';
import type { StockReportRow } from '../documents/pdf/stockReport.ts';
import { type Context, inTransaction } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { daysWithoutOfAll } from '../replenishment/readConsumption.ts';
import { readStock } from '../replenishment/readStock.ts';
import { letterheadOf, printedNow } from './printed.ts';

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
  const months = new Map(listMonth(ctx.raw, month).map((line) => [line.itemId, line]));
  const without = daysWithoutOfAll(ctx.raw, { from: month.from, to: addDays(month.to, 1) });
  return readStock(ctx, []).flatMap(({ row }) => {
    const moved = months.get(row.itemId);
    if (!moved) return [];
    const { name, unit, amc, nearestExpiry, status } = row;
    const { itemId, ...figures } = moved;
    return [
      {
        name,
        unit,
        ...figures,
        stockOutDays: without.get(itemId) ?? 0,
        amc,
        nearestExpiry,
        status,
      },
    ];
  });
}
