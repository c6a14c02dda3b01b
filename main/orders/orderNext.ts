import type { OrderStatus } from '../../preload/contract/orders.ts';

export type OrderAct = 'amend' | 'approve' | 'return' | 'send' | 'confirm' | 'track' | 'receive' | 'close' | 'cancel';

const allowed: Readonly<Record<OrderAct, readonly OrderStatus[]>> = {
  amend: ['draft'],
  approve: ['draft'],
  return: ['approved'],
  send: ['approved', 'sent', 'confirmed', 'partly-received'], // a second time is the same order once more
  confirm: ['sent', 'confirmed'],
  track: ['sent', 'confirmed', 'partly-received'],
  receive: ['sent', 'confirmed', 'partly-received', 'received', 'closed'], // what was given up may come after all
  close: ['sent', 'confirmed', 'partly-received'],
  cancel: ['draft', 'approved', 'sent', 'confirmed'],
};

/** The state after an act, null where it can't be done. What `receive` makes of it depends on the lines: statusOf. */
export function orderNext(status: OrderStatus, act: Exclude<OrderAct, 'receive'>): OrderStatus | null {
  if (!allowed[act].includes(status)) return null;
  switch (act) {
    case 'amend':
    case 'return':
      return 'draft';
    case 'approve':
      return 'approved';
    case 'send':
      return status === 'approved' ? 'sent' : status;
    case 'confirm':
      return 'confirmed';
    case 'track':
      return status;
    case 'close':
      return 'closed';
    case 'cancel':
      return 'cancelled';
  }
}

export const canReceive = (status: OrderStatus): boolean => allowed.receive.includes(status);

export type Come = { packSize: number; packs: number; confirmedPacks: number | null; received: number };

/** Dispensing units still to come: of what was confirmed, where the supplier confirmed less or more, else of what was ordered. */
export function owedOf(line: Come): number {
  return Math.max(0, (line.confirmedPacks ?? line.packs) * line.packSize - line.received);
}

/** After goods came or were taken back. Closed stays closed until nothing is owed. */
export function statusAfterReceipt(status: OrderStatus, lines: readonly Come[], wasConfirmed: boolean): OrderStatus {
  if (lines.every((line) => owedOf(line) === 0)) return 'received';
  if (status === 'closed') return 'closed';
  if (lines.some((line) => line.received > 0)) return 'partly-received';
  return wasConfirmed ? 'confirmed' : 'sent';
}
