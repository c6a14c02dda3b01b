import { z } from 'zod';
import { historyEntry } from './audit.ts';
import { day, id, longText, shortText } from './common.ts';
import { command, query } from './method.ts';

/** Measured from orders sent and what came of them; null where nothing came yet. Days are calendar days, fill rate is 0 to 1. */
export const supplierFigures = z.object({
  /** orders that were sent */
  orders: z.int(),
  /** order lines of which something came: what the lead time rests on */
  deliveries: z.int(),
  leadTimeP50: z.int().nullable(),
  leadTimeP90: z.int().nullable(),
  /** orders that are over: what the fill rate rests on */
  finished: z.int(),
  fillRate: z.number().nullable(),
});
export type SupplierFigures = z.infer<typeof supplierFigures>;

const currency = z.string().regex(/^[A-Z]{3}$/);
export const supplierProfile = z.object({
  name: shortText.min(2),
  isDepot: z.boolean().default(false),
  contactName: shortText.default(''),
  phone: shortText.default(''),
  email: z.union([z.literal(''), z.email().max(200)]).default(''),
  address: z.string().trim().max(500).default(''),
  accountNumber: shortText.default(''),
  currency,
  paymentTerms: shortText.default(''),
  note: longText.default(''),
  isActive: z.boolean().default(true),
});
export type SupplierProfile = z.infer<typeof supplierProfile>;

export const priceRow = z.object({
  supplierItemId: id,
  itemId: id,
  itemName: shortText,
  unit: shortText,
  /** dispensing units a pack */
  packSize: z.int(),
  /** minor units of the supplier's currency a pack */
  price: z.int(),
  minimumPacks: z.int(),
  code: shortText,
  validFrom: day,
});
export type PriceRow = z.infer<typeof priceRow>;

const price = z.object({
  itemId: id,
  packSize: z.int().positive().max(100_000),
  price: z.int().nonnegative().max(1_000_000_000),
  minimumPacks: z.int().positive().max(100_000).default(1),
  code: shortText.default(''),
  validFrom: day,
});

/** Why a row of a price list was left out, or 'ready'. */
const priceRowState = z.enum([
  'ready',
  'no-item',
  'ambiguous-item',
  'no-pack-size',
  'no-price',
  'bad-minimum',
  'bad-day',
  'repeated',
  'unchanged',
]);
export const priceField = z.enum(['item', 'code', 'packSize', 'price', 'minimumPacks', 'validFrom']);
export type PriceField = z.infer<typeof priceField>;
/** Columns of the file by their place, 0 the first; a field without one is left out. */
const priceColumns = z.partialRecord(priceField, z.int().min(0).max(500));
const priceFile = { supplierId: id, text: z.string().max(2_000_000), columns: priceColumns.optional() };

/** One supplier weighed for one item. */
export const offer = z.object({
  supplierId: id,
  supplierName: shortText,
  isDepot: z.boolean(),
  currency,
  packSize: z.int(),
  price: z.int(),
  minimumPacks: z.int(),
  code: shortText,
  /** minor units a dispensing unit, for comparing packs of different sizes */
  unitPrice: z.number(),
  figures: supplierFigures,
  lastSuppliedOn: day.nullable(),
  /** what speaks for and against it: the screen makes the sentence */
  reasons: z.array(
    z.object({
      code: z.enum([
        'cheapest',
        'dearer',
        'other-currency',
        'fastest',
        'slower',
        'lead-time',
        'no-history',
        'fill-rate',
        'low-fill-rate',
        'supplied-before',
        'never-supplied',
        'only-one',
      ]),
      /** per cent, or days */
      value: z.number().nullable(),
      on: day.nullable(),
    }),
  ),
});
export type Offer = z.infer<typeof offer>;

export const suppliers = {
  'suppliers.list': query({
    permission: 'SupplyRequest.read',
    input: z.object({ filter: z.string().max(100).default(''), includeInactive: z.boolean().default(false) }),
    output: z.object({
      suppliers: z.array(
        z.object({
          supplierId: id,
          name: shortText,
          isDepot: z.boolean(),
          isActive: z.boolean(),
          phone: shortText,
          currency,
          items: z.int(),
          open: z.int(),
          figures: supplierFigures,
        }),
      ),
    }),
  }),
  'suppliers.get': query({
    permission: 'SupplyRequest.read',
    input: z.object({ supplierId: id }),
    output: z.object({
      supplierId: id,
      version: z.int(),
      profile: supplierProfile,
      figures: supplierFigures,
      prices: z.array(priceRow),
      orders: z.array(z.object({ orderId: id, number: shortText, status: shortText, createdOn: day, expectedOn: day.nullable() })),
    }),
  }),
  'suppliers.history': query({
    permission: 'SupplyRequest.read',
    input: z.object({ supplierId: id }),
    output: z.object({ entries: z.array(historyEntry) }),
  }),
  'suppliers.add': command({ permission: 'Supplier.update', input: supplierProfile, output: z.object({ supplierId: id }) }),
  'suppliers.amend': command({
    permission: 'Supplier.update',
    input: z.object({ supplierId: id, version: z.int().positive(), profile: supplierProfile }),
    output: z.object({ version: z.int() }),
  }),
  /** A price that begins on a day; the same day and pack again corrects it. */
  'suppliers.setPrice': command({
    permission: 'Supplier.update',
    input: price.extend({ supplierId: id }),
    output: z.object({ supplierItemId: id }),
  }),
  /** From today on they no longer have it; what was stays readable. */
  'suppliers.endPrice': command({
    permission: 'Supplier.update',
    input: z.object({ supplierItemId: id }),
    output: z.object({}),
  }),
  /** Reads a price list and says of every row what would become of it; nothing is stored. */
  'suppliers.previewPrices': query({
    permission: 'Supplier.update',
    input: z.object(priceFile),
    output: z.object({
      header: z.array(z.string()),
      columns: priceColumns,
      rows: z.array(
        z.object({
          /** data rows counted from 1 */
          row: z.int(),
          state: priceRowState,
          shown: z.string(),
          itemName: shortText.nullable(),
          packSize: z.int().nullable(),
          price: z.int().nullable(),
        }),
      ),
      ready: z.int(),
      leftOut: z.int(),
    }),
  }),
  /** Stores the rows that are ready. */
  'suppliers.importPrices': command({
    permission: 'Supplier.update',
    input: z.object(priceFile),
    output: z.object({ stored: z.int(), leftOut: z.int() }),
  }),
  /** Who sells each of these, best first, with what speaks for it. */
  'suppliers.recommend': query({
    permission: 'SupplyRequest.read',
    input: z.object({
      lines: z
        .array(z.object({ itemId: id, quantity: z.int().positive().max(10_000_000) }))
        .min(1)
        .max(2000),
    }),
    output: z.object({
      items: z.array(z.object({ itemId: id, offers: z.array(offer) })),
      /** suppliers for the whole, the one who has most of it at the least cost first; `total` in minor units of the currency */
      whole: z.array(
        z.object({
          supplierId: id,
          supplierName: shortText,
          currency,
          has: z.int(),
          of: z.int(),
          total: z.int(),
          figures: supplierFigures,
        }),
      ),
    }),
  }),
};
