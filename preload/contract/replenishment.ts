import { z } from 'zod';
import { day, id, shortText } from './common.ts';
import { command, host, query } from './method.ts';

/** Of 1000 times, how often the stock is to last until the next delivery. */
export const serviceLevels = [800, 850, 900, 950, 975, 990] as const;
export const consumptionMonths = [3, 6, 12] as const;

export const replenishmentSettings = z.object({
  consumptionMonths: z.literal(consumptionMonths),
  /** from the order to the shelf, where neither the item nor its supplier has one of its own */
  leadTimeDays: z.int().min(0).max(730),
  /** between two orders */
  reviewDays: z.int().min(1).max(365),
  serviceLevel: z.literal(serviceLevels),
  version: z.int().positive(),
});
export type ReplenishmentSettings = z.infer<typeof replenishmentSettings>;

/** Dispensing units and days of a stretch of time. */
const use = z.object({
  issued: z.int(),
  /** asked and not given, on days with stock */
  unmet: z.int(),
  days: z.int(),
  daysWithout: z.int(),
});

/** How an average monthly consumption came about. */
export const consumptionWorking = z.object({
  amc: z.number().nullable(),
  /** the months counted, `to` exclusive; more than the setting where those had too few days with stock */
  months: z.int(),
  from: day,
  to: day,
  firstDay: day.nullable(),
  /** the sum of the months */
  total: use.nullable(),
  byMonth: z.array(use.extend({ month: z.string() })),
});
export type ConsumptionWorking = z.infer<typeof consumptionWorking>;

/** When to order and how much, dispensing units, with everything that it rests on. */
export const reorderWorking = z.object({
  amc: z.number().nullable(),
  usable: z.int(),
  onOrder: z.int(),
  /** of the usable: will expire before it is used and before an order would be here */
  expiring: z.int(),
  leadTimeDays: z.int(),
  leadTimeFrom: z.enum(['item', 'supplier', 'facility']),
  reviewDays: z.int(),
  serviceLevel: z.literal(serviceLevels),
  z: z.number(),
  /** sample standard deviation of monthly use; null = fewer than three months to compare */
  deviation: z.number().nullable(),
  deviationMonths: z.int(),
  safetyStock: z.int(),
  safetyFrom: z.enum(['spread', 'half', 'none']),
  minimum: z.int(),
  maximum: z.int().nullable(),
  limitedBy: z.enum(['minimum', 'maximum']).nullable(),
  reorderPoint: z.int(),
  upTo: z.int(),
  packSize: z.int(),
  packs: z.int(),
  /** packs in dispensing units */
  quantity: z.int(),
  runsOutOn: day.nullable(),
});
export type ReorderWorking = z.infer<typeof reorderWorking>;

/** A lot of which something will be left on its last day, at the present use. Values in minor units of currency. */
export const wasteRow = z.object({
  itemId: id,
  itemName: shortText,
  form: shortText,
  unit: shortText,
  lotId: id,
  lotNumber: shortText,
  expiry: day,
  isExpired: z.boolean(),
  onHand: z.int(),
  waste: z.int(),
  wasteValue: z.int(),
});
export type WasteRow = z.infer<typeof wasteRow>;

export const suggestedLine = reorderWorking.extend({
  itemId: id,
  itemName: shortText,
  form: shortText,
  unit: shortText,
  ven: z.enum(['V', 'E', 'N']).nullable(),
  /** minor units a dispensing unit: the item's price, or what its newest lot cost; null = nothing known */
  unitPrice: z.number().nullable(),
  /** of the whole quantity */
  cost: z.int().nullable(),
  /** what the budget allows of it, most urgent first; without a budget all of it */
  packsWithin: z.int(),
});
export type SuggestedLine = z.infer<typeof suggestedLine>;

const budget = z.int().nonnegative().max(100_000_000_000).nullable().default(null);
const file = z.object({ name: shortText, mediaType: shortText, base64: z.string(), rows: z.int() });
const printed = { format: z.enum(['csv', 'xlsx', 'pdf']), locale: z.enum(['en', 'fr']).default('en') };

export const replenishment = {
  'replenishment.settings': query({ permission: 'InventoryItem.read', input: z.object({}), output: replenishmentSettings }),
  /** @throws 'version.conflict' */
  'replenishment.amendSettings': command({
    permission: 'Organization.update',
    input: replenishmentSettings.extend({ reason: shortText.default('') }),
    output: z.object({ version: z.int() }),
  }),
  /** Why the figures of an item are what they are. @throws 'not_found' */
  'replenishment.ofItem': query({
    permission: 'InventoryItem.read',
    input: z.object({ itemId: id }),
    output: z.object({ unit: shortText, consumption: consumptionWorking, reorder: reorderWorking, waste: z.array(wasteRow) }),
  }),
  /** What to order now, first what runs out first. */
  'replenishment.suggested': query({
    permission: 'InventoryItem.read',
    input: z.object({ budget }),
    output: z.object({
      lines: z.array(suggestedLine),
      /** minor units, of the lines with a price; `withoutPrice` have none */
      total: z.int(),
      totalWithin: z.int(),
      withoutPrice: z.int(),
      currency: z.string(),
      settings: replenishmentSettings,
    }),
  }),
  /** What will expire on the shelf, soonest first. */
  'replenishment.waste': query({
    permission: 'InventoryItem.read',
    input: z.object({}),
    output: z.object({ lots: z.array(wasteRow), value: z.int(), currency: z.string() }),
  }),
  /** The suggested order with the packs as they were edited and the sentence as it was read, or the expected waste; told in the audit. */
  'replenishment.export': host({
    permission: 'InventoryItem.read',
    input: z.discriminatedUnion('list', [
      z.object({
        list: z.literal('suggested'),
        lines: z.array(z.object({ itemId: id, packs: z.int().nonnegative().max(100_000), why: z.string().trim().max(500) })).max(10_000),
        ...printed,
      }),
      z.object({ list: z.literal('waste'), ...printed }),
    ]),
    output: file,
  }),
};
