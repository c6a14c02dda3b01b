import { z } from 'zod';
import { id, instant, quantity, shortText } from './common.ts';
import { command, query } from './method.ts';
import { patientRow } from './patients.ts';

export const bedStatuses = ['free', 'occupied', 'cleaning', 'closed'] as const;
export const bedStatus = z.enum(bedStatuses);

const ward = z.object({
  locationId: id,
  name: shortText,
  departmentName: shortText,
  /** items that it keeps, and how many of them lie below their level */
  items: z.int(),
  below: z.int(),
});
const imprestLine = z.object({
  itemId: id,
  itemName: shortText,
  unit: shortText,
  packSize: z.int(),
  level: z.int(),
  onHand: z.int(),
  /** what fills it up again */
  missing: z.int(),
  /** usable in the pharmacy's own places */
  inStore: z.int(),
  version: z.int(),
});
export type ImprestLine = z.infer<typeof imprestLine>;

const bed = z.object({
  bedId: id,
  name: shortText,
  departmentId: id,
  departmentName: shortText,
  status: bedStatus,
  patient: patientRow.nullable(),
  since: instant,
  note: shortText,
  version: z.int(),
});
export type Bed = z.infer<typeof bed>;

export const wards = {
  'wards.list': query({ permission: 'InventoryItem.read', input: z.object({}), output: z.object({ wards: z.array(ward) }) }),
  /** @throws 'not_found' */
  'wards.imprest': query({
    permission: 'InventoryItem.read',
    input: z.object({ locationId: id }),
    output: z.object({ ward, lines: z.array(imprestLine) }),
  }),
  /** @throws 'not_found', 'version.conflict' (version 0: not kept so far) */
  'wards.setLevel': command({
    permission: 'Ward.update',
    input: z.object({ locationId: id, itemId: id, level: z.int().nonnegative().max(1_000_000), version: z.int().nonnegative() }),
    output: z.object({ version: z.int() }),
  }),
  /**
   * What was counted in the ward's cupboard: what is missing against the book was used up there and counts as consumption; then `add`
   * comes from the pharmacy, first expired first. One transaction: all lines or none.
   * @throws 'not_found', 'ward.counted_more' { item }, 'stock.insufficient'
   */
  'wards.topUp': command({
    permission: 'StockMovement.create',
    input: z.object({
      locationId: id,
      lines: z
        .array(z.object({ itemId: id, counted: z.int().nonnegative().max(10_000_000).nullable(), add: quantity.or(z.literal(0)) }))
        .min(1)
        .max(500),
    }),
    output: z.object({ topUpId: id, used: z.int(), added: z.int() }),
  }),
  'wards.beds': query({
    permission: 'Bed.read',
    input: z.object({}),
    output: z.object({ beds: z.array(bed) }),
  }),
  /** @throws 'not_found', 'ward.bed_taken' { name } */
  'wards.addBed': command({
    permission: 'Ward.update',
    input: z.object({ departmentId: id, name: shortText.min(1).max(40) }),
    output: z.object({ bedId: id }),
  }),
  /** A person lies in one bed at a time, and only in one that is occupied. @throws 'not_found', 'ipc.invalid_input', 'ward.already_in_bed' { name }, 'version.conflict' */
  'wards.setBed': command({
    permission: 'Bed.update',
    input: z.object({
      bedId: id,
      version: z.int(),
      status: bedStatus,
      patientId: id.nullable().default(null),
      note: shortText.default(''),
    }),
    output: z.object({ version: z.int() }),
  }),
};
