import type { RequisitionStatus } from '../../preload/contract/requisitions.ts';

/** Quantities in dispensing units. `position` names a line, `shipment` a shipment: the same on both sides. */
export type TransferLine = { position: number; asked: number; approved: number | null };
export type TransferLot = {
  position: number;
  lotNumber: string;
  expiry: string | null;
  unitCost: number | null;
  quantity: number;
  received: number | null;
};
export type Shipment = { key: string; status: 'picked' | 'shipped' | 'received' | 'returned'; lots: readonly TransferLot[] };
export type Transfer = {
  lines: readonly TransferLine[];
  shipments: readonly Shipment[];
  end: 'rejected' | 'cancelled' | 'closed' | null;
};

export type TransferEvent =
  | { t: 'approve'; lines: readonly { position: number; quantity: number }[] }
  | { t: 'reject' }
  | { t: 'pick'; shipment: string; lots: readonly Omit<TransferLot, 'received'>[] }
  | { t: 'put-back'; shipment: string }
  | { t: 'ship'; shipment: string }
  | { t: 'receive'; shipment: string; lots: readonly { position: number; lotNumber: string; expiry: string | null; quantity: number }[] }
  | { t: 'cancel' }
  | { t: 'close' };

/** What an event is known by: the same event twice has the same key on both sides. */
export const eventKey = (event: TransferEvent): string => ('shipment' in event ? `${event.t}:${event.shipment}` : event.t);

export const lotsOf = (transfer: Transfer, position: number, ...states: Shipment['status'][]): TransferLot[] =>
  transfer.shipments.flatMap(({ status, lots }) => (states.includes(status) ? lots.filter((lot) => lot.position === position) : []));
const sum = (lots: readonly { quantity: number }[]): number => lots.reduce((total, { quantity }) => total + quantity, 0);

export const pickedOf = (transfer: Transfer, position: number): number => sum(lotsOf(transfer, position, 'picked'));
export const shippedOf = (transfer: Transfer, position: number): number => sum(lotsOf(transfer, position, 'shipped', 'received'));
export const receivedOf = (transfer: Transfer, position: number): number =>
  lotsOf(transfer, position, 'received').reduce((total, lot) => total + (lot.received ?? 0), 0);
/** The back-order: approved and not shipped yet; nothing once the request has ended. */
export const owedOf = (transfer: Transfer, line: TransferLine): number =>
  transfer.end === null ? Math.max(0, (line.approved ?? 0) - shippedOf(transfer, line.position)) : 0;

/** Read off the document, never stored apart from it: both sides come to the same word. */
export function statusOf(transfer: Transfer): RequisitionStatus {
  const { lines, shipments, end } = transfer;
  if (end !== null) return end;
  if (lines.every((line) => line.approved === null)) return 'requested';
  if (shipments.some(({ status }) => status === 'picked')) return 'picked';
  if (shipments.some(({ status }) => status === 'shipped')) return 'shipped';
  if (lines.every((line) => owedOf(transfer, line) === 0)) return 'received';
  return shipments.some(({ status }) => status === 'received') ? 'back-ordered' : 'approved';
}

/**
 * The document after an event, the same document when the event is in it already, null when it can't happen now.
 * One machine for both sides: each plays the other's events into its own copy.
 */
export function transferNext(transfer: Transfer, event: TransferEvent): Transfer | null {
  const status = statusOf(transfer);
  switch (event.t) {
    case 'approve':
      return approve(transfer, status, event.lines);
    case 'reject':
      return ended(transfer, 'rejected', status === 'requested');
    case 'cancel':
      return ended(transfer, 'cancelled', (status === 'requested' || status === 'approved') && transfer.shipments.every(isBack));
    case 'close':
      return ended(transfer, 'closed', status === 'approved' || status === 'back-ordered');
    case 'pick':
      return pick(transfer, status, event);
    case 'put-back':
      return moveShipment(transfer, event.shipment, 'picked', 'returned');
    case 'ship':
      return moveShipment(transfer, event.shipment, 'picked', 'shipped');
    case 'receive':
      return receive(transfer, event);
  }
}

const isBack = ({ status }: Shipment): boolean => status === 'returned';

/** Events of the giving side: it decides what becomes of a request that was taken back while it worked on it. */
const ofTheGiver: ReadonlySet<TransferEvent['t']> = new Set(['approve', 'reject', 'pick', 'put-back', 'ship', 'close']);

/**
 * The other side's event played into this copy. What the giver did before it heard of a cancellation holds: the goods are on their way.
 * An approval alone does not undo it: the giver will hear of it.
 */
export function transferHeard(transfer: Transfer, event: TransferEvent): Transfer | null {
  if (transfer.end !== 'cancelled' || !ofTheGiver.has(event.t)) return transferNext(transfer, event);
  const next = transferNext({ ...transfer, end: null }, event);
  if (next === null) return null;
  const isUndone = next.end !== null || next.shipments.some(({ status }) => status !== 'returned');
  return isUndone ? next : { ...next, end: 'cancelled' };
}

function ended(transfer: Transfer, end: NonNullable<Transfer['end']>, isAllowed: boolean): Transfer | null {
  if (transfer.end === end) return transfer;
  return isAllowed ? { ...transfer, end } : null;
}

function approve(transfer: Transfer, status: RequisitionStatus, lines: readonly { position: number; quantity: number }[]): Transfer | null {
  const given = new Map(lines.map(({ position, quantity }) => [position, quantity]));
  const next = transfer.lines.map((line) => ({
    ...line,
    approved: Math.min(line.asked, Math.max(0, given.get(line.position) ?? line.asked)),
  }));
  if (next.every((line, at) => line.approved === transfer.lines[at]?.approved)) return transfer;
  if (status !== 'requested' || next.every(({ approved }) => approved === 0)) return null; // nothing at all is a refusal, and says why
  return { ...transfer, lines: next };
}

function pick(transfer: Transfer, status: RequisitionStatus, { shipment, lots }: Extract<TransferEvent, { t: 'pick' }>): Transfer | null {
  if (transfer.shipments.some(({ key }) => key === shipment)) return transfer;
  if (status !== 'approved' && status !== 'back-ordered' && status !== 'shipped') return null;
  if (lots.length === 0 || lots.some(({ quantity }) => !Number.isInteger(quantity) || quantity <= 0)) return null;
  const fits = transfer.lines.every((line) => sum(lots.filter(({ position }) => position === line.position)) <= owedOf(transfer, line));
  if (!fits || lots.some(({ position }) => !transfer.lines.some((line) => line.position === position))) return null;
  const picked: Shipment = { key: shipment, status: 'picked', lots: lots.map((lot) => ({ ...lot, received: null })) };
  return { ...transfer, shipments: [...transfer.shipments, picked] };
}

const order: readonly Shipment['status'][] = ['picked', 'shipped', 'received'];

function moveShipment(transfer: Transfer, key: string, from: 'picked', to: 'shipped' | 'returned'): Transfer | null {
  const found = transfer.shipments.find((one) => one.key === key);
  if (!found) return null;
  if (found.status === to || (to === 'shipped' && order.indexOf(found.status) > order.indexOf('shipped'))) return transfer; // it came after all
  if (found.status !== from) return null;
  return { ...transfer, shipments: transfer.shipments.map((one) => (one === found ? { ...one, status: to } : one)) };
}

function receive(transfer: Transfer, { shipment, lots }: Extract<TransferEvent, { t: 'receive' }>): Transfer | null {
  const found = transfer.shipments.find((one) => one.key === shipment);
  if (!found) return null;
  if (found.status === 'received') return transfer;
  if (found.status !== 'shipped') return null;
  const said = [...lots];
  const counted = found.lots.map((lot) => {
    const at = said.findIndex((one) => one.position === lot.position && one.lotNumber === lot.lotNumber && one.expiry === lot.expiry);
    const [one] = at < 0 ? [] : said.splice(at, 1);
    return { ...lot, received: one?.quantity ?? lot.quantity };
  });
  // a lot that was never sent, or more than was sent, is no receipt of this shipment
  if (said.length > 0 || counted.some((lot) => lot.received < 0 || lot.received > lot.quantity)) return null;
  return { ...transfer, shipments: transfer.shipments.map((one) => (one === found ? { ...one, status: 'received', lots: counted } : one)) };
}
