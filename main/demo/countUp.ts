import { insert } from '../../db/write.ts';
import { listControlled } from '../../db/queries/controlled.ts';
import { addDays } from '../../preload/contract/dates.ts';
import { stockTakeScope } from '../../preload/contract/stockTakes.ts';
import type { Context } from '../facility/context.ts';
import { approveStockTake } from '../stockTakes/approve.ts';
import { explainVariances } from '../stockTakes/explain.ts';
import { saveCounts } from '../stockTakes/saveCounts.ts';
import { startStockTake } from '../stockTakes/start.ts';
import { submitStockTake } from '../stockTakes/submit.ts';
import { readTake } from '../stockTakes/take.ts';

/** A part of the shelves as it was counted this morning, with two differences; the controlled medicines were counted by two yesterday. */
export async function countUp(clerk: Context, manager: Context): Promise<void> {
  const scope = stockTakeScope.parse({ fromLetter: 'D', toLetter: 'F' });
  const { stockTakeId } = await startStockTake.run(
    clerk,
    { kind: 'partial', scope, isFrozen: false, isBlind: true, counters: 1 },
    undefined,
  );
  const { lines } = readTake(clerk, stockTakeId);
  const off = (at: number, onHand: number) => (at === 1 ? -Math.min(3, onHand) : at === 3 ? 1 : 0);
  const counts = lines.map((line, at) => ({ lineId: line.lineId, quantity: line.onHand + off(at, line.onHand), seen: null, agoMs: 0 }));
  await saveCounts.run(clerk, { stockTakeId, round: 1, counts }, undefined);
  await submitStockTake.run(clerk, { stockTakeId, version: 1, leaveUncounted: false }, undefined);
  const reasons = lines.flatMap((line, at) => {
    const reason = at === 1 ? ('unrecorded-issue' as const) : at === 3 ? ('found' as const) : null;
    return reason === null ? [] : [{ lineId: line.lineId, reason, note: '' }];
  });
  if (reasons.length > 0) await explainVariances.run(clerk, { stockTakeId, reasons }, undefined);
  await approveStockTake.run(manager, { stockTakeId, version: 2 }, undefined);

  const yesterday = addDays(clerk.today(), -1);
  for (const { itemId, onHand } of listControlled(clerk.raw)) {
    insert(clerk, 'controlled_count', {
      id: clerk.newId(),
      item_id: itemId,
      book: onHand,
      counted: onHand,
      local_date: yesterday,
      counted_at: `${yesterday}T17:00:00.000Z`,
      counted_by: clerk.user.practitionerId,
      witness_id: manager.user.userId,
    });
  }
}
