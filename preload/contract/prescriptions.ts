import { z } from 'zod';
import { blobRef, day, id, instant, longText, quantity, shortText } from './common.ts';
import { dosage } from './dosage.ts';
import { command, query } from './method.ts';
import { patientRow } from './patients.ts';
import { safetyAnswer } from './safety.ts';

export const medicationRequestStatus = z.enum(['draft', 'active', 'on-hold', 'stopped', 'completed', 'cancelled', 'entered-in-error']);

export const medicationRequestRow = z.object({
  medicationRequestId: id,
  number: shortText,
  patient: patientRow,
  itemId: id.nullable(),
  medicine: shortText,
  directions: z.string(),
  quantity: z.int(),
  dispensed: z.int(),
  unit: shortText,
  status: medicationRequestStatus,
  authoredAt: instant,
  prescriberName: shortText,
  validUntil: day,
});
export type MedicationRequestRow = z.infer<typeof medicationRequestRow>;

export const pick = z.object({ lotId: id, lotNumber: shortText, expiry: day.nullable(), quantity: z.int() });
export type Pick = z.infer<typeof pick>;

const order = z.object({
  patientId: id,
  /** the medicine as written: name, strength, form */
  medicine: shortText.min(2),
  itemId: id.nullable().default(null),
  /** the directions in their structure: a dose is checked by it, else as the text says */
  dosage: dosage.nullable().default(null),
});

export const prescriptions = {
  /** Answers what the record forbids, and what could not be checked. */
  'prescriptions.check': query({ permission: 'MedicationRequest.create', input: order, output: safetyAnswer }),
  /** A 'stop' finding needs an entry in `overrides` with its cause and a reason, else 'prescription.reason_needed'. */
  'prescriptions.prescribe': command({
    permission: 'MedicationRequest.create',
    input: order.extend({
      encounterId: id.nullable().default(null),
      directions: longText.min(1),
      quantity,
      unit: shortText.default('unit'),
      validDays: z.int().min(1).max(365).default(30),
      overrides: z.array(z.object({ cause: z.string(), reason: shortText.min(3) })).default([]),
    }),
    output: z.object({ medicationRequestId: id, number: shortText, safety: safetyAnswer }),
  }),
  'prescriptions.worklist': query({
    permission: 'MedicationRequest.read',
    input: z.object({ status: z.enum(['active', 'completed', 'all']).default('active') }),
    output: z.object({ requests: z.array(medicationRequestRow) }),
  }),
  'prescriptions.get': query({
    permission: 'MedicationRequest.read',
    input: z.object({ medicationRequestId: id }),
    output: z.object({
      request: medicationRequestRow,
      /** empty for a restricted record: `safety` tells that something speaks against the medicine, not what */
      allergies: z.array(shortText),
      /** checked again now: the record may know more than when it was prescribed */
      safety: safetyAnswer,
      /** why the prescriber went on after a finding that says stop, by its cause */
      answered: z.array(z.object({ cause: z.string(), reason: z.string() })),
      /** what FEFO would take now for what is still owed */
      proposal: z.object({
        picks: z.array(pick),
        available: z.int(),
        expired: z.int(),
        /** kept back for an order, a transfer or a crossmatch */
        reserved: z.int(),
        /** good today, but it expires before this person would come to it */
        tooShort: z.int(),
        /** the same by lot: what stays on the shelf of lots that expire sooner than those that are picked */
        passedOver: z.array(pick.extend({ expiry: day })),
        /** dispensing units a day by the directions; null when they leave it open */
        perDay: z.number().nullable(),
        /** the last day on which something of what is owed is used */
        lastDay: day.nullable(),
      }),
      dispenses: z.array(z.object({ id, whenHandedOver: instant, quantity: z.int(), performerName: shortText })),
    }),
  }),
  /**
   * FEFO picks unless `lotId` names one lot, which must be usable ('stock.lot_expired', 'stock.lot_on_hold'); where FEFO would have taken
   * another one `overrideReason` says why, else 'stock.reason_needed'.
   */
  'prescriptions.dispense': command({
    permission: 'MedicationDispense.create',
    input: z.object({ medicationRequestId: id, quantity, lotId: id.optional(), overrideReason: shortText.min(3).optional() }),
    output: z.object({ medicationDispenseId: id, picks: z.array(pick), stillOwed: z.int() }),
  }),
  'prescriptions.stop': command({
    permission: 'MedicationRequest.update',
    input: z.object({ medicationRequestId: id, reason: shortText.min(3) }),
    output: z.object({}),
  }),
  'prescriptions.print': command({
    permission: 'MedicationRequest.read',
    input: z.object({ medicationRequestId: id, locale: z.enum(['en', 'fr']).default('en') }),
    output: blobRef,
  }),
};
