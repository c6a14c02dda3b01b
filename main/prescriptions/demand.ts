import { createHash } from 'node:crypto';
import { insert } from '../../db/write.ts';
import type { ErrorCode } from '../../preload/contract/errors.ts';
import type { Context } from '../facility/context.ts';

export type Why = 'given' | 'partly' | 'out-of-stock' | 'expired' | 'not-stocked' | 'on-hold';

/**
 * What was asked for, given or not: forecasting needs it from the first day. No person in it. `askedFor`: the prescription, so that one
 * need that is typed again on the same day (refused, then a smaller quantity) is not counted twice.
 */
export function noteDemand(
  ctx: Context,
  demand: { itemId: string | null; medicine: string; asked: number; given: number; why: Why; askedFor?: string },
): void {
  const { itemId, medicine, asked, given, why, askedFor } = demand;
  insert(ctx, 'demand_event', {
    id: ctx.newId(),
    item_id: itemId,
    medicine,
    asked,
    given,
    local_date: ctx.today(),
    why,
    recorded_at: ctx.now(),
    ask: askedFor === undefined ? null : createHash('sha256').update(`${askedFor} ${ctx.today()}`).digest('base64url'),
  });
}

/** Why a dispense that was refused for its stock could not be given; undefined when the refusal was about something else. */
export const refusalReasons: Partial<Record<ErrorCode, Why>> = {
  'stock.insufficient': 'out-of-stock',
  'stock.lot_expired': 'expired',
  'stock.lot_on_hold': 'on-hold',
  'prescription.no_item': 'not-stocked',
};
