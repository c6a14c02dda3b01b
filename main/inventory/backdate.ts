import { addDays, addMonths } from '../../preload/contract/dates.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { startOfDay } from '../security/startOfDay.ts';
import type { Movement } from './move.ts';

type When = Partial<Pick<Movement, 'movedAt' | 'localDate'>>;

/**
 * When a movement of `movedOn` stands in the ledger: what came in, at the beginning of that day; what went out, at its end, after all that
 * came. Balances and reports of then change with it, since they are read from the ledger. Today, or no day, is now.
 * @throws 'auth.forbidden', 'date.in_future', 'stock.too_long_ago' { day }, 'stock.before_receipt' { day }
 */
export function whenOf(ctx: Context, movedOn: string | undefined, of: { lotId?: string; isOut: boolean }): When {
  const today = ctx.today();
  if (movedOn === undefined || movedOn === today) return {};
  if (!ctx.can('StockMovement.backdate')) throw new AppError('auth.forbidden', { permission: 'StockMovement.backdate' });
  if (movedOn > today) throw new AppError('date.in_future', { date: 'movedOn' });
  const earliest = yearBack(today);
  if (movedOn < earliest) throw new AppError('stock.too_long_ago', { day: earliest });
  const first = of.lotId === undefined ? null : firstDayOf(ctx, of.lotId);
  if (first !== null && movedOn < first) throw new AppError('stock.before_receipt', { day: first });
  const zone = ctx.facility.self.time_zone;
  const movedAt = of.isOut ? lastInstant(movedOn, zone) : startOfDay(movedOn, zone);
  return { movedAt, localDate: movedOn };
}

export const earliestDay: QueryHandler<'inventory.earliestDay'> = async (ctx, { lotId }) => {
  const [earliest, first] = [yearBack(ctx.today()), lotId === undefined ? null : firstDayOf(ctx, lotId)];
  return { earliest: first !== null && first > earliest ? first : earliest };
};

const yearBack = (today: string): string => addMonths(today, -12);
const lastInstant = (day: string, zone: string): string => new Date(Date.parse(startOfDay(addDays(day, 1), zone)) - 1).toISOString();

const firstDayOf = (ctx: Context, lotId: string): string | null =>
  ctx.raw.prepare('SELECT min(local_date) FROM stock_movement WHERE lot_id = ?').pluck().get(lotId) as string | null;
