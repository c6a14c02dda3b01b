import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventsOf, type Half, shipmentsOf } from '../../main/requisitions/half.ts';
import {
  owedOf,
  pickedOf,
  receivedOf,
  type Shipment,
  shippedOf,
  statusOf,
  type Transfer,
  type TransferEvent,
  transferHeard,
  transferNext,
} from '../../main/requisitions/transferNext.ts';

const asked = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 });
const begin = (quantities: readonly number[]): Transfer => ({
  lines: quantities.map((quantity, at) => ({ position: at + 1, asked: quantity, approved: null })),
  shipments: [],
  end: null,
});

type Move = {
  act: 'approve' | 'reject' | 'pick' | 'put-back' | 'ship' | 'receive' | 'cancel' | 'close' | 'send' | 'resend';
  share: number;
  which: number;
};
const move = fc.record({
  act: fc.constantFrom<Move['act']>(
    'approve',
    'approve',
    'pick',
    'pick',
    'pick',
    'ship',
    'ship',
    'receive',
    'receive',
    'put-back',
    'reject',
    'cancel',
    'close',
    'send',
    'send',
    'send',
    'resend',
  ),
  share: fc.integer({ min: 0, max: 100 }),
  which: fc.nat(9),
});
let keys = 0;

/** The event that this act would be on a document, whether it is allowed or not. */
function eventOf(transfer: Transfer, { act, share, which }: Move): TransferEvent | null {
  const part = (quantity: number) => Math.ceil((quantity * share) / 100);
  const pickOne = (status: Shipment['status']) => {
    const some = transfer.shipments.filter((one) => one.status === status);
    return some[which % Math.max(1, some.length)];
  };
  switch (act) {
    case 'approve':
      return { t: 'approve', lines: transfer.lines.map((line) => ({ position: line.position, quantity: part(line.asked) })) };
    case 'pick':
      return {
        t: 'pick',
        shipment: `s${++keys}`,
        lots: transfer.lines.flatMap((line) => {
          const quantity = part(owedOf(transfer, line));
          return quantity > 0 ? [{ position: line.position, lotNumber: `L${which}`, expiry: null, unitCost: null, quantity }] : [];
        }),
      };
    case 'put-back':
    case 'ship':
      return { t: act, shipment: pickOne('picked')?.key ?? 'none' };
    case 'receive': {
      const shipment = pickOne('shipped');
      return {
        t: 'receive',
        shipment: shipment?.key ?? 'none',
        lots: (shipment?.lots ?? []).map((lot) => ({ ...lot, quantity: part(lot.quantity) })),
      };
    }
    case 'reject':
    case 'cancel':
    case 'close':
      return { t: act };
    default:
      return null;
  }
}

function expectConserved(transfer: Transfer): void {
  for (const line of transfer.lines) {
    const approved = line.approved ?? 0;
    expect(approved).toBeLessThanOrEqual(line.asked);
    expect(shippedOf(transfer, line.position) + pickedOf(transfer, line.position)).toBeLessThanOrEqual(approved);
    expect(receivedOf(transfer, line.position)).toBeLessThanOrEqual(shippedOf(transfer, line.position));
    if (transfer.end === null) expect(owedOf(transfer, line) + shippedOf(transfer, line.position)).toBe(approved);
  }
}

test('whatever is tried in whatever order, quantities are conserved, and an event that comes again changes nothing', () => {
  fc.assert(
    fc.property(asked, fc.array(move, { maxLength: 40 }), (quantities, moves) => {
      let transfer = begin(quantities);
      const played: TransferEvent[] = [];
      for (const one of moves) {
        const event = eventOf(transfer, one);
        if (event === null) continue;
        const next = transferNext(transfer, event);
        if (next === null) continue;
        expectConserved(next);
        expect(transferNext(next, event)).toBe(next); // at once again: the very same document
        if (next !== transfer) played.push(event);
        transfer = next;
        for (const old of played) expectConserved(transferNext(transfer, old) ?? transfer);
      }
      // everything over again from the start: nothing moves a second time
      const again = played.reduce((state, event) => transferNext(state, event) ?? state, transfer);
      expect(again.shipments).toEqual(transfer.shipments);
      expect(again.lines).toEqual(transfer.lines);
    }),
  );
});

test('what has ended has one end, and nothing leaves or comes after a refusal', () => {
  fc.assert(
    fc.property(asked, fc.array(move, { maxLength: 40 }), (quantities, moves) => {
      let transfer = begin(quantities);
      let atItsEnd: Transfer | undefined;
      for (const one of moves) {
        const event = eventOf(transfer, one);
        transfer = (event && transferNext(transfer, event)) ?? transfer;
        if (transfer.end !== null) atItsEnd ??= transfer;
      }
      expect(atItsEnd ?? transfer).toEqual(transfer);
    }),
  );
});

const givers: readonly string[] = ['approve', 'reject', 'pick', 'put-back', 'ship', 'close'];

/** One side with what it says: always its whole half, as it stands. `heard`: the other's half as it last came. */
class Side {
  transfer: Transfer;
  heard: Half | null = null;
  /** on the way to this side */
  readonly waiting: Half[] = [];
  readonly side: 'asking' | 'giving';
  constructor(quantities: readonly number[], side: 'asking' | 'giving') {
    this.transfer = begin(quantities);
    this.side = side;
  }
  act(one: Move): void {
    const event = eventOf(this.transfer, one);
    if (event === null || givers.includes(event.t) !== (this.side === 'giving')) return;
    this.transfer = transferNext(this.transfer, event) ?? this.transfer;
  }
  half(): Half {
    const isKnown = (key: string) => this.heard?.shipments.some((one) => one.key === key && one.status === 'received') ?? false;
    const { lines, end } = this.transfer;
    return { side: this.side, end, lines, shipments: shipmentsOf(this.transfer, isKnown) };
  }
  hear(half: Half): void {
    this.heard = half;
    for (const event of eventsOf(half)) this.transfer = transferHeard(this.transfer, event) ?? this.transfer;
  }
}

test('two sides whose messages are lost, late and repeated end with the same lines, shipments and status', () => {
  fc.assert(
    fc.property(asked, fc.array(fc.tuple(fc.boolean(), move), { maxLength: 60 }), (quantities, moves) => {
      const giver = new Side(quantities, 'giving');
      const asker = new Side(quantities, 'asking');
      for (const [isGiver, one] of moves) {
        const [me, other] = isGiver ? [giver, asker] : [asker, giver];
        if (one.act === 'send') {
          other.waiting.push(me.half());
          if (one.which < 3) other.waiting.pop(); // lost
        } else if (one.act === 'resend') {
          const newest = me.waiting.splice(0).at(-1) ?? me.heard; // what comes is the newest, or the same once more
          if (newest) me.hear(newest);
        } else me.act(one);
      }
      // the line is back: each hears the other until nothing is new
      for (let round = 0; round < 4; round++) {
        asker.hear(giver.half());
        giver.hear(asker.half());
      }
      const seen = ({ transfer }: Side) => ({ ...withoutReturned(transfer), status: statusOf(transfer) });
      expect(seen(asker)).toEqual(seen(giver));
      expectConserved(giver.transfer);
      expectConserved(asker.transfer);
    }),
  );
});

/** A shipment that was picked and put back before the other side heard of it is known to one side only; nothing of it ever moved. */
const withoutReturned = (transfer: Transfer): Transfer => ({
  ...transfer,
  shipments: transfer.shipments.filter(({ status }) => status !== 'returned'),
});
