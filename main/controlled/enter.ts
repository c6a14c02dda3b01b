import { findControlled, findEntryOfMovement, readLastEntry, readOnHand } from '../../db/queries/controlled.ts';
import { insert } from '../../db/write.ts';
import type { Context } from '../facility/context.ts';
import type { Movement } from '../inventory/move.ts';
import { notNeeded, type Witnessed } from './witnessed.ts';

/** Lines of a page; the printed register has as many. */
export const linesOfPage = 25;

type Entry = {
  itemId: string;
  quantity: number;
  balance: number;
  witnessed: Witnessed;
  note: string;
  localDate: string;
} & (
  | { kind: 'movement'; movementId: string; correctsId: string | null }
  | { kind: 'correction'; correctsId: string }
  | { kind: 'brought-forward' }
);

/** After a movement entered the ledger, in its transaction: the register's next line, where the item is controlled. */
export function enterMovement(ctx: Context, movementId: string, movement: Movement, witnessed: Witnessed): void {
  const { itemId, quantity, reversesId } = movement;
  if (!findControlled(ctx.raw, itemId)) return;
  const balance = readOnHand(ctx.raw, itemId);
  const before = readLastEntry(ctx.raw, itemId)?.balance ?? 0;
  const localDate = movement.localDate ?? ctx.today();
  // what was there before the item was controlled, or moved while it was not
  const brought = balance - quantity;
  if (before !== brought)
    append(ctx, {
      kind: 'brought-forward',
      itemId,
      quantity: brought - before,
      balance: brought,
      witnessed: notNeeded,
      note: '',
      localDate,
    });
  const correctsId = reversesId === undefined ? null : findEntryOfMovement(ctx.raw, reversesId);
  append(ctx, { kind: 'movement', itemId, quantity, balance, witnessed, note: movement.note ?? '', localDate, movementId, correctsId });
}

/** The next line of an item's register: none is skipped, none given twice. */
export function append(ctx: Context, entry: Entry): { id: string; page: number; line: number } {
  const last = readLastEntry(ctx.raw, entry.itemId);
  const isFull = last?.line === linesOfPage;
  const at = { page: (last?.page ?? 1) + (isFull ? 1 : 0), line: isFull ? 1 : (last?.line ?? 0) + 1 };
  const id = ctx.newId();
  insert(ctx, 'controlled_entry', {
    id,
    item_id: entry.itemId,
    ...at,
    kind: entry.kind,
    movement_id: entry.kind === 'movement' ? entry.movementId : null,
    corrects_id: entry.kind === 'brought-forward' ? null : entry.correctsId,
    quantity: entry.quantity,
    balance: entry.balance,
    note: entry.note,
    local_date: entry.localDate,
    entered_at: ctx.now(),
    entered_by: ctx.user.practitionerId,
    witness_id: entry.witnessed.witnessId,
    witness_by: entry.witnessed.by,
    no_witness_reason: entry.witnessed.nobodyBecause,
  });
  return { id, ...at };
}
