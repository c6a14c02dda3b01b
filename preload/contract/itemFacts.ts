import { z } from 'zod';
import { id, shortText } from './common.ts';

/** Vital, essential, non-essential. Source: WHO/MSH, Managing Drug Supply, VEN analysis. */
export const venClass = z.enum(['V', 'E', 'N']);
export type VenClass = z.infer<typeof venClass>;

const units = z.int().nonnegative().max(10_000_000);

/** What a pack holds in dispensing units, so that packs and units convert exactly. Each item has one default pack. */
export const packFacts = z.object({
  /** of a pack that is there already */
  packId: id.optional(),
  /** GTIN-8, -12, -13 or -14 as on the pack; kept and answered as fourteen digits */
  gtin: z.string().max(40).nullable().default(null),
  size: z.int().positive().max(100_000),
  name: shortText.default(''),
  isDefault: z.boolean(),
});
export type PackFacts = z.infer<typeof packFacts>;

/** What the store wants to know of an item beside what it is. */
export const storeFacts = {
  category: shortText.default(''),
  programme: shortText.default(''),
  ven: venClass.nullable().default(null),
  /** dispensing units; null = not set */
  minimum: units.nullable().default(null),
  maximum: units.nullable().default(null),
  leadTimeDays: z.int().nonnegative().max(1000).nullable().default(null),
  /** minor units of currency a dispensing unit */
  price: z.int().nonnegative().max(1_000_000_000).nullable().default(null),
};
