import { findHeardTransfer } from '../../db/queries/requisitions.ts';
import { publish } from '../../db/write.ts';
import { type Product, product } from '../../preload/contract/inventory.ts';
import { readPayload } from '../../sync/protocol/kinds.ts';
import type { Context } from '../facility/context.ts';
import type { Requisition } from './document.ts';
import { shipmentsOf } from './half.ts';

/**
 * This side's half as the partner reads it: always the whole. Lots of a shipment that the partner's half shows as received are left
 * out: it has them. Within one facility nothing leaves.
 */
export function publishTransfer(ctx: Context, requisition: Requisition): void {
  const { side, peerFacilityId, transferKey, transfer } = requisition;
  if (side === 'here' || peerFacilityId === null || transferKey === null) return;
  const heard = findHeardTransfer(ctx.raw, peerFacilityId, transferKey);
  const theirs = heard ? readPayload('transfer', heard.payload) : null;
  const isKnown = (key: string) => theirs?.shipments.some((one) => one.key === key && one.status === 'received') ?? false;
  publish(ctx, 'transfer', transferKey, {
    side,
    partner: peerFacilityId,
    number: requisition.number,
    note: requisition.note,
    neededOn: requisition.neededOn,
    end: transfer.end,
    reason: requisition.reason,
    lines: requisition.lines.map((line) => ({
      position: line.position,
      item: line.foreignKey ?? line.itemId ?? '',
      name: line.name,
      product: side === 'asking' ? readProductOf(line.product) : null,
      asked: line.asked,
      approved: line.approved,
    })),
    shipments: shipmentsOf(transfer, isKnown),
    asOf: ctx.now(),
  });
}

function readProductOf(text: string): Product | null {
  const read = product.safeParse(JSON.parse(text));
  return read.success ? read.data : null;
}
