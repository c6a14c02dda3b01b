import { z } from 'zod';
import { day, id, instant, shortText } from './common.ts';
import { command, query } from './method.ts';
import { patientRow } from './patients.ts';

export const bloodGroup = z.object({ abo: z.enum(['O', 'A', 'B', 'AB']), rhd: z.enum(['pos', 'neg']) });
export type BloodGroup = z.infer<typeof bloodGroup>;
export const bloodComponents = ['whole-blood', 'red-cells', 'plasma', 'platelets'] as const;
export const bloodComponent = z.enum(bloodComponents);
export type BloodComponent = z.infer<typeof bloodComponent>;
export const bloodStatuses = ['available', 'reserved', 'issued', 'transfused', 'discarded', 'returned-to-bank'] as const;
const crossMatch = z.enum(['pending', 'compatible', 'incompatible', 'emergency']);

const bloodUnit = z.object({
  unitId: id,
  unitNumber: shortText,
  component: bloodComponent,
  group: bloodGroup,
  volumeMl: z.int(),
  expiry: day,
  isExpired: z.boolean(),
  source: shortText,
  status: z.enum(bloodStatuses),
  version: z.int(),
});
export type BloodUnit = z.infer<typeof bloodUnit>;

const reservation = z.object({
  reservationId: id,
  patient: patientRow,
  patientGroup: bloodGroup.nullable(),
  crossMatch,
  emergencyReason: shortText,
  reservedUntil: instant,
  isLate: z.boolean(),
  reservedBy: shortText,
});

const inUse = z.object({ unitId: id, version: z.int() });

export const blood = {
  'blood.list': query({
    permission: 'BloodUnit.read',
    input: z.object({
      show: z.enum(['here', 'gone']).default('here'),
      text: z.string().max(100).default(''),
      component: bloodComponent.optional(),
      /** only what this person may get, the best group first; `group` null = not known, left out = everything */
      for: z.object({ group: bloodGroup.nullable() }).optional(),
    }),
    output: z.object({
      units: z.array(bloodUnit),
      /** what can be given today, by component and group */
      levels: z.array(z.object({ component: bloodComponent, group: bloodGroup, units: z.int(), nearestExpiry: day })),
    }),
  }),
  /** A unit with whom it is kept for. @throws 'not_found' */
  'blood.get': query({
    permission: 'BloodUnit.read',
    input: z.object({ unitId: id }),
    output: z.object({ unit: bloodUnit }),
  }),
  /** Who a unit is kept for; null: nobody. @throws 'not_found' */
  'blood.reservation': query({
    permission: 'BloodUnit.reserve',
    input: z.object({ unitId: id }),
    output: z.object({ reservation: reservation.nullable() }),
  }),
  /** @throws 'blood.number_taken' { unitNumber }, 'blood.expired' */
  'blood.receive': command({
    permission: 'BloodUnit.update',
    input: z.object({
      unitNumber: shortText.min(3).max(40),
      component: bloodComponent,
      group: bloodGroup,
      volumeMl: z.int().min(10).max(1000),
      expiry: day,
      source: shortText.min(2),
    }),
    output: z.object({ unitId: id }),
  }),
  /**
   * Keeps a unit for a person. A group that the person may not get is refused, whoever asks; without a known group only what everybody may get.
   * @throws 'not_found', 'blood.not_available' { status }, 'blood.expired', 'blood.incompatible', 'version.conflict'
   */
  'blood.reserve': command({
    permission: 'BloodUnit.reserve',
    input: inUse.extend({ patientId: id, patientGroup: bloodGroup.nullable(), hours: z.int().min(1).max(72).default(24) }),
    output: z.object({ reservationId: id, version: z.int() }),
  }),
  /** 'incompatible' frees the unit for others. @throws 'not_found', 'blood.not_reserved', 'version.conflict' */
  'blood.crossMatch': command({
    permission: 'BloodUnit.reserve',
    input: inUse.extend({ result: z.enum(['compatible', 'incompatible']), note: shortText.default('') }),
    output: z.object({ version: z.int() }),
  }),
  /** Without a compatible cross-match only with a reason: an emergency, which stands in the audit. @throws 'not_found', 'blood.not_reserved', 'blood.not_cross_matched', 'blood.expired', 'version.conflict' */
  'blood.issue': command({
    permission: 'BloodUnit.reserve',
    input: inUse.extend({ emergencyReason: shortText.default('') }),
    output: z.object({ version: z.int() }),
  }),
  /** Back to the shelf for everybody. @throws 'not_found', 'blood.not_reserved', 'version.conflict' */
  'blood.release': command({
    permission: 'BloodUnit.reserve',
    input: inUse.extend({ reason: shortText.min(3) }),
    output: z.object({ version: z.int() }),
  }),
  /** What became of it. 'returned' back to the shelf of an issued unit that stayed cold. @throws 'not_found', 'blood.wrong_step' { status }, 'version.conflict' */
  'blood.end': command({
    permission: 'BloodUnit.update',
    input: inUse.extend({
      outcome: z.enum(['transfused', 'discarded', 'returned-to-bank', 'back-on-shelf']),
      reason: shortText.default(''),
    }),
    output: z.object({ version: z.int() }),
  }),
};
