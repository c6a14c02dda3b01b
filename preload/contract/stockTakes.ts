import { z } from 'zod';
import { day, id, instant, shortText } from './common.ts';
import { command, host, query } from './method.ts';

export const abcClass = z.enum(['A', 'B', 'C']);
export type AbcClass = z.infer<typeof abcClass>;

export const stockTakeStatus = z.enum(['counting', 'review', 'approved', 'cancelled']);
export const varianceReasons = [
  'recording-error',
  'unrecorded-issue',
  'unrecorded-receipt',
  'wrong-lot',
  'pack-size',
  'expired-removed',
  'damaged',
  'missing',
  'found',
  'unknown',
] as const;
export const varianceReason = z.enum(varianceReasons);
export type VarianceReason = z.infer<typeof varianceReason>;

const round = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const letter = z.string().regex(/^[A-Z]$/);

/** What is counted: all of these that are given must fit. A cyclic take names classes and takes what is due in them, most overdue first. */
export const stockTakeScope = z.object({
  locationId: id.optional(),
  category: shortText.optional(),
  programme: shortText.optional(),
  fromLetter: letter.optional(),
  toLetter: letter.optional(),
  onlyControlled: z.boolean().default(false),
  classes: z.array(abcClass).max(3).default([]),
  /** of a cyclic take: at most so many items */
  items: z.int().positive().max(5000).default(50),
});
export type StockTakeScope = z.infer<typeof stockTakeScope>;
const kind = z.enum(['full', 'partial', 'cyclic']);

export const stockTakeRow = z.object({
  stockTakeId: id,
  number: shortText,
  kind,
  isFrozen: z.boolean(),
  isBlind: z.boolean(),
  counters: z.int(),
  scope: stockTakeScope,
  locationName: shortText.nullable(),
  status: stockTakeStatus,
  startedAt: instant,
  startedBy: shortText,
  submittedAt: instant.nullable(),
  closedAt: instant.nullable(),
  closedBy: shortText.nullable(),
  isSelfApproved: z.boolean(),
  cancelReason: shortText,
  lines: z.int(),
  /** lines whose quantity is settled */
  decided: z.int(),
  version: z.int(),
});
export type StockTakeRow = z.infer<typeof stockTakeRow>;

/** One lot at one place, as whoever counts in this round may see it. */
export const countLine = z.object({
  lineId: id,
  itemId: id,
  name: shortText,
  form: shortText,
  unit: shortText,
  packSize: z.int(),
  lotNumber: shortText,
  expiry: day.nullable(),
  locationName: shortText,
  isFound: z.boolean(),
  /** null: the count is blind */
  book: z.int().nullable(),
  /** of this round only; null = not counted yet */
  quantity: z.int().nullable(),
  countedBy: shortText.nullable(),
  /** somebody else may not count it in this round as well: they counted it in the other */
  isOthers: z.boolean(),
  /** stock was reversed or dated back since: count again */
  needsRecount: z.boolean(),
});
export type CountLine = z.infer<typeof countLine>;

export const varianceLine = z.object({
  lineId: id,
  itemId: id,
  name: shortText,
  form: shortText,
  unit: shortText,
  lotNumber: shortText,
  expiry: day.nullable(),
  locationName: shortText,
  isFound: z.boolean(),
  isControlled: z.boolean(),
  state: z.enum(['uncounted', 'second', 'third', 'decided']),
  /** at the moment of counting */
  book: z.int().nullable(),
  counted: z.int().nullable(),
  variance: z.int().nullable(),
  /** minor units of currency, signed like the variance */
  value: z.int(),
  reason: varianceReason.nullable(),
  note: shortText,
  countedBy: z.array(shortText),
});
export type VarianceLine = z.infer<typeof varianceLine>;

const which = { stockTakeId: id };
const count = z.object({
  lineId: id,
  /** dispensing units; null takes back what was typed */
  quantity: z.int().nonnegative().max(10_000_000).nullable(),
  /** what the counter saw there before typing: another figure by somebody else is not written over */
  seen: z.int().nonnegative().nullable().default(null),
  /** milliseconds since it was typed: the book is compared as it was then */
  agoMs: z.int().nonnegative().max(600_000).default(0),
});

export const stockTakes = {
  'stockTakes.list': query({
    permission: 'InventoryItem.read',
    input: z.object({}),
    output: z.object({ stockTakes: z.array(stockTakeRow) }),
  }),
  /** What can be chosen, how many lines the choice has, and what is due by class. */
  'stockTakes.plan': query({
    permission: 'StockTake.create',
    input: z.object({ kind: kind.default('full'), scope: stockTakeScope.default({ onlyControlled: false, classes: [], items: 50 }) }),
    output: z.object({
      lines: z.int(),
      items: z.int(),
      locations: z.array(z.object({ locationId: id, name: shortText })),
      categories: z.array(shortText),
      programmes: z.array(shortText),
      cycles: z.array(
        z.object({
          class: abcClass,
          items: z.int(),
          due: z.int(),
          intervalDays: z.int(),
          proposedDays: z.int(),
          /** 0: never set */
          version: z.int(),
        }),
      ),
    }),
  }),
  /** The facility's own choice. @throws 'version.conflict' */
  'stockTakes.setCycle': command({
    permission: 'StockTake.approve',
    input: z.object({ class: abcClass, intervalDays: z.int().min(1).max(1100), version: z.int().nonnegative() }),
    output: z.object({ version: z.int() }),
  }),
  /** @throws 'stock_take.empty', 'stock_take.overlaps' { number } when a lot stands on another open take */
  'stockTakes.start': command({
    permission: 'StockTake.create',
    input: z.object({
      kind,
      scope: stockTakeScope,
      isFrozen: z.boolean().default(false),
      isBlind: z.boolean().default(true),
      counters: z.union([z.literal(1), z.literal(2)]).default(1),
    }),
    output: z.object({ stockTakeId: id, number: shortText, lines: z.int() }),
  }),
  /** The lines of a round, in the order of the shelves. The third has only lines on which two counters differ. */
  'stockTakes.sheet': query({
    permission: 'StockTake.create',
    input: z.object({ ...which, round }),
    output: z.object({
      stockTake: stockTakeRow,
      rounds: z.array(z.object({ round, lines: z.int(), counted: z.int() })),
      lines: z.array(countLine),
    }),
  }),
  /** Kept while they are typed. What somebody else counted meanwhile comes back instead of being written over. @throws 'stock_take.closed', 'stock_take.same_counter' { lotNumber } */
  'stockTakes.saveCounts': command({
    permission: 'StockTake.create',
    input: z.object({ ...which, round, counts: z.array(count).min(1).max(5000) }),
    output: z.object({ saved: z.int(), taken: z.array(z.object({ lineId: id, quantity: z.int(), by: shortText })) }),
  }),
  /** A lot that lies there and that the book does not know. @throws 'stock_take.closed', 'stock_take.on_sheet' */
  'stockTakes.addFound': command({
    permission: 'StockTake.create',
    input: z.object({
      ...which,
      round,
      itemId: id,
      locationId: id,
      lotNumber: shortText.min(1),
      expiry: day.nullable(),
      quantity: z.int().nonnegative().max(10_000_000),
    }),
    output: z.object({ lineId: id }),
  }),
  /** Counting is over. Lines that nobody counted are refused unless they are left as the book has them. @throws 'stock_take.uncounted' { lines }, 'stock_take.differ' { lines } */
  'stockTakes.submit': command({
    permission: 'StockTake.create',
    input: z.object({ ...which, version: z.int(), leaveUncounted: z.boolean().default(false) }),
    output: z.object({ version: z.int() }),
  }),
  /** Back to counting; these lines must be counted again. */
  'stockTakes.reopen': command({
    permission: 'StockTake.create',
    input: z.object({ ...which, version: z.int(), lineIds: z.array(id).max(5000) }),
    output: z.object({ version: z.int() }),
  }),
  /** Hidden while a blind count goes on: 'stock_take.blind'. */
  'stockTakes.variances': query({
    permission: 'StockTake.create',
    input: z.object({ ...which, onlyDifferent: z.boolean().default(true) }),
    output: z.object({
      stockTake: stockTakeRow,
      currency: shortText,
      /** what stops an approval by who asks; null: nothing */
      approval: z.enum(['may', 'counted', 'alone', 'forbidden', 'closed']),
      over: z.object({ lines: z.int(), value: z.int() }),
      short: z.object({ lines: z.int(), value: z.int() }),
      lines: z.array(varianceLine),
    }),
  }),
  'stockTakes.explain': command({
    permission: 'StockTake.create',
    input: z.object({
      ...which,
      reasons: z
        .array(z.object({ lineId: id, reason: varianceReason, note: shortText.default('') }))
        .min(1)
        .max(5000),
    }),
    output: z.object({}),
  }),
  /** Posts the variances. By somebody who did not count, unless nobody else works with the stock. @throws 'stock_take.own_count', 'stock_take.unexplained' { lines }, 'stock_take.count_again' { lotNumber } */
  'stockTakes.approve': command({
    permission: 'StockTake.approve',
    input: z.object({ ...which, version: z.int() }),
    output: z.object({ posted: z.int(), value: z.int() }),
  }),
  'stockTakes.cancel': command({
    permission: 'StockTake.create',
    input: z.object({ ...which, version: z.int(), reason: shortText.min(3) }),
    output: z.object({}),
  }),
  /** sheet: to write on, without quantities; variances: what differed and why. Told in the audit before it leaves. */
  'stockTakes.export': host({
    permission: 'StockTake.create',
    input: z.object({
      ...which,
      what: z.enum(['sheet', 'variances']),
      format: z.enum(['csv', 'pdf']),
      locale: z.enum(['en', 'fr']).default('en'),
    }),
    output: z.object({ name: shortText, mediaType: shortText, base64: z.string(), rows: z.int() }),
  }),
};
