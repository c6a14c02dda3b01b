import { findByTransfer, findItemFor, type HeardTransfer, listHeardTransfers } from '../../db/queries/requisitions.ts';
import { amend, insert } from '../../db/write.ts';
import { type PayloadOf, readPayload } from '../../sync/protocol/kinds.ts';
import { productKey } from '../../sync/protocol/productKey.ts';
import { type Context, type Facility, inTransaction, makeContext, type Seat } from '../facility/context.ts';
import { keep, noteEvent, openRequisition, type Requisition, withDocument } from './document.ts';
import { eventsOf, markOf } from './half.ts';
import { publishTransfer } from './publish.ts';
import { type Transfer, transferHeard } from './transferNext.ts';

type Half = PayloadOf<'transfer'>;
const program: Seat = { id: 'transfers', kind: 'command', user: null };

/**
 * Plays what other facilities said of transfers with us into our own copies: after rows came, and at the start. A row that was
 * played is skipped; one that comes again, late or out of turn changes nothing. Each in a transaction of its own.
 */
export async function hearTransfers(facility: Facility): Promise<void> {
  const rows = await facility.exclusive(() => listHeardTransfers(facility.raw, facility.self.id));
  for (const row of rows) {
    const half = readPayload('transfer', row.payload);
    if (!half || half.side === 'unknown' || isPlayed(facility, row, half)) continue;
    const ctx: Context = { ...makeContext(facility, program), actor: { kind: 'peer', id: row.facilityId } };
    await inTransaction(ctx, (inside) => play(inside, row, half));
  }
}

/** Our side of it: who is asked gives, who gives is heard by who asked. */
const ourSide = (half: Half): 'asking' | 'giving' => (half.side === 'asking' ? 'giving' : 'asking');
const ofUs = (facility: Pick<Facility, 'raw'>, row: HeardTransfer, half: Half) =>
  findByTransfer(facility.raw, { peer: row.facilityId, key: row.key, side: ourSide(half) });

function isPlayed(facility: Facility, row: HeardTransfer, half: Half): boolean {
  const ours = ofUs(facility, row, half);
  if (ours) return ours.peerCursor === markOf(row);
  // a half that answers nothing we asked, or takes back what we never heard of, begins nothing here
  return half.side === 'giving' || half.end !== null || half.lines.length === 0;
}

function play(ctx: Context, row: HeardTransfer, half: Half): void {
  const record = ofUs(ctx, row, half);
  let requisition = record ? withDocument(ctx, record) : begin(ctx, row, half);
  let isNews = record === undefined;
  for (const event of eventsOf(half)) {
    const next: Transfer | null = transferHeard(requisition.transfer, event);
    if (next === null || next === requisition.transfer) continue;
    const note = event.t === 'reject' || event.t === 'cancel' || event.t === 'close' ? half.reason : '';
    keep(ctx, requisition, next, event, { note, by: row.facilityId });
    requisition = openRequisition(ctx, requisition.requisitionId);
    isNews = true;
  }
  amend(ctx, 'requisition', requisition.requisitionId, { peer_cursor: markOf(row) });
  if (isNews) publishTransfer(ctx, openRequisition(ctx, requisition.requisitionId)); // else the two would answer each other for ever
}

/** Another facility asks: its request stands here from now on, each line as our item where we know which. */
function begin(ctx: Context, row: HeardTransfer, half: Half): Requisition {
  const id = ctx.newId();
  insert(ctx, 'requisition', {
    id,
    number: half.number,
    side: 'giving',
    peer_facility_id: row.facilityId,
    transfer_key: row.key,
    status: 'requested',
    note: half.note,
    needed_on: half.neededOn,
    created_at: ctx.now(),
    created_by: row.facilityId,
  });
  const positions = new Set<number>();
  for (const line of half.lines) {
    if (positions.has(line.position)) continue; // a line said twice is one line
    positions.add(line.position);
    const at = { facilityId: row.facilityId, foreignKey: line.item, productKey: line.product ? productKey(line.product) : null };
    insert(ctx, 'requisition_line', {
      id: ctx.newId(),
      requisition_id: id,
      position: line.position,
      item_id: findItemFor(ctx.raw, at),
      foreign_key: line.item,
      name: line.name,
      product: JSON.stringify(line.product ?? {}),
      asked: line.asked,
    });
  }
  noteEvent(ctx, id, { t: 'ask' }, half.note, row.facilityId);
  return openRequisition(ctx, id);
}

/** Everything that is under way, said again: after enrolment, and after a restore of either side. */
export function republishTransfers(ctx: Context): void {
  const ids = ctx.raw.prepare(`SELECT id FROM requisition WHERE side <> 'here'`).pluck().all() as string[];
  for (const id of ids) publishTransfer(ctx, openRequisition(ctx, id));
}
