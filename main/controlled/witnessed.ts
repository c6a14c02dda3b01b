import { findControlled, findOpenWitness } from '../../db/queries/controlled.ts';
import { amend } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';
import type { Movement } from '../inventory/move.ts';

/** Who stood beside it: somebody with a proof of their own, the counter of an approved stock take, nobody (and why), or it is not asked for. */
export type Witnessed = { witnessId: string | null; by: 'password' | 'code' | 'count' | 'nobody' | 'not-needed'; nobodyBecause: string };
/** What a use case knows of it by itself. */
export type KnownWitness = { by: 'count' | 'password'; userId: string } | { by: 'nobody'; because: string };

export const notNeeded: Witnessed = { witnessId: null, by: 'not-needed', nobodyBecause: '' };
const minutes = 5;

/**
 * What comes in from outside, and what only changes its place, needs no second person; whatever hands out, takes away, corrects or gives
 * back does. Source: WHO, Ensuring Balance in National Policies on Controlled Substances (2011); two-person signature as hospital registers of
 * controlled medicines have it.
 */
const withoutWitness: readonly Movement['reason'][] = ['opening', 'receipt', 'transfer-in', 'move-in', 'move-out'];

/** For one act of one item: who witnessed it. A proof is used up by it. @throws 'controlled.witness_needed' { itemId, name, unit, quantity } */
export function witnessOf(ctx: Context, movements: readonly Movement[]): Witnessed {
  const asked = movements.filter((movement) => !withoutWitness.includes(movement.reason));
  const [first] = asked;
  if (!first) return notNeeded;
  const item = findControlled(ctx.raw, first.itemId);
  if (!item) return notNeeded;
  const known = first.witness;
  if (known?.by === 'nobody') return { witnessId: null, by: 'nobody', nobodyBecause: known.because };
  if (known) return { witnessId: known.userId, by: known.by, nobodyBecause: '' };
  const quantity = asked.reduce((sum, movement) => sum + Math.abs(movement.quantity), 0);
  return spendWitness(ctx, { itemId: first.itemId, quantity, ...item });
}

/** `itemId` null: the daily count of `quantity` items. @throws 'controlled.witness_needed' */
export function spendWitness(ctx: Context, act: { itemId: string | null; quantity: number; name: string; unit: string }): Witnessed {
  const since = new Date(Date.parse(ctx.now()) - minutes * 60_000).toISOString();
  const { itemId, quantity } = act;
  const open = findOpenWitness(ctx.raw, { seatId: ctx.seat.id, actorId: ctx.user.userId, itemId, quantity, since });
  if (!open) throw new AppError('controlled.witness_needed', act);
  amend(ctx, 'controlled_witness', open.id, { spent_at: ctx.now() });
  return { witnessId: open.witness_id, by: open.witness_by, nobodyBecause: open.no_witness_reason };
}
