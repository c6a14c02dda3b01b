import { z } from 'zod';
import { blobRef, day, id, instant, quantity, shortText } from './common.ts';
import { command, query } from './method.ts';

/**
 * What this computer can say about a code without a network. genuine: signed by a key of the facility it names. forged: it names that key
 * and was not signed with it. unknown-facility, unknown-key: nothing of theirs has arrived here yet. withdrawn-key: the facility said that
 * this key may be in other hands. retired-key: signed on a day on which the key was no longer, or not yet, used. newer-version: a newer
 * program made it. number-only: a prescription number without its code. not-a-code: something else was scanned.
 */
export const sealVerdict = z.enum([
  'genuine',
  'forged',
  'unknown-facility',
  'unknown-key',
  'withdrawn-key',
  'retired-key',
  'newer-version',
  'number-only',
  'not-a-code',
]);
export type SealVerdict = z.infer<typeof sealVerdict>;

const code = z.string().trim().min(1).max(4000);
const lineNumber = z.int().min(1).max(255);

const verifiedLine = z.object({
  line: lineNumber,
  medicine: z.string(),
  directions: z.string(),
  quantity: z.int(),
  unit: z.string(),
  /** the same medicine, strength, form and unit on our shelf */
  item: z.object({ itemId: id, name: shortText, unit: shortText, usable: z.int() }).nullable(),
  /** dispensing units that were used here */
  usedHere: z.int(),
  /** where it stands here: our own prescription, or an outside one that was taken on */
  requests: z.array(z.object({ medicationRequestId: id, number: shortText })),
});
export type VerifiedLine = z.infer<typeof verifiedLine>;

const sealFacility = z.object({ code: shortText, name: shortText.nullable(), phone: shortText.nullable(), isOwn: z.boolean() });

const elsewhereLine = z.object({
  line: lineNumber,
  /** oldest first; a facility without a name or code: the hub's policy names nobody */
  claims: z.array(z.object({ code: shortText.nullable(), name: shortText.nullable(), isOwn: z.boolean(), quantity: z.int(), at: instant })),
  left: z.int(),
});
export type ElsewhereLine = z.infer<typeof elsewhereLine>;

export const prescriptionSeals = {
  /** Offline: genuine or forged, in date, used here or not. Use elsewhere is not part of it: see `ask`. */
  'prescriptionSeals.verify': query({
    permission: 'MedicationRequest.read',
    input: z.object({ code }),
    output: z.object({
      verdict: sealVerdict,
      facility: sealFacility.nullable(),
      number: shortText.nullable(),
      issuedAt: instant.nullable(),
      validUntil: day.nullable(),
      /** issued-later: its issuer's clock or ours is wrong, and the day of its end says nothing */
      validity: z.enum(['in-date', 'expired', 'issued-later']).nullable(),
      /** our own clock differs from the hub's, so what is said of days may be wrong */
      isClockDoubtful: z.boolean(),
      /** as the code says them; empty for a forged one */
      lines: z.array(verifiedLine),
    }),
  }),
  /** Online: what others used of it, by the hub's word. `isKnown` false: the hub could not be reached, use elsewhere is unknown. */
  'prescriptionSeals.ask': query({
    permission: 'MedicationRequest.read',
    input: z.object({ code }),
    output: z.object({ isKnown: z.boolean(), lines: z.array(elsewhereLine) }),
  }),
  /**
   * Takes a line of another facility's prescription on: claimed at the hub where it can be reached, queued where not. It then stands at the
   * desk like our own. `reason`: why it is believed although nothing of its facility has arrived here.
   * @throws 'prescription.seal_refused', 'prescription.seal_expired', 'prescription.seal_own', 'prescription.reason_needed', 'prescription.unit_differs',
   *   'prescription.used_here', 'prescription.used_elsewhere'
   */
  'prescriptionSeals.accept': command({
    permission: 'MedicationDispense.create',
    input: z.object({
      code,
      line: lineNumber,
      quantity,
      patientId: id,
      /** ours, counted in the same unit */
      itemId: id,
      reason: shortText.default(''),
    }),
    output: z.object({ medicationRequestId: id, number: shortText, claim: z.enum(['kept', 'queued']) }),
  }),
  /** Nothing of it was handed out: the claim is released, so that the person can go elsewhere. @throws 'prescription.given_already', 'not_found' */
  'prescriptionSeals.giveBack': command({
    permission: 'MedicationDispense.create',
    input: z.object({ medicationRequestId: id, reason: shortText.min(3) }),
    output: z.object({}),
  }),
  /** Lines that were used here and elsewhere too, beyond what was prescribed; found out when the network was back. */
  'prescriptionSeals.doubles': query({
    permission: 'MedicationRequest.read',
    input: z.object({}),
    output: z.object({
      doubles: z.array(
        z.object({
          claimId: id,
          medicationRequestId: id,
          number: shortText,
          quantity: z.int(),
          unit: shortText,
          claimedAt: instant,
          isSeen: z.boolean(),
          others: elsewhereLine.shape.claims,
        }),
      ),
    }),
  }),
  'prescriptionSeals.acknowledgeDouble': command({
    permission: 'MedicationDispense.create',
    input: z.object({ claimId: id }),
    output: z.object({}),
  }),
  /** The label of the bag, 60 x 40 mm, in the patient's language where there are words for it. Of a dispense it names the lots. */
  'prescriptionSeals.label': command({
    permission: 'MedicationRequest.read',
    input: z.object({
      medicationRequestId: id,
      /** null: the newest that was handed out of it, or none yet */
      medicationDispenseId: id.nullable().default(null),
      /** null: the patient's, where it is one of these */
      locale: z.enum(['en', 'fr']).nullable().default(null),
    }),
    output: blobRef.extend({ locale: z.enum(['en', 'fr']), isFallback: z.boolean() }),
  }),
  'prescriptionSeals.keys': query({
    permission: 'Organization.update',
    input: z.object({}),
    output: z.object({
      keys: z.array(z.object({ keyId: shortText, createdAt: instant, retiredAt: instant.nullable(), isWithdrawn: z.boolean() })),
    }),
  }),
  /** A new key signs from now on. `isLost`: the former one may be in other hands, and papers signed with it are no longer believed. */
  'prescriptionSeals.renewKey': command({
    permission: 'Organization.update',
    input: z.object({ isLost: z.boolean(), reason: shortText.min(3) }),
    output: z.object({ keyId: shortText }),
  }),
};
