import { findRecall, listRecalledNumbers, type RecallLine } from '../../db/queries/recalls.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { RecallRow } from '../../preload/contract/recalls.ts';
import type { Context } from '../facility/context.ts';
import { lotsMeant } from './trace.ts';

export function toRecallRow(line: RecallLine, lotNumbers: readonly string[]): RecallRow {
  return {
    recallId: line.id,
    number: line.number,
    itemId: line.item_id,
    itemName: line.itemName,
    unit: line.unit,
    isWholeItem: line.is_whole_item === 1,
    lotNumbers: [...lotNumbers],
    class: line.class as RecallRow['class'],
    reason: line.reason,
    source: line.source,
    status: line.status as RecallRow['status'],
    outcome: line.outcome,
    openedAt: line.opened_at,
    openedBy: line.openedBy,
    endedAt: line.ended_at,
    version: line.version,
  };
}

/** A recall with the lots that it means today: one that came since then is among them. @throws 'not_found' */
export async function readRecall(ctx: Pick<Context, 'db' | 'raw'>, recallId: string) {
  const line = await findRecall(ctx.db, recallId);
  if (!line) throw new AppError('not_found', { resource: 'recall' });
  const numbers = (await listRecalledNumbers(ctx.db, [recallId])).get(recallId) ?? [];
  return { line, recall: toRecallRow(line, numbers), ...lotsMeant(ctx, line.item_id, line.is_whole_item === 1 ? null : numbers) };
}

/** @throws 'not_found', 'recall.not_open' */
export async function readOpenRecall(ctx: Pick<Context, 'db' | 'raw'>, recallId: string) {
  const found = await readRecall(ctx, recallId);
  if (found.line.status !== 'open') throw new AppError('recall.not_open', { status: found.line.status });
  return found;
}
