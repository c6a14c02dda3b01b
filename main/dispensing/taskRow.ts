import type { WorkRow } from '../../db/queries/dispensing.ts';
import type { QueueRow } from '../../preload/contract/dispensing.ts';
import type { Context } from '../facility/context.ts';

export function toTask(ctx: Context, row: WorkRow): QueueRow['task'] {
  return {
    status: row.status,
    by: row.claimedName,
    isMine: row.claimedBy !== null && row.claimedBy === ctx.user.practitionerId,
    since: row.status === 'owing' ? row.owedSince : row.changedAt,
    setAside: row.setAside,
    note: row.note,
  };
}
