import { z } from 'zod';
import { day, id, instant, page, quantity, shortText } from './common.ts';
import { command, query } from './method.ts';

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

export const lotRow = z.object({
  lotId: id,
  lotNumber: shortText,
  expiry: day.nullable(),
  status: z.enum(['active', 'on-hold', 'recalled']),
  locationId: id,
  locationName: shortText,
  onHand: z.int(),
});
export const movementRow = z.object({
  id,
  movedAt: instant,
  localDate: day,
  reason: shortText,
  quantity: z.int(),
  lotNumber: shortText,
  balanceAfter: z.int(),
  by: shortText,
  note: z.string(),
  reversesId: id.nullable(),
  isReversed: z.boolean(),
});

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
    output: z.object({ item: itemRow, product, lots: z.array(lotRow), movements: z.array(movementRow) }),
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
      unitCost: z.int().nonnegative().max(100_000_000).optional(),
      note: shortText.default(''),
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
      reason: z.enum(['adjustment', 'expired', 'damaged', 'count-variance']),
      note: shortText.min(3),
    }),
    output: z.object({ movementId: id, onHand: z.int() }),
  }),
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
