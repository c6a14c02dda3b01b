import {
  type CountRow,
  findStockTakeHead,
  listCounts,
  listTakeLines,
  type StockTakeHead,
  type TakeLine,
} from '../../db/queries/stockTakes.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { type StockTakeRow, stockTakeScope } from '../../preload/contract/stockTakes.ts';
import type { Context } from '../facility/context.ts';
import { decide, type Verdict } from './decide.ts';

/** A line with its counts and which of them stands. */
export type JudgedLine = TakeLine & { counts: readonly CountRow[]; verdict: Verdict };
export type Take = { head: StockTakeHead; lines: JudgedLine[]; row: StockTakeRow };

/** A stock take with all that was counted. @throws 'not_found' */
export function readTake(ctx: Context, stockTakeId: string): Take {
  const head = readHead(ctx, stockTakeId);
  const byLine = Map.groupBy(listCounts(ctx.raw, stockTakeId), (count) => count.lineId);
  const lines = listTakeLines(ctx.raw, stockTakeId).map((line) => {
    const counts = byLine.get(line.lineId) ?? [];
    return { ...line, counts, verdict: decide(counts, head.counters, line.needsRecount === 1) };
  });
  const decided = lines.filter(({ verdict }) => verdict.state === 'decided').length;
  return { head, lines, row: toRow(head, { lines: lines.length, decided }) };
}

/** @throws 'not_found' */
export function readHead(ctx: Context, stockTakeId: string): StockTakeHead {
  const head = findStockTakeHead(ctx.raw, stockTakeId);
  if (!head) throw new AppError('not_found', { resource: 'stock_take' });
  return head;
}

/** @throws 'stock_take.closed' { number } when it is at another stage */
export function assertStatus(head: StockTakeHead, ...statuses: readonly StockTakeRow['status'][]): void {
  if (!statuses.some((status) => status === head.status)) throw new AppError('stock_take.closed', { number: head.number });
}

export function toRow(head: StockTakeHead, progress: { lines: number; decided: number }): StockTakeRow {
  return {
    stockTakeId: head.id,
    number: head.number,
    kind: head.kind as StockTakeRow['kind'],
    isFrozen: head.is_frozen === 1,
    isBlind: head.is_blind === 1,
    counters: head.counters,
    scope: stockTakeScope.parse(JSON.parse(head.scope)),
    locationName: head.locationName,
    status: head.status as StockTakeRow['status'],
    startedAt: head.started_at,
    startedBy: head.startedBy,
    submittedAt: head.submitted_at,
    closedAt: head.closed_at,
    closedBy: head.closedBy,
    isSelfApproved: head.is_self_approved === 1,
    cancelReason: head.cancel_reason,
    ...progress,
    version: head.version,
  };
}
