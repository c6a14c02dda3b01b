import { z } from 'zod';
import { interest } from './interest.ts';
import { keyStep, mostKeySteps } from './messages.ts';
import { transcript } from './transcript.ts';

/**
 * A file that goes between a facility without a line and its hub on a stick, both ways. PROTOCOL.md tells the order of its blocks.
 * The first block is a head, then come frames of messages.ts, and the last is the end, which signs all that stands before it.
 */
export const seedFormat = 1;

const uuid = z.uuid();
const base64 = z.string().min(1).max(400);
const clock = z.string().max(40);
const count = z.int().nonnegative();
const name = z.string().min(1).max(200);
/** `file` is drawn anew for each file; the answer names it, as it would a nonce. */
const common = { format: z.literal(seedFormat), protocol: z.int().positive(), floor: z.int().positive(), file: uuid, clock };

/** What `hello` says on a line; pushes follow, each as it would be sent. */
const fromFacility = z.object({
  t: z.literal('from facility'),
  ...common,
  facility: uuid,
  epoch: uuid,
  hubKey: base64,
  hubEpoch: uuid.nullable(),
  witness: z.string().max(400).nullable(),
  cursor: count,
  numbered: count,
  acknowledgedThrough: count,
  /** which rows of others it wants; `cursor` was read under it */
  interest,
});
export type FromFacility = z.infer<typeof fromFacility>;

/** Nothing follows: rows are numbered within the hub's epoch, which this facility does not know yet. */
const enrolling = z.object({
  t: z.literal('enrol'),
  ...common,
  facility: z.object({ id: uuid, code: z.string().length(6), name, epoch: uuid }),
  publicKey: base64,
  codeId: z.string().max(64),
  /** of the one hub that may answer, as the code says it */
  hubKeyHash: z.string().length(20),
});
export type Enrolling = z.infer<typeof enrolling>;

/** What `welcome` says on a line; then come what was witnessed, what was counted but not kept, and pages after `after`. */
const fromHub = z.object({
  t: z.literal('from hub'),
  ...common,
  /** the file of the facility that this one answers */
  answers: uuid,
  facility: uuid,
  epoch: uuid,
  hubKey: base64,
  hubName: name,
  hubEpoch: uuid,
  acknowledgedThrough: count,
  head: count,
  witness: z.string().max(400),
  after: count,
  /** the one that was asked for, by which the pages were chosen */
  interest,
  /** as in a challenge: how the hub's present key followed from the one that this facility knows */
  keys: z.array(keyStep).max(mostKeySteps),
});
export type FromHub = z.infer<typeof fromHub>;

export const seedHead = z.discriminatedUnion('t', [fromFacility, enrolling, fromHub]);
export type SeedHead = z.infer<typeof seedHead>;

export const seedEnd = z.object({
  t: z.literal('end'),
  blocks: count,
  signature: base64,
  /** of an enrolment: made with the code's secret over what is signed */
  codeProof: base64.optional(),
});
export type SeedEnd = z.infer<typeof seedEnd>;

const purposes = {
  'from facility': 'medvault facility writes a seed file 1',
  enrol: 'medvault facility enrols by seed file 1',
  'from hub': 'medvault hub answers a seed file 1',
} as const;

/** @param sha256 of every byte before the end block: head and all frames */
export function seedTranscript(side: SeedHead['t'], sha256: string): Uint8Array {
  return transcript(purposes[side], sha256);
}
