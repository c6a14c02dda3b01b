import { countOthersAtStock } from '../../db/queries/stockTakes.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Output } from '../../preload/contract/index.ts';
import type { VarianceLine } from '../../preload/contract/stockTakes.ts';
import type { Context } from '../facility/context.ts';
import type { QueryHandler } from '../facility/handlers.ts';
import { type JudgedLine, readTake, type Take } from './take.ts';

type Approval = Output<'stockTakes.variances'>['approval'];

export const stockTakeVariances: QueryHandler<'stockTakes.variances'> = async (ctx, { stockTakeId, onlyDifferent }) =>
  ctx.facility.exclusive(() => {
    const take = readTake(ctx, stockTakeId);
    const lines = varianceLines(take);
    const sum = (sign: 1 | -1) => {
      const those = lines.filter((line) => (line.variance ?? 0) * sign > 0);
      return { lines: those.length, value: those.reduce((total, line) => total + line.value, 0) };
    };
    return {
      stockTake: take.row,
      currency: ctx.facility.self.currency,
      approval: approvalBy(ctx, take),
      over: sum(1),
      short: sum(-1),
      lines: onlyDifferent ? lines.filter(isDifferent) : lines,
    };
  });

/** Counted, and not what the book says. */
export const isDifferent = (line: VarianceLine): boolean => line.variance !== null && line.variance !== 0;

/** @throws 'stock_take.blind' while a blind count goes on: nobody who may still count sees the book through this door */
export function varianceLines(take: Take): VarianceLine[] {
  if (take.head.is_blind === 1 && take.head.status === 'counting') throw new AppError('stock_take.blind', { number: take.head.number });
  return take.lines.map((line) => {
    const { count, variance, state } = line.verdict;
    return {
      lineId: line.lineId,
      itemId: line.itemId,
      name: line.name,
      form: line.form,
      unit: line.unit,
      lotNumber: line.lotNumber,
      expiry: line.expiry,
      locationName: line.locationName,
      isFound: line.isFound === 1,
      isControlled: line.isControlled === 1,
      state,
      book: count?.book ?? null,
      counted: count?.quantity ?? null,
      variance,
      value: line.postedValue ?? worth(line, variance ?? 0),
      reason: line.reason as VarianceLine['reason'],
      note: line.note,
      countedBy: [...new Set(line.counts.map((one) => one.countedByName))],
    };
  });
}

/** At what the lot is worth here; where none of it lies, at what it cost. */
function worth(line: JudgedLine, variance: number): number {
  const each = line.onHand > 0 ? line.held / line.onHand : (line.unitCost ?? 0);
  return Math.round(variance * each) || 0;
}

/** Whoever counted does not approve, unless nobody else here counts or approves. */
export function approvalBy(ctx: Context, take: Take): Approval {
  if (take.head.status !== 'review') return 'closed';
  if (!ctx.can('StockTake.approve')) return 'forbidden';
  if (!take.lines.some((line) => line.counts.some((count) => count.countedBy === ctx.user.userId))) return 'may';
  return countOthersAtStock(ctx.raw, ctx.user.userId) === 0 ? 'alone' : 'counted';
}
