import { z } from 'zod';
import { day, id, instant, quantity, shortText } from './common.ts';
import { command, query } from './method.ts';

export const requisitionStatus = z.enum([
  'requested',
  'approved',
  'picked',
  'shipped',
  'back-ordered',
  'received',
  'rejected',
  'cancelled',
  'closed',
]);
export type RequisitionStatus = z.infer<typeof requisitionStatus>;

/** here: both sides are in this facility */
const side = z.enum(['here', 'asking', 'giving']);

export const requisitionRow = z.object({
  requisitionId: id,
  number: shortText,
  side,
  /** who asks, who gives: a place here, or another facility */
  askingName: shortText,
  givingName: shortText,
  status: requisitionStatus,
  lines: z.int(),
  createdAt: instant,
  neededOn: day.nullable(),
  /** dispensing units that were approved and are not shipped yet, over all lines */
  owed: z.int(),
});
export type RequisitionRow = z.infer<typeof requisitionRow>;

export const requisitionLine = z.object({
  position: z.int(),
  itemId: id.nullable(),
  name: shortText,
  unit: shortText,
  asked: z.int(),
  approved: z.int().nullable(),
  picked: z.int(),
  shipped: z.int(),
  received: z.int(),
  owed: z.int(),
  /** usable at the giving place, for who approves; null: not ours to say */
  available: z.int().nullable(),
});
export type RequisitionLine = z.infer<typeof requisitionLine>;

const lotRow = z.object({
  position: z.int(),
  name: shortText,
  unit: shortText,
  lotNumber: shortText,
  expiry: day.nullable(),
  quantity: z.int(),
  received: z.int().nullable(),
});
const change = { requisitionId: id, version: z.int().positive() };
const changed = z.object({ version: z.int(), status: requisitionStatus });
const reason = shortText.min(3);

export const requisitions = {
  'requisitions.list': query({
    permission: 'SupplyRequest.read',
    input: z.object({ show: z.enum(['open', 'all']).default('open') }),
    output: z.object({ requisitions: z.array(requisitionRow) }),
  }),
  'requisitions.get': query({
    permission: 'SupplyRequest.read',
    input: z.object({ requisitionId: id }),
    output: requisitionRow.extend({
      version: z.int(),
      note: z.string(),
      reason: z.string(),
      items: z.array(requisitionLine),
      shipments: z.array(
        z.object({ shipmentId: id, status: z.enum(['picked', 'shipped', 'received', 'returned']), lots: z.array(lotRow) }),
      ),
      events: z.array(z.object({ event: shortText, at: instant, byName: shortText, note: z.string() })),
      /** what may be done with it now, on this side, by state */
      acts: z.array(z.enum(['approve', 'reject', 'pick', 'put-back', 'ship', 'receive', 'cancel', 'close'])),
    }),
  }),
  /** Who can be asked: places here, and facilities of the hub. */
  'requisitions.places': query({
    permission: 'SupplyRequest.read',
    input: z.object({}),
    output: z.object({
      locations: z.array(z.object({ locationId: id, name: shortText, kind: shortText })),
      facilities: z.array(z.object({ facilityId: id, name: shortText, type: shortText })),
    }),
  }),
  /** Asks the store for a ward or shelf (`givingLocationId`), or another facility (`facilityId`). */
  'requisitions.ask': command({
    permission: 'SupplyRequest.ask',
    input: z.object({
      askingLocationId: id.optional(),
      givingLocationId: id.optional(),
      facilityId: id.optional(),
      neededOn: day.nullable().default(null),
      note: shortText.default(''),
      lines: z
        .array(z.object({ itemId: id, quantity }))
        .min(1)
        .max(200),
    }),
    output: z.object({ requisitionId: id, number: shortText, version: z.int() }),
  }),
  /** Which of our items a foreign line is: said once, known from then on. */
  'requisitions.mapItem': command({
    permission: 'SupplyRequest.approve',
    input: z.object({ ...change, position: z.int().positive(), itemId: id }),
    output: changed,
  }),
  'requisitions.approve': command({
    permission: 'SupplyRequest.approve',
    input: z.object({
      ...change,
      lines: z.array(z.object({ position: z.int().positive(), quantity: z.int().nonnegative().max(10_000_000) })).max(200),
    }),
    output: changed,
  }),
  'requisitions.reject': command({ permission: 'SupplyRequest.approve', input: z.object({ ...change, reason }), output: changed }),
  /** Takes from the shelf what is owed, first expired first, as far as it goes; left out: everything owed. */
  'requisitions.pick': command({
    permission: 'StockMovement.create',
    input: z.object({
      ...change,
      lines: z
        .array(z.object({ position: z.int().positive(), quantity }))
        .max(200)
        .optional(),
    }),
    output: changed,
  }),
  'requisitions.putBack': command({ permission: 'StockMovement.create', input: z.object(change), output: changed }),
  'requisitions.ship': command({ permission: 'StockMovement.create', input: z.object(change), output: changed }),
  /** What came of a shipment; a lot that is left out came whole. */
  'requisitions.receive': command({
    permission: 'SupplyRequest.ask',
    input: z.object({
      ...change,
      shipmentId: id,
      lots: z
        .array(
          z.object({
            position: z.int().positive(),
            lotNumber: shortText,
            expiry: day.nullable(),
            quantity: z.int().nonnegative().max(10_000_000),
          }),
        )
        .max(1000)
        .default([]),
    }),
    output: changed,
  }),
  'requisitions.cancel': command({ permission: 'SupplyRequest.ask', input: z.object({ ...change, reason }), output: changed }),
  /** What is still owed will not be sent. */
  'requisitions.close': command({ permission: 'SupplyRequest.approve', input: z.object({ ...change, reason }), output: changed }),
};
