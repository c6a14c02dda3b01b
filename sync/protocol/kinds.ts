import { z } from 'zod';
import { plainOr } from './plain.ts';

/**
 * What facilities publish. Payloads are kept and forwarded as the text received; these schemas are for reading and for making one.
 * A field that is not named here is left out when a payload is made (nothing leaves by mistake), and ignored when one is read.
 * An enum's unknown value reads as 'unknown': a newer facility may know more of them.
 */
const text = z.string().max(300);
const instant = z.string().max(40);
const day = z.string().max(10);
const open = <const T extends readonly [string, ...string[]]>(values: T) => z.enum([...values, 'unknown']).catch('unknown');

/** What a medicine is to others: item ids, names and pack sizes differ from place to place. */
export const product = z.object({
  ingredients: z
    .array(z.object({ inn: text, strength: z.number().nullable(), unit: text.nullable() }))
    .min(1)
    .max(30),
  form: text,
  unit: text,
  atc: text.nullable().default(null),
});
export type Product = z.infer<typeof product>;

export const kinds = {
  /** key: the facility's id */
  'facility.profile': z.object({
    name: text,
    code: text,
    type: text,
    latitude: z.number().min(-90).max(90).nullable(),
    longitude: z.number().min(-180).max(180).nullable(),
    phone: text.nullable().default(null),
    publicKey: text.nullable().default(null),
    /** What its paper prescriptions are signed with: the key of now and those of before, Ed25519 as base64 of SPKI DER. */
    prescriptionKeys: z
      .array(
        z.object({
          publicKey: text,
          from: instant,
          until: instant.nullable().default(null),
          /** it may be in other hands: nothing signed with it is to be believed, whatever its date */
          isWithdrawn: z.boolean().default(false),
        }),
      )
      .max(50)
      .default([]),
  }),
  /** key: the owner's item id. Quantities in dispensing units; amc = average monthly consumption. */
  'stock.level': z.object({
    product,
    /** as labelled */
    name: text,
    gtins: z.array(text).max(50).default([]),
    packSize: z.int().nullable().default(null),
    onHand: z.int(),
    amc: z.number().nullable().default(null),
    monthsOfStock: z.number().nullable().default(null),
    nearestExpiry: day.nullable().default(null),
    status: open(['out', 'low', 'ok', 'over']),
    asOf: instant,
  }),
  /** key: the alert's id */
  alert: z.object({
    kind: open(['shortage', 'surplus', 'near-expiry', 'recall', 'cold-chain', 'emergency']),
    severity: open(['information', 'warning', 'critical']),
    subject: text,
    product: product.nullable().default(null),
    onHand: z.int().nullable().default(null),
    /** dispensing unit of `onHand` and `reorderLevel`: without it a figure says nothing elsewhere */
    unit: text.nullable().default(null),
    reorderLevel: z.int().nullable().default(null),
    area: text.nullable().default(null),
    raisedAt: instant,
    expiresAt: instant.nullable().default(null),
    endedAt: instant.nullable().default(null),
  }),
  /**
   * key: the asking facility's id of it; each side publishes its own half under the same key, and `partner` names the other.
   * Asking: what is wanted, and what of each shipment came. Giving: what was approved, and each shipment with its lots.
   * Always the whole half, so that one that comes late or twice says nothing new. Quantities in dispensing units.
   */
  transfer: z.object({
    side: open(['asking', 'giving']),
    partner: z.string().max(64),
    number: text,
    note: text.default(''),
    neededOn: day.nullable().default(null),
    /** how this side ended it */
    end: open(['rejected', 'cancelled', 'closed']).nullable().default(null),
    reason: text.default(''),
    lines: z
      .array(
        z.object({
          position: z.int().positive(),
          /** the asking facility's item id */
          item: z.string().max(64),
          name: text,
          /** told by the asking side */
          product: product.nullable().default(null),
          asked: z.int().positive(),
          approved: z.int().nonnegative().nullable().default(null),
        }),
      )
      .max(200),
    shipments: z
      .array(
        z.object({
          key: z.string().max(64),
          status: open(['picked', 'shipped', 'received', 'returned']),
          lots: z
            .array(
              z.object({
                position: z.int().positive(),
                lotNumber: text,
                expiry: day.nullable(),
                quantity: z.int().positive(),
                received: z.int().nonnegative().nullable().default(null),
              }),
            )
            .max(1000),
        }),
      )
      .max(100)
      .default([]),
    asOf: instant,
  }),
  /** key: the facility's id. The newest signed head of its audit, and nothing else of it: the hub is its witness and hands it to nobody. */
  'audit.head': z.object({
    seq: z.int().positive(),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    keyId: text,
    signature: text,
    at: instant,
  }),
  /** key: the alert's or broadcast's id; the row's facility is who saw it */
  ack: z.object({ alertFacility: text.nullable().default(null), at: instant }),
} as const;

export type Kind = keyof typeof kinds;
export type PayloadOf<K extends Kind> = z.infer<(typeof kinds)[K]>;

export const isKnownKind = (kind: string): kind is Kind => Object.hasOwn(kinds, kind);

/** State: only the newest matters, so newer replaces an unsent older. Others are events and each is kept. */
export function isState(kind: Kind): boolean {
  return kind !== 'ack';
}

/** The text to publish: the kind's own fields and nothing else. @throws ZodError when one is missing, a bug of the caller */
export function toPayload<K extends Kind>(kind: K, value: z.input<(typeof kinds)[K]>): string {
  return JSON.stringify(kinds[kind].parse(value));
}

/** Null when the text cannot be understood as this kind. */
export function readPayload<K extends Kind>(kind: K, payload: string): PayloadOf<K> | null {
  try {
    return readParsed(kind, JSON.parse(payload));
  } catch {
    return null;
  }
}

const readers = Object.fromEntries(Object.entries(kinds).map(([kind, schema]) => [kind, plainOr(schema)])) as {
  [K in Kind]: (value: unknown) => PayloadOf<K>;
};

const productReader = plainOr(product);

/** Null when it cannot be understood as a product. */
export function readProduct(value: unknown): Product | null {
  try {
    return productReader(value);
  } catch {
    return null;
  }
}

/** Of a payload that is parsed already. Null when it cannot be understood as this kind. */
export function readParsed<K extends Kind>(kind: K, payload: unknown): PayloadOf<K> | null {
  try {
    return readers[kind](payload);
  } catch {
    return null;
  }
}
