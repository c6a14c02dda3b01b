import { z } from 'zod';
import { id, instant, shortText } from './common.ts';
import { errorCodes } from './errors.ts';
import { product } from './inventory.ts';
import { packFacts, storeFacts } from './itemFacts.ts';
import { command, host, query } from './method.ts';

const locale = z.enum(['en', 'fr']).default('en');
const pack = packFacts.required({ packId: true });
const facts = z.object({
  name: shortText.min(2),
  product,
  reorderLevel: z.int().nonnegative().max(10_000_000),
  isControlled: z.boolean(),
  isColdChain: z.boolean(),
  ...storeFacts,
});

/** What a column of a list can hold. `price` and `unitCost` in the currency's major unit, everything counted in dispensing units. */
export const importField = z.enum([
  'name',
  'ingredient',
  'strength',
  'form',
  'unit',
  'atc',
  'category',
  'programme',
  'ven',
  'packSize',
  'packName',
  'gtin',
  'reorderLevel',
  'minimum',
  'maximum',
  'leadTimeDays',
  'price',
  'isControlled',
  'isColdChain',
  'quantity',
  'lotNumber',
  'expiry',
  'unitCost',
]);
export type ImportField = z.infer<typeof importField>;

/** How a list is read: the field of each column (null: not used), how it writes decimals and days, and what is done with items that are here already. */
export const importReading = z.object({
  fields: z.array(importField.nullable()).max(256),
  decimal: z.enum(['.', ',']),
  dayOrder: z.enum(['day-first', 'month-first']),
  onMatch: z.enum(['update', 'skip']),
});
export type ImportReading = z.infer<typeof importReading>;

/** One thing that is wrong in one row; a row with any is left out. `row` as the spreadsheet counts. `text` says what is wrong and what to do. */
export const importProblem = z.object({ row: z.int(), column: z.string(), value: z.string(), text: z.string() });
export type ImportProblem = z.infer<typeof importProblem>;

const counts = z.object({
  rows: z.int(),
  /** items */
  add: z.int(),
  update: z.int(),
  skip: z.int(),
  lots: z.int(),
  /** rows */
  bad: z.int(),
});
export type ImportCounts = z.infer<typeof counts>;

export const importRun = z.object({
  importId: id,
  fileName: shortText,
  status: z.enum(['running', 'done', 'cancelled', 'failed']),
  rows: z.int(),
  done: z.int(),
  added: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  lots: z.int(),
  bad: z.int(),
  startedAt: instant,
  endedAt: instant.nullable(),
  /** items that the stock refused while they came in, the first of them; known until the facility is started again */
  refused: z.array(z.object({ row: z.int(), name: z.string(), code: z.enum(errorCodes), data: z.record(z.string(), z.string()) })),
});
export type ImportRun = z.infer<typeof importRun>;

const file = { blobId: id, locale };

export const items = {
  'items.get': query({
    permission: 'InventoryItem.read',
    input: z.object({ itemId: id }),
    output: facts.extend({
      version: z.int(),
      packs: z.array(pack),
      /** something of it was received or counted: its unit stays */
      isUnitFixed: z.boolean(),
    }),
  }),
  'items.packs': query({
    permission: 'InventoryItem.read',
    input: z.object({ itemId: id }),
    output: z.object({ unit: shortText, packs: z.array(pack) }),
  }),
  /** Whose pack a scanned number is on; null where nobody has said so yet. Any of GTIN-8, -12, -13, -14. @throws 'item.gtin_invalid' */
  'items.findByGtin': query({
    permission: 'InventoryItem.read',
    input: z.object({ gtin: z.string().max(40) }),
    output: z.object({
      found: z.object({ itemId: id, name: shortText, unit: shortText, pack }).nullable(),
    }),
  }),
  /** Categories and programmes that are in use, to choose from; the currency that prices are in. */
  'items.choices': query({
    permission: 'InventoryItem.read',
    input: z.object({}),
    output: z.object({ categories: z.array(shortText), programmes: z.array(shortText), currency: shortText, minorDigits: z.int() }),
  }),
  /** Packs that are left out are not offered any more. @throws 'version.conflict', 'item.unit_fixed' { unit }, 'item.gtin_invalid', 'item.gtin_taken', 'item.levels' */
  'items.update': command({
    permission: 'InventoryItem.update',
    input: facts.extend({ itemId: id, version: z.int(), packs: z.array(packFacts).min(1).max(30) }),
    output: z.object({ version: z.int() }),
  }),
  /** The list as a file, a line a pack. Told in the audit. */
  'items.export': host({
    permission: 'InventoryItem.read',
    input: z.object({ format: z.enum(['csv', 'xlsx', 'pdf']), filter: z.string().max(100).default(''), locale }),
    output: z.object({ name: shortText, mediaType: shortText, base64: z.string(), rows: z.int() }),
  }),
  /**
   * What a list holds and what an import of it would do; nothing is written. Without `reading` the columns are guessed by their heads.
   * @throws 'import.empty', 'import.no_name', 'spreadsheet.not_xlsx', 'spreadsheet.damaged', 'spreadsheet.too_large'
   */
  'items.previewImport': query({
    permission: 'InventoryItem.create',
    input: z.object({ ...file, reading: importReading.optional() }),
    output: z.object({
      fileName: shortText,
      columns: z.array(z.object({ head: z.string(), samples: z.array(z.string()) })),
      reading: importReading,
      counts,
      /** the first of them; `problemCount` says how many there are */
      problems: z.array(importProblem),
      problemCount: z.int(),
    }),
  }),
  /** Begins in the background; rows that are wrong are left out. The same file again goes on where it stopped. @throws 'import.running', and what the preview refuses */
  'items.import': command({
    permission: 'InventoryItem.create',
    input: z.object({ ...file, reading: importReading }),
    output: z.object({ importId: id }),
  }),
  'items.cancelImport': command({ permission: 'InventoryItem.create', input: z.object({}), output: z.object({}) }),
  /** The last one and how far it is. */
  'items.imports': query({
    permission: 'InventoryItem.create',
    input: z.object({}),
    output: z.object({ last: importRun.nullable() }),
  }),
  /** The rows that are wrong, as they stood in the file, with what is wrong: to be corrected and imported again. */
  'items.badRows': host({
    permission: 'InventoryItem.create',
    input: z.object({ ...file, reading: importReading }),
    output: z.object({ name: shortText, mediaType: shortText, base64: z.string(), rows: z.int() }),
  }),
};
