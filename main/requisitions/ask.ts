import { nextNumber } from '../../db/numbers.ts';
import { insert } from '../../db/write.ts';
import { AppError } from '../../preload/contract/errors.ts';
import type { Input } from '../../preload/contract/index.ts';
import type { Context } from '../facility/context.ts';
import type { CommandHandler } from '../facility/handlers.ts';
import { noteEvent, openRequisition } from './document.ts';
import { publishTransfer } from './publish.ts';

/** One row on the wire holds so many lines with their products. */
const mostToFacility = 50;

type Places = { askingLocationId: string | null; givingLocationId: string | null; peer: string | null };

/** @throws 'not_found', 'requisition.same_place', 'requisition.too_many_lines' { most }, 'requisition.not_linked', 'order.item_twice' { name } */
function placesOf(ctx: Context, input: Input<'requisitions.ask'>): Places {
  const { askingLocationId, givingLocationId, facilityId } = input;
  if (facilityId !== undefined) {
    if (givingLocationId !== undefined) throw new AppError('ipc.invalid_input', { path: 'givingLocationId', problem: 'two_givers' });
    if (facilityId === ctx.facility.self.id) throw new AppError('requisition.same_place');
    if (!ctx.raw.prepare('SELECT 1 FROM hub_link').get()) throw new AppError('requisition.not_linked');
    if (!ctx.raw.prepare('SELECT 1 FROM peer_facility WHERE facility_id = ?').get(facilityId))
      throw new AppError('not_found', { resource: 'facility' });
    if (input.lines.length > mostToFacility) throw new AppError('requisition.too_many_lines', { most: mostToFacility });
    return { askingLocationId: askingLocationId ?? null, givingLocationId: null, peer: facilityId };
  }
  if (askingLocationId === undefined || givingLocationId === undefined)
    throw new AppError('ipc.invalid_input', { path: 'givingLocationId', problem: 'missing' });
  if (askingLocationId === givingLocationId) throw new AppError('requisition.same_place');
  return { askingLocationId, givingLocationId, peer: null };
}

/** A ward, a shelf or this facility asks; nothing moves yet. */
export const askFor: CommandHandler<'requisitions.ask'> = {
  run: async (ctx, input) => {
    const { peer, ...places } = placesOf(ctx, input);
    const id = ctx.newId();
    const number = nextNumber(ctx, ctx.facility.self, 'transfer');
    insert(ctx, 'requisition', {
      id,
      number,
      side: peer === null ? 'here' : 'asking',
      peer_facility_id: peer,
      transfer_key: peer === null ? null : id,
      asking_location_id: places.askingLocationId,
      giving_location_id: places.givingLocationId,
      status: 'requested',
      note: input.note,
      needed_on: input.neededOn,
      created_at: ctx.now(),
      created_by: ctx.user.practitionerId,
    });
    putLines(ctx, id, input.lines);
    noteEvent(ctx, id, { t: 'ask' }, input.note);
    publishTransfer(ctx, openRequisition(ctx, id));
    return { requisitionId: id, number, version: 1 };
  },
};

function putLines(ctx: Context, requisitionId: string, lines: Input<'requisitions.ask'>['lines']): void {
  const seen = new Set<string>();
  for (const [at, { itemId, quantity }] of lines.entries()) {
    const item = ctx.raw.prepare('SELECT name, product FROM item WHERE id = ?').get(itemId) as
      | { name: string; product: string }
      | undefined;
    if (!item) throw new AppError('not_found', { resource: 'item' });
    if (seen.has(itemId)) throw new AppError('order.item_twice', { name: item.name });
    seen.add(itemId);
    insert(ctx, 'requisition_line', {
      id: ctx.newId(),
      requisition_id: requisitionId,
      position: at + 1,
      item_id: itemId,
      foreign_key: itemId,
      name: item.name,
      product: item.product,
      asked: quantity,
    });
  }
}
