import { z } from 'zod';
import { day, id, shortText } from './common.ts';
import { stockStatus } from './inventory.ts';
import { command, host, query } from './method.ts';

export const stockReportNames = ['stock-out', 'overstock', 'expiry', 'valuation', 'consumption', 'abc-ven', 'movements'] as const;
/** Lists that have a screen of their own, as a table and a file. */
export const stockListNames = [
  'orders',
  'requisitions',
  'suppliers',
  'receipts',
  'stock-takes',
  'recalls',
  'temperatures',
  'blood',
  'equipment',
  'wards',
] as const;
export type StockReportName = (typeof stockReportNames)[number];
const reportOrList = z.enum([...stockReportNames, ...stockListNames]);
export type StockReportOrList = z.infer<typeof reportOrList>;

const columnKind = z.enum(['text', 'number', 'money', 'day']);
const cell = z.union([z.string(), z.number(), z.null()]);
const asked = {
  report: reportOrList,
  /** of 'movements' and 'consumption'; others are of today */
  from: day.optional(),
  to: day.optional(),
  locale: z.enum(['en', 'fr']).default('en'),
};

const stockTable = z.object({
  columns: z.array(z.object({ head: shortText, kind: columnKind })),
  /** money in minor units, quantities in dispensing units */
  rows: z.array(z.object({ itemId: id.nullable(), cells: z.array(cell) })),
  /** rows that the answer leaves out: a file has them all */
  notShown: z.int(),
  /** what a row of bars shows: months, categories, classes */
  chart: z.object({ kind: columnKind, bars: z.array(z.object({ label: shortText, value: z.number() })) }).nullable(),
  currency: shortText,
  from: day.nullable(),
  to: day.nullable(),
});
export type StockTable = z.infer<typeof stockTable>;

const view = z.object({
  filter: z.string().trim().max(100),
  status: stockStatus.nullable(),
  sort: z.enum(['name', 'on-hand', 'expiry', 'status']),
});

export const stockReports = {
  'stockReports.of': query({
    permission: 'InventoryItem.read',
    input: z.object(asked).refine((input) => (input.from ?? '') <= (input.to ?? '9'), { path: ['from'] }),
    output: stockTable,
  }),
  /** The whole of it as a file, told in the audit. */
  'stockReports.export': host({
    permission: 'MeasureReport.create',
    input: z
      .object({ ...asked, format: z.enum(['csv', 'xlsx', 'pdf']) })
      .refine((input) => (input.from ?? '') <= (input.to ?? '9'), { path: ['from'] }),
    output: z.object({ name: shortText, mediaType: shortText, base64: z.string(), rows: z.int() }),
  }),
  /** 60 x 40 mm, one page a label: for the shelf of an item, or for each of its lots that is here. @throws 'not_found', 'label.no_lots' */
  'stockReports.labels': host({
    permission: 'InventoryItem.read',
    input: z.object({
      itemId: id,
      kind: z.enum(['shelf', 'lots']),
      copies: z.int().min(1).max(50).default(1),
      locale: z.enum(['en', 'fr']).default('en'),
    }),
    output: z.object({ name: shortText, mediaType: shortText, base64: z.string(), rows: z.int() }),
  }),
  /** Filters of the stock list that somebody kept by name; one's own. */
  'stockViews.list': query({
    permission: 'InventoryItem.read',
    input: z.object({}),
    output: z.object({ views: z.array(view.extend({ viewId: id, name: shortText })) }),
  }),
  /** The same name again replaces it. @throws 'stock_view.too_many' */
  'stockViews.save': command({
    permission: 'InventoryItem.read',
    input: view.extend({ name: shortText.min(1).max(60) }),
    output: z.object({ viewId: id }),
  }),
  /** @throws 'not_found' also of somebody else's */
  'stockViews.remove': command({ permission: 'InventoryItem.read', input: z.object({ viewId: id }), output: z.object({}) }),
};
