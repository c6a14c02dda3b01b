import { z } from 'zod';
import { listDoubles } from '../../db/queries/prescriptionSeals.ts';
import { amend } from '../../db/write.ts';
import { claimTold } from '../../sync/protocol/messages.ts';
import type { CommandHandler, QueryHandler } from '../facility/handlers.ts';
import { namedClaims } from './elsewhere.ts';

const stored = z.array(claimTold);

export const doubleUses: QueryHandler<'prescriptionSeals.doubles'> = async (ctx) => {
  const doubles = [];
  for (const row of await listDoubles(ctx.db)) {
    doubles.push({
      claimId: row.id,
      medicationRequestId: row.requestId,
      number: row.number,
      quantity: row.quantity,
      unit: row.unit,
      claimedAt: row.claimed_at,
      isSeen: row.seen_at !== null,
      others: await namedClaims(ctx, stored.parse(JSON.parse(row.others))),
    });
  }
  return { doubles };
};

/** @throws 'not_found' */
export const acknowledgeDouble: CommandHandler<'prescriptionSeals.acknowledgeDouble'> = {
  run: async (ctx, { claimId }) => {
    amend(ctx, 'prescription_claim', claimId, { seen_at: ctx.now() });
    return {};
  },
};
