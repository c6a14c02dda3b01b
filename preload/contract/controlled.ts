import { z } from 'zod';
import { day, id, instant, page, shortText } from './common.ts';
import { command, host, query } from './method.ts';
import { patientRow } from './patients.ts';

export const registerLine = z.object({
  entryId: id,
  page: z.int(),
  line: z.int(),
  kind: z.enum(['brought-forward', 'movement', 'correction']),
  localDate: day,
  enteredAt: instant,
  /** of the movement; '' for the other kinds */
  reason: shortText,
  /** dispensing units, signed; 0 where only words are corrected */
  quantity: z.int(),
  balance: z.int(),
  lotNumber: shortText,
  locationName: shortText,
  supplier: shortText,
  /** null: it went to nobody, the person was erased, or the record is not for the eyes of who asks (`isRestricted`) */
  patient: patientRow.nullable(),
  isRestricted: z.boolean(),
  prescriptionNumber: shortText,
  prescriber: shortText,
  note: shortText,
  enteredBy: shortText,
  witness: shortText,
  witnessBy: z.enum(['password', 'code', 'count', 'nobody', 'not-needed']),
  noWitnessReason: shortText,
  /** page and line of the entry that this one corrects, and of the one that corrects it */
  corrects: z.object({ page: z.int(), line: z.int() }).nullable(),
  correctedBy: z.object({ page: z.int(), line: z.int() }).nullable(),
  isReviewed: z.boolean(),
});
export type RegisterLine = z.infer<typeof registerLine>;

export const controlledItem = z.object({
  itemId: id,
  name: shortText,
  form: shortText,
  unit: shortText,
  /** as the register has it, and as the ledger has it: the same, or something was done past the register */
  balance: z.int(),
  onHand: z.int(),
  entries: z.int(),
  lastCount: z
    .object({ localDate: day, counted: z.int(), book: z.int(), countedBy: shortText, witness: shortText, explanation: shortText })
    .nullable(),
  /** overdue: yesterday's was left out as well */
  count: z.enum(['done', 'due', 'overdue']),
});
export type ControlledItem = z.infer<typeof controlledItem>;

const period = { from: day.optional(), to: day.optional() };

export const controlled = {
  'controlled.items': query({
    permission: 'Controlled.read',
    input: z.object({}),
    output: z.object({ items: z.array(controlledItem), unreviewed: z.int() }),
  }),
  /** One item's register, newest last. */
  'controlled.register': query({
    permission: 'Controlled.read',
    input: page.extend({ itemId: id, ...period, limit: z.int().positive().max(5000).default(1000) }),
    output: z.object({ total: z.int(), lines: z.array(registerLine) }),
  }),
  /**
   * Another person says at this seat, with their password or one-time code, that they see what is done; or nobody is there and that is said.
   * Good for one act of the person who is signed in, on this item and quantity, for five minutes. `itemId` null: the daily count of `quantity` items.
   * @throws 'auth.wrong_password', 'auth.wrong_code', 'auth.locked_out' { seconds }, 'controlled.own_witness'
   */
  'controlled.witness': host({
    permission: 'self',
    input: z.object({
      itemId: id.nullable(),
      quantity: z.int().positive().max(10_000_000),
      witness: z.union([
        z.object({ username: shortText.min(1), password: z.string().min(1).max(200) }),
        z.object({ username: shortText.min(1), code: z.string().min(1).max(20) }),
        z.object({ nobodyBecause: shortText.min(5) }),
      ]),
    }),
    output: z.object({}),
  }),
  /** The wrong line stays; a new one says what is right. Quantities are corrected by reversing the movement. @throws 'not_found' */
  'controlled.correct': command({
    permission: 'Controlled.create',
    input: z.object({ entryId: id, note: shortText.min(5) }),
    output: z.object({ entryId: id, page: z.int(), line: z.int() }),
  }),
  /** The daily count, signed by two. @throws 'controlled.witness_needed', 'controlled.unexplained' { name } */
  'controlled.count': command({
    permission: 'Controlled.create',
    input: z.object({
      counts: z
        .array(z.object({ itemId: id, counted: z.int().nonnegative().max(10_000_000), explanation: shortText.default('') }))
        .min(1)
        .max(500),
    }),
    output: z.object({ different: z.int() }),
  }),
  /** Lines that nobody witnessed and nobody has judged yet. */
  'controlled.unwitnessed': query({
    permission: 'Controlled.read',
    input: z.object({}),
    output: z.object({ lines: z.array(registerLine.extend({ itemId: id, name: shortText, unit: shortText, isOwn: z.boolean() })) }),
  }),
  /** @throws 'controlled.own_review', 'controlled.reviewed' */
  'controlled.review': command({
    permission: 'Controlled.review',
    input: z.object({ entryId: id, note: shortText.min(3) }),
    output: z.object({}),
  }),
  /** The register of one item (or of all) over a period, as it stands in the book. Told in the audit before it leaves. */
  'controlled.export': host({
    permission: 'Controlled.read',
    input: z.object({ itemId: id.optional(), ...period, format: z.enum(['csv', 'pdf']), locale: z.enum(['en', 'fr']).default('en') }),
    output: z.object({ name: shortText, mediaType: shortText, base64: z.string(), rows: z.int() }),
  }),
};
