import { z } from 'zod';
import { day, id, instant, page, quantity, shortText } from './common.ts';
import { packFacts, storeFacts } from './itemFacts.ts';
import { command, host, query } from './method.ts';

/** What a medicine is to others: matched across facilities whose item ids, names and pack sizes differ. */
export const product = z.object({
  ingredients: z.array(z.object({ inn: shortText, strength: z.number().nullable(), unit: shortText.nullable() })).min(1),
  form: shortText,
  unit: shortText,
  atc: shortText.nullable(),
});
export type Product = z.infer<typeof product>;

export const stockStatus = z.enum(['out', 'low', 'ok', 'over']);
export const itemRow = z.object({
  itemId: id,
  name: shortText,
  form: shortText,
  unit: shortText,
  packSize: z.int(),
  atc: shortText.nullable(),
  onHand: z.int(),
  usable: z.int(),
  reorderLevel: z.int(),
  status: stockStatus,
  nearestExpiry: day.nullable(),
  isControlled: z.boolean(),
  isColdChain: z.boolean(),
  /** average monthly consumption, dispensing units, last 3 full months; null = no history */
  amc: z.number().nullable(),
});
export type ItemRow = z.infer<typeof itemRow>;

export const locationKind = z.enum(['store', 'shelf', 'fridge', 'ward', 'quarantine']);
export const lotRow = z.object({
  lotId: id,
  lotNumber: shortText,
  expiry: day.nullable(),
  status: z.enum(['active', 'on-hold', 'recalled']),
  locationId: id,
  locationName: shortText,
  locationKind,
  /** handed out to patients from here */
  isDispensable: z.boolean(),
  onHand: z.int(),
  /** of them kept back for an order, a transfer or a crossmatch */
  reserved: z.int(),
  /** what lies there is worth, minor units of the facility's currency */
  value: z.int(),
  /** dispensing units of the packs it came in */
  packSize: z.int(),
});
/** Why a lot is not to be used. */
export const lotHold = z.object({
  lotId: id,
  status: z.enum(['on-hold', 'recalled']),
  reason: z.string(),
  heldAt: instant,
  by: shortText,
  /** said by a person about this lot; otherwise it belongs to a recall or an excursion and ends there */
  isOwn: z.boolean(),
});
export const movementRow = z.object({
  id,
  movedAt: instant,
  localDate: day,
  reason: shortText,
  quantity: z.int(),
  /** minor units, signed like the quantity */
  value: z.int(),
  lotNumber: shortText,
  locationName: shortText,
  /** of the item, or of the place that was asked for; as the ledger knows it today */
  balanceAfter: z.int(),
  /** written down on a later day than it happened: then when */
  recordedAt: instant.nullable(),
  by: shortText,
  note: z.string(),
  reversesId: id.nullable(),
  isReversed: z.boolean(),
});

export const locationRow = z.object({
  locationId: id,
  name: shortText,
  kind: locationKind,
  isDispensable: z.boolean(),
  departmentId: id.nullable(),
  departmentName: shortText.nullable(),
  isActive: z.boolean(),
  /** how many items lie there */
  items: z.int(),
  version: z.int(),
});
export type LocationRow = z.infer<typeof locationRow>;

const locationFields = z.object({
  name: shortText.min(2),
  kind: locationKind.exclude(['quarantine']),
  isDispensable: z.boolean(),
  departmentId: id.nullable().default(null),
});

const held = z.object({ onHand: z.int(), value: z.int() });
const stockCardRange = z.object({ itemId: id, from: day, to: day, locationId: id.optional() });

/** When it happened, if not today: needs StockMovement.backdate, at most a year back. */
const movedOn = day.optional();
const moved = z.object({ movementId: id, onHand: z.int() });
const fromLot = z.object({ lotId: id, locationId: id, quantity, note: shortText.default(''), movedOn });

export const inventory = {
  'inventory.items': query({
    permission: 'InventoryItem.read',
    input: page.extend({
      filter: z.string().max(100).default(''),
      status: stockStatus.optional(),
      sort: z.enum(['name', 'on-hand', 'expiry', 'status']).default('name'),
      limit: z.int().positive().max(10_000).default(5000),
    }),
    output: z.object({ total: z.int(), items: z.array(itemRow) }),
  }),
  'inventory.item': query({
    permission: 'InventoryItem.read',
    input: z.object({ itemId: id }),
    output: z.object({
      item: itemRow,
      product,
      /** minor units of the currency, of all that lies here; one dispensing unit of it is worth value / on hand (weighted average) */
      value: z.int(),
      currency: shortText,
      lots: z.array(lotRow),
      holds: z.array(lotHold),
      movements: z.array(movementRow),
    }),
  }),
  /** The stock card (bin card) from one day to another, of the item or of one place. */
  'inventory.stockCard': query({
    permission: 'InventoryItem.read',
    input: stockCardRange,
    output: z.object({
      opening: held,
      closing: held,
      /** newest first */
      movements: z.array(movementRow.extend({ valueAfter: z.int() })),
      total: z.int(),
    }),
  }),
  'inventory.exportStockCard': host({
    permission: 'InventoryItem.read',
    input: stockCardRange.extend({ format: z.enum(['csv', 'pdf']), locale: z.enum(['en', 'fr']).default('en') }),
    output: z.object({ name: shortText, mediaType: shortText, base64: z.string(), rows: z.int() }),
  }),
  'inventory.locations': query({
    permission: 'InventoryItem.read',
    input: z.object({}),
    output: z.object({ locations: z.array(locationRow), departments: z.array(z.object({ departmentId: id, name: shortText })) }),
  }),
  /** @throws 'location.name_taken' */
  'inventory.addLocation': command({
    permission: 'InventoryItem.update',
    input: locationFields,
    output: z.object({ locationId: id }),
  }),
  /** @throws 'location.name_taken', 'location.not_empty', 'location.last', 'version.conflict' */
  'inventory.amendLocation': command({
    permission: 'InventoryItem.update',
    input: locationFields.omit({ kind: true }).extend({ locationId: id, isActive: z.boolean(), version: z.int() }),
    output: z.object({ version: z.int() }),
  }),
  'inventory.addItem': command({
    permission: 'InventoryItem.create',
    input: z.object({
      name: shortText.min(2),
      product,
      packSize: z.int().positive().max(100_000),
      reorderLevel: z.int().nonnegative().default(0),
      isControlled: z.boolean().default(false),
      isColdChain: z.boolean().default(false),
      ...storeFacts,
      /** none: one pack of `packSize` */
      packs: z.array(packFacts).max(30).default([]),
    }),
    output: z.object({ itemId: id }),
  }),
  'inventory.receive': command({
    permission: 'StockMovement.create',
    input: z.object({
      itemId: id,
      lotNumber: shortText.min(1),
      expiry: day.nullable(),
      quantity,
      /** minor units a dispensing unit */
      unitCost: z.int().nonnegative().max(100_000_000).optional(),
      /** dispensing units of its packs, where they differ from the item's */
      packSize: z.int().positive().max(100_000).optional(),
      note: shortText.default(''),
      movedOn,
    }),
    output: z.object({ movementId: id, lotId: id, onHand: z.int() }),
  }),
  /** A loss, a found pack or a count: says why. */
  'inventory.adjust': command({
    permission: 'StockMovement.adjust',
    input: z.object({
      lotId: id,
      locationId: id,
      quantity: z.int().min(-10_000_000).max(10_000_000),
      reason: z.enum(['adjustment', 'expired', 'damaged', 'count-variance', 'return-to-supplier']),
      note: shortText.min(3),
      movedOn,
    }),
    output: z.object({ movementId: id, onHand: z.int() }),
  }),
  /** The first day for which a movement can still be entered: a year back, or the day on which the lot came. */
  'inventory.earliestDay': query({
    permission: 'StockMovement.backdate',
    input: z.object({ lotId: id.optional() }),
    output: z.object({ earliest: day }),
  }),
  /** From one place here to another; no consumption. @throws 'stock.same_place', 'stock.place_closed' */
  'inventory.moveLot': command({
    permission: 'StockMovement.create',
    input: fromLot.extend({ to: id }),
    output: moved,
  }),
  /** Used up by a department: it leaves the stock and counts as consumption. */
  'inventory.issueToWard': command({
    permission: 'StockMovement.create',
    input: fromLot.extend({ departmentId: id }),
    output: moved,
  }),
  /** What a patient brings back never goes to another one: it comes into quarantine. @throws 'stock.returned_too_much' { handedOut } */
  'inventory.returnFromPatient': command({
    permission: 'StockMovement.create',
    input: z.object({ lotId: id, quantity, note: shortText.min(3), movedOn }),
    output: moved,
  }),
  /** The opposite of one movement, or of both of a move between two places. */
  'inventory.reverse': command({
    permission: 'StockMovement.adjust',
    input: z.object({ movementId: id, note: shortText.min(3) }),
    output: z.object({ movementId: id, onHand: z.int() }),
  }),
  /** Nobody is offered this lot until it is released. */
  'inventory.holdLot': command({
    permission: 'StockMovement.adjust',
    input: z.object({ lotId: id, reason: shortText.min(3) }),
    output: z.object({}),
  }),
  /** Takes back what a person said; a recall or an excursion is taken back where it was made. @throws 'stock.not_on_hold' */
  'inventory.releaseLot': command({
    permission: 'StockMovement.adjust',
    input: z.object({ lotId: id, reason: shortText.min(3) }),
    output: z.object({}),
  }),
  'inventory.setReorderLevel': command({
    permission: 'InventoryItem.update',
    input: z.object({
      itemId: id,
      reorderLevel: z.int().nonnegative(),
      /** the level that the editor started from; 'version.conflict' when it is another one by now */
      seen: z.int().nonnegative().optional(),
    }),
    output: z.object({}),
  }),
};
