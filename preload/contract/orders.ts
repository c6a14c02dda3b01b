import { z } from 'zod';
import { day, id, instant, longText, shortText } from './common.ts';
import { command, query } from './method.ts';

export const orderStatus = z.enum(['draft', 'approved', 'sent', 'confirmed', 'partly-received', 'received', 'closed', 'cancelled']);
export type OrderStatus = z.infer<typeof orderStatus>;

const packs = z.int().positive().max(100_000);
const price = z.int().nonnegative().max(1_000_000_000);

/** A line as it is written; price in minor units a pack, left out: the supplier's list price, if there is one. */
const newLine = z.object({
  itemId: id,
  packs,
  packSize: z.int().positive().max(100_000).optional(),
  price: price.nullable().optional(),
  /** of a suggestion, in words */
  why: z.string().trim().max(500).default(''),
});
const newLines = z.array(newLine).min(1).max(2000);

export const orderLine = z.object({
  lineId: id,
  itemId: id,
  itemName: shortText,
  unit: shortText,
  packSize: z.int(),
  packs: z.int(),
  confirmedPacks: z.int().nullable(),
  price: z.int().nullable(),
  code: shortText,
  why: z.string(),
  expectedOn: day.nullable(),
  /** dispensing units */
  ordered: z.int(),
  received: z.int(),
  /** still to come: of what was confirmed, else of what was ordered */
  owed: z.int(),
});
export type OrderLine = z.infer<typeof orderLine>;

export const orderRow = z.object({
  orderId: id,
  number: shortText,
  supplierId: id,
  supplierName: shortText,
  status: orderStatus,
  lines: z.int(),
  /** minor units of `currency`; null = a price is missing */
  total: z.int().nullable(),
  currency: shortText,
  createdOn: day,
  expectedOn: day.nullable(),
  isOverdue: z.boolean(),
  /** 0 to 1, of what was ordered */
  receivedShare: z.number(),
});
export type OrderRow = z.infer<typeof orderRow>;

const change = { orderId: id, version: z.int().positive() };
const changed = z.object({ version: z.int(), status: orderStatus });
const file = z.object({ name: shortText, mediaType: shortText, base64: z.string() });
const locale = z.enum(['en', 'fr']).default('en');

export const orders = {
  'orders.list': query({
    permission: 'SupplyRequest.read',
    input: z.object({
      /** 'open': everything that is not over; 'overdue': expected before today and not all here */
      show: z.enum(['open', 'overdue', 'all']).or(orderStatus).default('open'),
      supplierId: id.optional(),
      filter: z.string().max(100).default(''),
    }),
    output: z.object({ orders: z.array(orderRow), overdue: z.int() }),
  }),
  'orders.get': query({
    permission: 'SupplyRequest.read',
    input: z.object({ orderId: id }),
    output: orderRow.extend({
      version: z.int(),
      supplierEmail: shortText,
      supplierReference: shortText,
      tracking: shortText,
      note: longText,
      createdByName: shortText,
      approvedByName: shortText.nullable(),
      isSelfApproved: z.boolean(),
      /** whether the person who asks wrote it: somebody else approves, if there is somebody */
      isOwn: z.boolean(),
      canApprove: z.boolean(),
      items: z.array(orderLine),
      events: z.array(z.object({ event: shortText, at: instant, byName: shortText, note: z.string() })),
    }),
  }),
  /** A draft. With lines that carry their reason it comes from the reorder list. */
  'orders.create': command({
    permission: 'SupplyRequest.create',
    input: z.object({ supplierId: id, expectedOn: day.nullable().default(null), note: longText.default(''), lines: newLines }),
    output: z.object({ orderId: id, number: shortText, version: z.int() }),
  }),
  /** Of a draft: its lines as a whole. */
  'orders.amend': command({
    permission: 'SupplyRequest.create',
    input: z.object({ ...change, supplierId: id, expectedOn: day.nullable(), note: longText.default(''), lines: newLines }),
    output: changed,
  }),
  /** Not by who wrote it, unless nobody else here may: then it is marked. */
  'orders.approve': command({ permission: 'SupplyRequest.approve', input: z.object(change), output: changed }),
  /** Back to the draft, with a reason. */
  'orders.return': command({
    permission: 'SupplyRequest.approve',
    input: z.object({ ...change, reason: shortText.min(3) }),
    output: changed,
  }),
  /** The file to hand over: a PDF, or a mail with the PDF in it. The first time the order counts as sent. */
  'orders.send': command({
    permission: 'SupplyRequest.create',
    input: z.object({ ...change, how: z.enum(['pdf', 'email']), locale }),
    output: changed.extend({ file, mailto: z.string() }),
  }),
  /** The order on paper, whatever its state; a draft says so across its head. */
  'orders.print': command({ permission: 'SupplyRequest.read', input: z.object({ orderId: id, locale }), output: file }),
  /** What the supplier answered: how many packs of each line, and when. */
  'orders.confirm': command({
    permission: 'SupplyRequest.create',
    input: z.object({
      ...change,
      supplierReference: shortText.default(''),
      expectedOn: day.nullable(),
      lines: z
        .array(z.object({ lineId: id, packs: z.int().nonnegative().max(100_000), expectedOn: day.nullable().default(null) }))
        .max(2000),
    }),
    output: changed,
  }),
  'orders.track': command({
    permission: 'SupplyRequest.create',
    input: z.object({ ...change, tracking: shortText, expectedOn: day.nullable() }),
    output: changed,
  }),
  /** Begins a goods receipt with what is still owed. */
  'orders.receive': command({ permission: 'StockMovement.create', input: z.object({ orderId: id }), output: z.object({ receiptId: id }) }),
  /** What is still owed will not come. */
  'orders.close': command({
    permission: 'SupplyRequest.create',
    input: z.object({ ...change, reason: shortText.min(3) }),
    output: changed,
  }),
  /** Of an order of which nothing came. */
  'orders.cancel': command({
    permission: 'SupplyRequest.create',
    input: z.object({ ...change, reason: shortText.min(3) }),
    output: changed,
  }),
};
