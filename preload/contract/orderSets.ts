import { z } from 'zod';
import { id, shortText } from './common.ts';
import { command, query } from './method.ts';
import { savedLine } from './prescriptions.ts';

export const favourite = z.object({ favouriteId: id, name: shortText, line: savedLine, version: z.int() });
export type Favourite = z.infer<typeof favourite>;
export const orderSet = z.object({ orderSetId: id, name: shortText, note: z.string(), lines: z.array(savedLine), version: z.int() });
export type OrderSet = z.infer<typeof orderSet>;

/** How long prescriptions of controlled medicines are good, at most: national law decides, the facility writes it down with its source. */
export const controlledPrescribing = z.object({
  validDays: z.int().min(1).max(365),
  /** of supply in one prescription */
  mostDays: z.int().min(1).max(365),
  mostRefills: z.int().min(0).max(24),
  source: shortText.min(3),
  version: z.int(),
});

export const orderSets = {
  /** One's own. @throws on saving 'order_set.name_taken' */
  'favourites.list': query({
    permission: 'MedicationRequest.create',
    input: z.object({}),
    output: z.object({ favourites: z.array(favourite) }),
  }),
  'favourites.save': command({
    permission: 'MedicationRequest.create',
    input: z.object({ favouriteId: id.nullable().default(null), version: z.int().default(0), name: shortText.min(2), line: savedLine }),
    output: z.object({ favouriteId: id }),
  }),
  'favourites.retire': command({
    permission: 'MedicationRequest.create',
    input: z.object({ favouriteId: id, version: z.int() }),
    output: z.object({}),
  }),
  'orderSets.list': query({ permission: 'MedicationRequest.create', input: z.object({}), output: z.object({ sets: z.array(orderSet) }) }),
  /** @throws 'order_set.name_taken', 'version.conflict' */
  'orderSets.save': command({
    permission: 'OrderSet.update',
    input: z.object({
      orderSetId: id.nullable().default(null),
      version: z.int().default(0),
      name: shortText.min(2),
      note: z.string().trim().max(500).default(''),
      lines: z.array(savedLine).min(1).max(30),
    }),
    output: z.object({ orderSetId: id }),
  }),
  'orderSets.retire': command({
    permission: 'OrderSet.update',
    input: z.object({ orderSetId: id, version: z.int() }),
    output: z.object({}),
  }),
  'controlledPrescribing.get': query({ permission: 'MedicationRequest.read', input: z.object({}), output: controlledPrescribing }),
  /** @throws 'version.conflict' */
  'controlledPrescribing.amend': command({
    permission: 'ControlledPrescribing.update',
    input: controlledPrescribing,
    output: z.object({}),
  }),
};
