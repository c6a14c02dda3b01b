import { listLotsToPick } from '../../db/queries/inventory.ts';
import { audit } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Pick } from '../../preload/contract/prescriptions.ts';
import type { Context } from '../facility/context.ts';
import { allocateFefo, allocateFrom, proposeFefo } from '../inventory/fefo.ts';
import { moveAndPublish } from '../inventory/move.ts';

type Going = {
  itemId: string;
  /** its dispensing units */
  quantity: number;
  perDay: number | null;
  refId: string;
  lotId: string | undefined;
  overrideReason: string | undefined;
  patientId: string | null;
};

/**
 * FEFO, or the lot that was named with the reason for it; `write` moves the stock, after the row that it points at.
 * @throws 'stock.insufficient', 'stock.lot_expired', 'stock.lot_on_hold', 'stock.reason_needed' { lotNumber }
 */
export async function pickAndMove(
  ctx: Context,
  { itemId, quantity, perDay, refId, lotId, overrideReason, patientId }: Going,
): Promise<{ picks: Pick[]; lotReason: string | null; write: () => void }> {
  const lots = await listLotsToPick(ctx.db, itemId);
  const use = { today: ctx.today(), perDay };
  const picks = lotId ? allocateFrom(lots, lotId, quantity, use.today) : allocateFefo(lots, quantity, use);
  const insteadOf = lotId ? proposeFefo(lots, quantity, use).picks.find((pick) => pick.lotId !== lotId) : undefined;
  if (insteadOf && overrideReason === undefined) throw new AppError('stock.reason_needed', { lotNumber: insteadOf.lotNumber });
  const lotReason = insteadOf ? (overrideReason ?? null) : null;
  return {
    picks: picks.map(({ locationId: _, ...pick }) => pick),
    lotReason,
    write: () => {
      if (lotId && lotReason !== null) audit(ctx, { action: 'override', resource: 'lot', resourceId: lotId, patientId, reason: lotReason });
      const movements = picks.map((pick) => ({
        itemId,
        lotId: pick.lotId,
        locationId: pick.locationId,
        quantity: -pick.quantity,
        reason: 'dispense' as const,
        refId,
      }));
      moveAndPublish(ctx, movements);
    },
  };
}
