import { insert } from '../../db/write.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { proveSecond } from '../security/secondPerson.ts';

/** @throws see preload/contract/controlled.ts */
export const witness: HostHandler<'controlled.witness'> = async (host, seat, { itemId, quantity, witness: said }) => {
  const ctx = makeContext(host.open(), seat);
  const seen = 'nobodyBecause' in said ? null : await proveSecond(ctx, said, 'controlled.own_witness');
  await inTransaction(ctx, (inside) => {
    insert(inside, 'controlled_witness', {
      id: inside.newId(),
      item_id: itemId,
      quantity,
      seat_id: inside.seat.id,
      actor_id: inside.user.userId,
      witness_id: seen?.userId ?? null,
      witness_by: seen?.by ?? 'nobody',
      no_witness_reason: 'nobodyBecause' in said ? said.nobodyBecause : '',
      witnessed_at: inside.now(),
    });
  });
  return {};
};
