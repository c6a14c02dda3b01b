import { z } from 'zod';
import { id, instant, shortText } from './common.ts';
import { command, query } from './method.ts';

export const celsius = z.number().min(-100).max(100);
const limits = z.object({
  low: celsius,
  high: celsius,
  heatMinutes: z.int().nonnegative().max(100_000),
  freezeMinutes: z.int().nonnegative().max(100_000),
});

const reading = z.object({ at: instant, celsius });
export const excursionRow = z.object({
  excursionId: id,
  locationId: id,
  locationName: shortText,
  kind: z.enum(['heat', 'freeze']),
  startedAt: instant,
  endedAt: instant.nullable(),
  extreme: celsius,
  /** false: two looks a day don't say how long it lasted */
  isTimed: z.boolean(),
  conclusion: z.enum(['usable', 'discard']).nullable(),
  note: shortText,
  concludedAt: instant.nullable(),
  concludedBy: shortText,
  /** lots that it put on hold */
  lots: z.array(z.object({ lotId: id, itemName: shortText, lotNumber: shortText, onHand: z.int(), unit: shortText })),
  version: z.int(),
});
export type ExcursionRow = z.infer<typeof excursionRow>;

/** `state`: 'unread' = nobody has looked for longer than twice a day allows, or ever. */
const storage = z.object({
  locationId: id,
  name: shortText,
  limits,
  isProposed: z.boolean(),
  version: z.int(),
  latest: reading.nullable(),
  state: z.enum(['good', 'out', 'unread']),
  openExcursions: z.int(),
  lots: z.int(),
});
export type ColdStorage = z.infer<typeof storage>;

const coldLot = z.object({
  lotId: id,
  itemName: shortText,
  lotNumber: shortText,
  onHand: z.int(),
  unit: shortText,
  status: shortText,
  /** the newest stage of its vaccine vial monitor that was noted */
  vvm: z.object({ stage: z.int(), at: instant }).nullable(),
});

export const coldChain = {
  'coldChain.list': query({
    permission: 'InventoryItem.read',
    input: z.object({}),
    output: z.object({ storages: z.array(storage) }),
  }),
  /** Readings of the last `days`, oldest first; of thousands the hourly highest and lowest. @throws 'not_found' */
  'coldChain.storage': query({
    permission: 'InventoryItem.read',
    input: z.object({ locationId: id, days: z.int().min(1).max(400).default(14) }),
    output: z.object({
      storage,
      readings: z.array(reading),
      isThinned: z.boolean(),
      excursions: z.array(excursionRow),
      lots: z.array(coldLot),
    }),
  }),
  /** @throws 'not_found', 'date.in_future', 'coldChain.already_read' { celsius } */
  'coldChain.record': command({
    permission: 'ColdChain.create',
    input: z.object({ locationId: id, celsius, at: instant.optional(), note: shortText.default('') }),
    output: z.object({ excursions: z.int(), held: z.int() }),
  }),
  /** What a logger's file holds; nothing is written. @throws 'not_found', 'coldChain.no_readings', 'import.empty', 'spreadsheet.too_large' */
  'coldChain.previewImport': query({
    permission: 'ColdChain.create',
    input: z.object({ locationId: id, blobId: id }),
    output: z.object({
      readings: z.int(),
      known: z.int(),
      badRows: z.int(),
      firstAt: instant,
      lastAt: instant,
      lowest: celsius,
      highest: celsius,
      order: z.enum(['iso', 'day-first', 'month-first']),
      inFuture: z.int(),
      excursions: z.array(excursionRow.pick({ kind: true, startedAt: true, endedAt: true, extreme: true, isTimed: true })),
    }),
  }),
  /** Readings that are known already are left as they are. @throws as the preview, 'date.in_future' */
  'coldChain.import': command({
    permission: 'ColdChain.create',
    input: z.object({ locationId: id, blobId: id }),
    output: z.object({ added: z.int(), excursions: z.int(), held: z.int() }),
  }),
  /** 'usable' lets the lots go that nothing else holds; 'discard' writes off what of them is still here. @throws 'not_found', 'coldChain.concluded', 'version.conflict' */
  'coldChain.conclude': command({
    permission: 'ColdChain.conclude',
    input: z.object({ excursionId: id, conclusion: z.enum(['usable', 'discard']), note: shortText.min(3), version: z.int() }),
    output: z.object({ released: z.int(), writtenOff: z.int() }),
  }),
  /** Stage 3 and 4 are past the discard point: the lot goes on hold. @throws 'not_found', 'coldChain.vvm_earlier' { stage } */
  'coldChain.checkVvm': command({
    permission: 'ColdChain.create',
    input: z.object({ lotId: id, stage: z.int().min(1).max(4) }),
    output: z.object({ isHeld: z.boolean() }),
  }),
  /** The facility's own range; the past stays in the audit. @throws 'not_found', 'version.conflict' */
  'coldChain.setLimits': command({
    permission: 'ColdChain.conclude',
    input: z
      .object({ locationId: id, limits, version: z.int().nonnegative() })
      .refine((input) => input.limits.low < input.limits.high, { path: ['limits', 'low'] }),
    output: z.object({ version: z.int() }),
  }),
};
