import { z } from 'zod';
import { blobRef, day, id, instant, longText, quantity, shortText } from './common.ts';
import { dosage } from './dosage.ts';
import { command, host, query } from './method.ts';
import { patientRow } from './patients.ts';
import { requestStatuses } from './prescriptionLife.ts';
import { safetyAnswer } from './safety.ts';

export const medicationRequestStatus = z.enum(requestStatuses);

export const medicationRequestRow = z.object({
  medicationRequestId: id,
  number: shortText,
  patient: patientRow,
  itemId: id.nullable(),
  medicine: shortText,
  directions: z.string(),
  /** null: written as words only */
  dosage: dosage.nullable(),
  quantity: z.int(),
  dispensed: z.int(),
  unit: shortText,
  status: medicationRequestStatus,
  authoredAt: instant,
  prescriberName: shortText,
  validUntil: day,
  /** the prescription it stands on, with the lines that were signed together; null: written before prescriptions were signed */
  prescriptionId: id.nullable(),
  isControlled: z.boolean(),
  signedAt: instant.nullable(),
  /** how often it may be handed out again after the first time */
  refillsAllowed: z.int(),
  /** it is a refill of this line */
  refillOf: id.nullable(),
});
export type MedicationRequestRow = z.infer<typeof medicationRequestRow>;

export const pick = z.object({ lotId: id, lotNumber: shortText, expiry: day.nullable(), quantity: z.int() });
export type Pick = z.infer<typeof pick>;

/** A line as it is kept for the next time: of a favourite, or in an order set. */
export const savedLine = z.object({
  medicine: shortText.min(2),
  itemId: id.nullable().default(null),
  dosage: dosage.nullable().default(null),
  directions: longText.min(1),
  quantity,
  unit: shortText.default('unit'),
  validDays: z.int().min(1).max(365).default(30),
  refillsAllowed: z.int().min(0).max(24).default(0),
});
export type SavedLine = z.infer<typeof savedLine>;

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
  /**
   * Writes a draft line on the prescriber's unsigned prescription for this person, or writes `medicationRequestId`, such a line, anew.
   * A 'stop' finding needs an entry in `overrides` with its cause and a reason, else 'prescription.reason_needed'. It can be handed out
   * once it is signed.
   */
  'prescriptions.prescribe': command({
    permission: 'MedicationRequest.create',
    input: order.extend({
      medicationRequestId: id.nullable().default(null),
      encounterId: id.nullable().default(null),
      directions: longText.min(1),
      quantity,
      unit: shortText.default('unit'),
      validDays: z.int().min(1).max(365).default(30),
      refillsAllowed: z.int().min(0).max(24).default(0),
      /** the old line that this one repeats */
      copyOf: id.nullable().default(null),
      /** the asked refill that this line grants */
      refillRequestId: id.nullable().default(null),
      overrides: z.array(z.object({ cause: z.string(), reason: shortText.min(3) })).default([]),
    }),
    output: z.object({ medicationRequestId: id, prescriptionId: id, number: shortText, safety: safetyAnswer }),
  }),
  /**
   * Makes draft lines active: the prescriber's own PIN or password, checked as at the lock. Everything is checked once more against the
   * record of now. Said twice it is done once. A secret is no command's input: those are kept.
   * @throws 'auth.wrong_pin', 'auth.password_needed', 'auth.wrong_password', 'prescription.not_yours', 'prescription.reason_needed', 'version.conflict'
   */
  'prescriptions.sign': host({
    permission: 'MedicationRequest.create',
    input: z.object({
      patientId: id,
      lines: z
        .array(z.object({ medicationRequestId: id, version: z.int() }))
        .min(1)
        .max(60),
      secret: z.union([z.object({ password: z.string().min(1).max(200) }), z.object({ pin: z.string().regex(/^\d{6}$/) })]),
    }),
    output: z.object({ signed: z.array(z.object({ prescriptionId: id, number: shortText, lines: z.int() })) }),
  }),
  /** Everything ever prescribed for a person, newest first, drafts of one's own among it. */
  'prescriptions.ofPatient': query({
    permission: 'MedicationRequest.read',
    input: z.object({ patientId: id }),
    output: z.object({
      /** whether the PIN may sign here; without one it is the password */
      canUsePin: z.boolean(),
      lines: z.array(
        medicationRequestRow.extend({
          version: z.int(),
          isMine: z.boolean(),
          refillsLeft: z.int(),
          /** the finding's causes that were answered, with why */
          answered: z.array(z.object({ cause: z.string(), reason: z.string() })),
        }),
      ),
    }),
  }),
  'prescriptions.history': query({
    permission: 'MedicationRequest.read',
    input: z.object({ medicationRequestId: id }),
    output: z.object({
      events: z.array(
        z.object({
          id,
          from: medicationRequestStatus.nullable(),
          to: medicationRequestStatus,
          reason: z.string(),
          happenedAt: instant,
          performerName: shortText,
        }),
      ),
    }),
  }),
  /** Hold, resume, stop, cancel, or say that it was a mistake: see prescriptionLife.ts. A draft needs no reason to be thrown away. */
  'prescriptions.change': command({
    permission: 'MedicationRequest.update',
    input: z.object({
      medicationRequestId: id,
      act: z.enum(['hold', 'resume', 'stop', 'cancel', 'enter-in-error']),
      reason: z.string().trim().max(500).default(''),
    }),
    output: z.object({ status: medicationRequestStatus }),
  }),
  /** Other items here of the same ingredients, the same form first; of those that have something usable. */
  'prescriptions.alternatives': query({
    permission: 'MedicationRequest.create',
    input: z.object({ itemId: id }),
    output: z.object({
      alternatives: z.array(
        z.object({
          itemId: id,
          name: shortText,
          form: shortText,
          unit: shortText,
          usable: z.int(),
          isSameForm: z.boolean(),
          /** as the pack says it; '' where nothing is known */
          strength: z.string(),
        }),
      ),
    }),
  }),
  'prescriptions.worklist': query({
    permission: 'MedicationRequest.read',
    /** draft: what whoever asks has written and not signed, of nobody else */
    input: z.object({ status: z.enum(['active', 'completed', 'all', 'draft']).default('active') }),
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
    }),
  }),
  'prescriptions.stop': command({
    permission: 'MedicationRequest.update',
    input: z.object({ medicationRequestId: id, reason: shortText.min(3) }),
    output: z.object({}),
  }),
  /** Every line that was signed with it; the code on it is signed with the facility's prescription key. @throws 'prescription.not_printable' */
  'prescriptions.print': command({
    permission: 'MedicationRequest.read',
    input: z.object({ medicationRequestId: id, locale: z.enum(['en', 'fr']).default('en'), paper: z.enum(['A5', 'A4']).default('A5') }),
    output: blobRef,
  }),
};
