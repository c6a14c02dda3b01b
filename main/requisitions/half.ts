import type { PayloadOf } from '../../sync/protocol/kinds.ts';
import { sha256Hex } from '../../sync/security/tokens.ts';
import type { Shipment, Transfer, TransferEvent } from './transferNext.ts';

export type Half = Pick<PayloadOf<'transfer'>, 'side' | 'end' | 'shipments'> & {
  lines: readonly { position: number; approved: number | null }[];
};

/** The shipments of a half. Lots that the partner shows as received (`isKnown`) or that went back are left out: it has them, or never will. */
export function shipmentsOf(transfer: Transfer, isKnown: (key: string) => boolean): Half['shipments'] {
  const isLeftOut = ({ key, status }: Shipment) => status === 'returned' || (status === 'received' && isKnown(key));
  return transfer.shipments.map((one) => ({
    key: one.key,
    status: one.status,
    lots: isLeftOut(one)
      ? []
      : one.lots.map(({ position, lotNumber, expiry, quantity, received }) => ({ position, lotNumber, expiry, quantity, received })),
  }));
}

/** The other side's half as events, in an order in which they can have happened. */
export function eventsOf(half: Half): TransferEvent[] {
  if (half.side === 'asking') {
    const came = half.shipments.flatMap(({ key, status, lots }): TransferEvent[] =>
      status === 'received' && lots.length > 0
        ? [{ t: 'receive', shipment: key, lots: lots.map((lot) => ({ ...lot, quantity: lot.received ?? lot.quantity })) }]
        : [],
    );
    return half.end === 'cancelled' ? [...came, { t: 'cancel' }] : came;
  }
  if (half.end === 'rejected') return [{ t: 'reject' }];
  const events: TransferEvent[] = [];
  if (half.lines.some(({ approved }) => approved !== null))
    events.push({ t: 'approve', lines: half.lines.map(({ position, approved }) => ({ position, quantity: approved ?? 0 })) });
  for (const { key, status, lots } of half.shipments) {
    if (lots.length > 0) events.push({ t: 'pick', shipment: key, lots: lots.map((lot) => ({ ...lot, unitCost: null })) });
    if (status === 'returned') events.push({ t: 'put-back', shipment: key });
    if (status === 'shipped' || status === 'received') events.push({ t: 'ship', shipment: key });
  }
  if (half.end === 'closed') events.push({ t: 'close' });
  if (half.end === 'cancelled') events.push({ t: 'cancel' });
  return events;
}

/** What a half is known by once it was played: 48 bits of its text's hash. Not its cursor: a restored hub gives the same ones anew. */
export const markOf = (row: { payload: string }): number => Number.parseInt(sha256Hex(row.payload).slice(0, 12), 16);
