import { z } from 'zod';
import { interest } from './interest.ts';
import {
  maxClaimQuantity,
  maxClaimsPerFrame,
  maxClaimsTold,
  maxCredits,
  maxPacksOnShelf,
  maxPieceBytes,
  maxRowsPerFrame,
} from './limits.ts';

/**
 * Every frame between facility and hub: one JSON object a WebSocket text message. Unknown fields are dropped on reading,
 * so that a newer partner may add some. PROTOCOL.md tells the order of the frames.
 */
const name = z.string().min(1).max(200);
const uuid = z.uuid();
const base64 = z.string().min(1).max(400);
const clock = z.string().max(40);
const count = z.int().nonnegative();
const version = z.int().positive();
const kind = z.string().min(1).max(60);
const key = z.string().min(1).max(200);
const payload = z.string().max(64 * 1024);
/** Sealed by the hub, opaque to the facility: how far the hub had come. */
const witness = z.string().max(400);
/** How many requests may be unanswered from now on; the newest one that was told holds. Since version 5. */
const credits = z.int().positive().max(maxCredits);
const spoken = { protocol: version, floor: version };

export const change = z.object({ number: z.int().positive(), kind, key, payload, sha256: z.string().length(64).optional() });
/** A change as it travels: `number` counts the facility's changes, `sha256` is of the payload's UTF-8 bytes; since version 5 the hub works it out. */
export type Change = z.infer<typeof change>;

export const row = z.object({
  facility: uuid,
  kind,
  key,
  payload,
  cursor: z.int().positive(),
  /** the hub's clock when it kept the row */
  at: clock,
  /** the owner's clock was wrong when it last said hello */
  clockSuspect: z.boolean().optional(),
});
export type Row = z.infer<typeof row>;

/** A head of the facility's audit as the hub keeps it; `epoch` is the facility's own at that time, `at` the hub's clock. */
export const witnessedHead = z.object({ epoch: uuid, seq: z.int().positive(), hash: z.string().length(64), at: clock });
export type WitnessedHead = z.infer<typeof witnessedHead>;

const claimQuantity = z.int().positive().max(maxClaimQuantity);

/**
 * Something done about one line of a prescription on paper. `token` is an HMAC of a secret that only the paper's code holds: the hub can
 * tell that two facilities mean the same line, and nothing else of it.
 */
export const claimAsked = z.object({
  /** drawn by the facility, so that sending again changes nothing */
  id: uuid,
  /**
   * ask: nothing is kept. claim: kept only while all claims together stay within `of`. done: it was handed over already, so it is kept
   * whatever others did. release: given back, by whoever made it.
   */
  act: z.enum(['ask', 'claim', 'done', 'release']),
  token: z.string().regex(/^[0-9a-f]{64}$/),
  /** in dispensing units; `of` is what the line allows altogether */
  quantity: claimQuantity,
  of: claimQuantity,
});
export type ClaimAsked = z.infer<typeof claimAsked>;

/** A claim that stands, as told to somebody who holds the same paper. */
export const claimTold = z.object({
  /** the claimant's six-character code; null where the hub's policy names nobody */
  facility: z.string().max(12).nullable(),
  isOwn: z.boolean(),
  quantity: claimQuantity,
  /** the hub's clock */
  at: clock,
});
export type ClaimTold = z.infer<typeof claimTold>;
const claimsTold = z.array(claimTold).max(maxClaimsTold);

export const claimAnswer = z.object({
  id: uuid,
  /**
   * told: to an `ask`. kept. exceeds: others took what was left, nothing is kept. released. unknown: nothing to release.
   * differs: this id or this token was told otherwise before, nothing is kept.
   */
  outcome: z.enum(['told', 'kept', 'exceeds', 'released', 'unknown', 'differs']),
  /** the other claims that stand on this token, oldest first */
  before: claimsTold,
  /** more was taken altogether than the line allows */
  isDouble: z.boolean(),
});
export type ClaimAnswer = z.infer<typeof claimAnswer>;

/** The hub's next identity key, signed by the one before it. Since version 5. */
export const keyStep = z.object({ from: base64, to: base64, signature: base64 });
export type KeyStep = z.infer<typeof keyStep>;
export const mostKeySteps = 20;

/** What of the line the signatures speak of: nothing, the certificate that was shown on it, or a value that only its two ends can work out. */
export const binding = z.enum(['none', 'certificate', 'exporter']);
export type Binding = z.infer<typeof binding>;

/** An edition of a knowledge pack that the publisher signed, as the hub hands it out: whoever fetches it checks the file itself. */
export const shelfPack = z.object({
  id: z.string().min(1).max(60),
  /** grows with every edition */
  sequence: z.int().positive(),
  title: name,
  edition: name,
  publisher: name,
  date: z.iso.date(),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ShelfPack = z.infer<typeof shelfPack>;

export const facilityFrame = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('hello'),
    ...spoken,
    facility: uuid,
    epoch: uuid,
    /** the hub's epoch as last met; null = never met */
    hubEpoch: uuid.nullable(),
    witness: witness.nullable(),
    cursor: count,
    /** the highest number given so far; a hub that knows a higher one is talking to an old copy */
    numbered: count,
    clock,
    nonce: base64,
  }),
  z.object({ t: z.literal('proof'), signature: base64 }),
  /** Asks an unknown hub to show its key before anything is told to it. */
  z.object({ t: z.literal('meet'), ...spoken, nonce: base64 }),
  z.object({
    t: z.literal('enrol'),
    facility: z.object({ id: uuid, code: z.string().length(6), name, epoch: uuid }),
    publicKey: base64,
    /** names the one-time code; the code's secret itself never travels */
    codeId: z.string().max(64),
    /** made with the code's secret over everything above and both nonces */
    codeProof: base64,
    signature: base64,
  }),
  z.object({ t: z.literal('push'), changes: z.array(change).min(1).max(maxRowsPerFrame) }),
  z.object({ t: z.literal('pull'), cursor: count, limit: z.int().positive().max(maxRowsPerFrame) }),
  /**
   * What this facility wants to read from now on, on this connection; without it, everything. `isMetered`: every byte is paid for, so that it
   * is poked once and then not again before it has read, unless it is urgent. Since version 5.
   */
  z.object({ t: z.literal('interest'), ...interest.shape, isMetered: z.boolean().default(false) }),
  /** Asks what the hub has witnessed of this facility's audit. Since version 2. */
  z.object({ t: z.literal('recall') }),
  /** Since version 5. */
  z.object({ t: z.literal('claim'), claims: z.array(claimAsked).min(1).max(maxClaimsPerFrame) }),
  /** Asks which of this facility's claims stand on a line that was taken twice. Since version 5. */
  z.object({ t: z.literal('doubles') }),
  /** Asks which knowledge packs the hub has to hand out. Since version 5. */
  z.object({ t: z.literal('shelf') }),
  /** At most `limit` bytes of one of them, from `offset`. Since version 5. */
  z.object({
    t: z.literal('piece'),
    sha256: shelfPack.shape.sha256,
    offset: count,
    limit: z.int().positive().max(maxPieceBytes),
  }),
  /** `cursor`: as far as it has kept what was sent unasked. Since version 5. */
  z.object({ t: z.literal('ping'), clock, cursor: count.optional() }),
]);
export type FacilityFrame = z.infer<typeof facilityFrame>;

export const hubFrame = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('challenge'),
    ...spoken,
    hubKey: base64,
    nonce: base64,
    clock,
    signature: base64,
    /** Since version 5. */
    binding: binding.optional(),
    /** How the present key followed from earlier ones, oldest first, and last the one that will follow it. Since version 5. */
    keys: z.array(keyStep).max(mostKeySteps).optional(),
  }),
  z.object({
    t: z.literal('welcome'),
    hubName: name,
    hubEpoch: uuid,
    acknowledgedThrough: count,
    head: count,
    witness,
    clock,
    credits: credits.optional(),
  }),
  z.object({ t: z.literal('enrolled'), hubName: name }),
  z.object({
    t: z.literal('ack'),
    through: count,
    /** counted but not kept, each with its reason: put aside at the facility, shown, and the rest goes on */
    refused: z.array(z.object({ number: z.int().positive(), code: z.string().max(60) })).optional(),
    witness,
    credits: credits.optional(),
  }),
  z.object({
    t: z.literal('page'),
    rows: z.array(row).max(maxRowsPerFrame),
    /** where the next one begins; with an interest it may have moved although there is no row */
    cursor: count,
    more: z.boolean(),
    witness,
    /** how far there is to read at all. Since version 5. */
    head: count.optional(),
    credits: credits.optional(),
  }),
  /**
   * Unasked, to whoever has read everything: all rows that it wants after `from`, as far as `cursor`, its own perhaps among them. Whoever
   * stands before `from` has missed something and pulls. Since version 5.
   */
  z.object({ t: z.literal('live'), rows: z.array(row).max(maxRowsPerFrame), from: count, cursor: count, witness }),
  /** The next page is read under it. Since version 5. */
  z.object({ t: z.literal('interested') }),
  /** Oldest first. Since version 2. */
  z.object({ t: z.literal('witnessed'), heads: z.array(witnessedHead).max(maxRowsPerFrame) }),
  /** In the order of the question. Since version 5. */
  z.object({ t: z.literal('claimed'), answers: z.array(claimAnswer).max(maxClaimsPerFrame) }),
  /** This facility's own claims by their id, newest first, each with the others on its token. Since version 5. */
  z.object({ t: z.literal('doubled'), claims: z.array(z.object({ id: uuid, before: claimsTold })).max(maxClaimsPerFrame) }),
  /** Since version 5. */
  z.object({ t: z.literal('shelved'), packs: z.array(shelfPack).max(maxPacksOnShelf) }),
  /** `bytes` in base64; null: it is not on the shelf any more. Since version 5. */
  z.object({
    t: z.literal('pieced'),
    bytes: z
      .string()
      .max(Math.ceil(maxPieceBytes / 3) * 4)
      .nullable(),
  }),
  /**
   * There is something to pull; `claims`: ask for doubles, `shelf`: ask for the shelf, `isUrgent`: an emergency, a recall, or something that
   * names this facility (since version 5). A lost one costs nothing but time.
   */
  z.object({
    t: z.literal('poke'),
    head: count,
    claims: z.boolean().optional(),
    shelf: z.boolean().optional(),
    isUrgent: z.boolean().optional(),
  }),
  z.object({ t: z.literal('pong'), clock }),
  z.object({ t: z.literal('error'), code: z.string().max(60), retryAfterMs: count.optional(), fatal: z.boolean() }),
]);
export type HubFrame = z.infer<typeof hubFrame>;
export type HubFrameOf<T extends HubFrame['t']> = Extract<HubFrame, { t: T }>;
export type FacilityFrameOf<T extends FacilityFrame['t']> = Extract<FacilityFrame, { t: T }>;
