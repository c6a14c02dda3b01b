import { z } from 'zod';
import { blobRef, day, id, instant, shortText } from './common.ts';
import { toGtin14 } from './gs1/checkDigit.ts';
import { command, host, query } from './method.ts';
import { confidence, readValue } from './ocr.ts';

export const receiptStatus = z.enum(['draft', 'posted', 'reversed', 'discarded']);
export type ReceiptStatus = z.infer<typeof receiptStatus>;

/** Dispensing units, or packs; a delivery of more is a slip of the finger. */
const count = z.int().nonnegative().max(1_000_000);
/** Minor units of currency a pack. */
const money = z.int().nonnegative().max(10_000_000_000);
const gtin = z.string().refine((text) => text.length === 14 && toGtin14(text) === text);
const unitsPerPack = z.int().positive().max(100_000);
/** Cel; what a thermometer in a transport box can show. */
const celsius = z.number().min(-90).max(60);
/** 1 to 4 as on WHO's vaccine vial monitor; 0 = this product carries none. */
const vvmStage = z.int().min(0).max(4);

export const receiptLine = z.object({
  lineId: id,
  itemId: id.nullable(),
  itemName: shortText.nullable(),
  unit: shortText,
  isColdChain: z.boolean(),
  /** as the paper calls it */
  label: shortText,
  gtin: z.string().nullable(),
  unitsPerPack: z.int(),
  packs: z.int(),
  loose: z.int(),
  /** dispensing units: all that came */
  received: z.int(),
  lotNumber: shortText,
  expiry: day.nullable(),
  hasNoExpiry: z.boolean(),
  ordered: z.int().nullable(),
  noted: z.int().nullable(),
  damaged: z.int(),
  damagedTo: z.enum(['quarantine', 'refused']),
  reason: z.string(),
  packCost: z.int().nullable(),
  /** minor units, of what is taken in; null = no price was given */
  value: z.int().nullable(),
  arrivalCelsius: z.number().nullable(),
  vvmStage: z.int().nullable(),
  confidence: z.number().nullable(),
  isConfirmed: z.boolean(),
  serials: z.int(),
  version: z.int(),
});
export type ReceiptLine = z.infer<typeof receiptLine>;

export const findingKind = z.enum([
  'no-lines',
  'not-confirmed',
  'no-item',
  'no-quantity',
  'no-lot',
  'no-expiry',
  'damaged-too-many',
  'damage-reason',
  'cold-not-noted',
  'expired',
  'short-dated',
  'other-expiry',
  'difference',
  'cold-held',
  'repeat-note',
  'repeat-serial',
  'repeat-goods',
]);
export type FindingKind = z.infer<typeof findingKind>;
export const receiptFinding = z.object({
  /** what a person confirms: another number or day makes it another finding */
  key: z.string(),
  kind: findingKind,
  /** stop: it can't be posted so; ask: somebody has to say that it is right; tell: to know */
  level: z.enum(['stop', 'ask', 'tell']),
  lineId: id.nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ReceiptFinding = z.infer<typeof receiptFinding>;

const head = {
  receiptId: id,
  number: shortText.nullable(),
  status: receiptStatus,
  supplierName: shortText,
  deliveryNote: shortText,
  receivedOn: day,
};
export const receiptRow = z.object({ ...head, lines: z.int(), value: z.int(), createdAt: instant, by: shortText });
export type ReceiptRow = z.infer<typeof receiptRow>;
export const receipt = z.object({
  ...head,
  orderId: z.string().nullable(),
  note: z.string(),
  paper: blobRef.nullable(),
  locationName: shortText,
  createdAt: instant,
  createdBy: shortText,
  postedAt: instant.nullable(),
  postedBy: shortText.nullable(),
  reversedAt: instant.nullable(),
  reversalReason: z.string(),
  repeatReason: z.string(),
  version: z.int(),
});
export type Receipt = z.infer<typeof receipt>;

/** A line as it is typed; what is left out stays. */
const lineChanges = z.object({
  itemId: id.optional(),
  unitsPerPack: unitsPerPack.optional(),
  packs: count.optional(),
  loose: count.optional(),
  lotNumber: shortText.optional(),
  expiry: day.nullable().optional(),
  hasNoExpiry: z.boolean().optional(),
  noted: count.nullable().optional(),
  damaged: count.optional(),
  damagedTo: z.enum(['quarantine', 'refused']).optional(),
  reason: shortText.optional(),
  packCost: money.nullable().optional(),
  arrivalCelsius: celsius.nullable().optional(),
  vvmStage: vvmStage.nullable().optional(),
  isConfirmed: z.literal(true).optional(),
});

/** A line of a delivery note as it stands on the paper; a person compares each. */
export const deliveryLine = z.object({
  /** the words of the goods, and the item of ours that they are taken for: null = a person chooses */
  item: readValue.extend({ match: z.object({ itemId: id, name: shortText, confidence }).nullable() }),
  lot: readValue.nullable(),
  expiry: readValue.nullable(),
  /** a whole number: packs, as such papers count */
  quantity: readValue.nullable(),
  price: readValue.nullable(),
});
export type DeliveryLine = z.infer<typeof deliveryLine>;
export const deliveryDraft = z.object({
  text: z.string(),
  fields: z.object({ supplier: readValue.nullable(), number: readValue.nullable(), date: readValue.nullable() }),
  lines: z.array(deliveryLine),
});
export type DeliveryDraft = z.infer<typeof deliveryDraft>;

/** Goods that arrive. A receipt is kept as it is written, and enters the ledger in one act. */
export const receiving = {
  'receiving.list': query({
    permission: 'InventoryItem.read',
    input: z.object({ show: z.enum(['draft', 'done', 'all']).default('all'), filter: z.string().max(100).default('') }),
    output: z.object({ currency: z.string(), receipts: z.array(receiptRow) }),
  }),
  'receiving.get': query({
    permission: 'InventoryItem.read',
    input: z.object({ receiptId: id }),
    output: z.object({
      receipt,
      lines: z.array(receiptLine),
      findings: z.array(receiptFinding),
      currency: z.string(),
      /** minor units; of the lines with a price */
      value: z.int(),
      /** changes with every word of it: what is posted is what was seen */
      stamp: z.string(),
    }),
  }),
  'receiving.begin': command({
    permission: 'StockMovement.create',
    input: z.object({
      supplierName: shortText.default(''),
      deliveryNote: shortText.default(''),
      orderId: z.string().max(60).nullable().default(null),
    }),
    output: z.object({ receiptId: id }),
  }),
  'receiving.amend': command({
    permission: 'StockMovement.create',
    input: z.object({
      receiptId: id,
      version: z.int(),
      supplierName: shortText.optional(),
      deliveryNote: shortText.optional(),
      receivedOn: day.optional(),
      note: shortText.optional(),
      blobId: id.nullable().optional(),
    }),
    output: z.object({ version: z.int() }),
  }),
  /** One reading of a scanner or camera: a new line, or one pack more of a line. `pack`: which item an unknown GTIN is, remembered from here on. */
  'receiving.scan': command({
    permission: 'StockMovement.create',
    input: z.object({
      receiptId: id,
      gtin,
      lotNumber: z.string().max(20).nullable().default(null),
      expiry: day.nullable().default(null),
      serial: z.string().max(20).nullable().default(null),
      packs: z.int().positive().max(100_000).default(1),
      pack: z.object({ itemId: id, unitsPerPack }).optional(),
      /** the pack's own number was seen before, and it is counted all the same */
      isSeenAgain: z.boolean().default(false),
    }),
    output: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.enum(['added', 'counted']), lineId: id, packs: z.int() }),
      z.object({ outcome: z.literal('unknown') }),
      /** this very pack stands in this receipt already, or came with an earlier one */
      z.object({ outcome: z.literal('seen'), isHere: z.boolean(), number: shortText.nullable(), receivedOn: day }),
    ]),
  }),
  'receiving.addLine': command({
    permission: 'StockMovement.create',
    input: z.object({
      receiptId: id,
      itemId: id.nullable(),
      label: shortText.default(''),
      unitsPerPack: unitsPerPack.optional(),
      packs: count.default(0),
      loose: count.default(0),
      lotNumber: shortText.default(''),
      expiry: day.nullable().default(null),
      noted: count.nullable().default(null),
      ordered: count.nullable().default(null),
      orderLineId: z.string().max(60).nullable().default(null),
      packCost: money.nullable().default(null),
      /** of what was read from paper: then the line waits to be compared */
      confidence: confidence.nullable().default(null),
    }),
    output: z.object({ lineId: id }),
  }),
  'receiving.amendLine': command({
    permission: 'StockMovement.create',
    input: z.object({ lineId: id, version: z.int(), changes: lineChanges }),
    output: z.object({ version: z.int() }),
  }),
  'receiving.removeLine': command({
    permission: 'StockMovement.create',
    input: z.object({ lineId: id, version: z.int() }),
    output: z.object({}),
  }),
  'receiving.discard': command({
    permission: 'StockMovement.create',
    input: z.object({ receiptId: id, version: z.int() }),
    output: z.object({}),
  }),
  /** Into the ledger, all of it or nothing. `confirmed`: the keys of what was asked and is right. */
  'receiving.post': command({
    permission: 'StockMovement.create',
    input: z.object({
      receiptId: id,
      stamp: z.string().max(4000),
      confirmed: z.array(z.string().max(300)).max(2000).default([]),
      repeatReason: shortText.default(''),
    }),
    output: z.object({ number: shortText, lots: z.int(), held: z.int(), value: z.int() }),
  }),
  /** Takes a posted receipt back, whole. */
  'receiving.reverse': command({
    permission: 'StockMovement.adjust',
    input: z.object({ receiptId: id, version: z.int(), reason: shortText.min(3) }),
    output: z.object({ movements: z.int() }),
  }),
  'receiving.print': command({
    permission: 'InventoryItem.read',
    input: z.object({ receiptId: id, locale: z.enum(['en', 'fr']).default('en') }),
    output: blobRef,
  }),
  /** Reads a photographed delivery note on this computer; nothing is received by it. */
  'receiving.readNote': host({ permission: 'StockMovement.create', input: z.object({ blobId: id }), output: deliveryDraft }),
};
