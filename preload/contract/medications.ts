import { z } from 'zod';
import { blobRef, day, id, instant, longText, shortText } from './common.ts';
import { command, query } from './method.ts';
import { medicationRequestStatus } from './prescriptions.ts';

export const informationSources = ['patient', 'carer', 'packet', 'paper'] as const;
export const occasions = ['visit', 'admission', 'referral', 'discharge'] as const;
export type Occasion = (typeof occasions)[number];
/** `stop` of a prescribed medicine needs the right to change prescriptions; the others are what was heard, the order stays as it is. */
export const decisions = ['taking', 'differently', 'not-taking', 'stop'] as const;
export type Decision = (typeof decisions)[number];

/** A medicine of a person: prescribed here, or taken as they say. */
export const medicineLine = z.object({
  kind: z.enum(['prescribed', 'stated']),
  id,
  version: z.int(),
  medicine: shortText,
  directions: z.string(),
  status: medicationRequestStatus,
  /** taken now, as far as it is known */
  isCurrent: z.boolean(),
  /** the day it was prescribed or begun; null: nobody knows */
  since: day.nullable(),
  until: day.nullable(),
  /** who prescribed it, or who wrote down what was said */
  byName: shortText,
  /** null: prescribed here */
  source: z.enum(informationSources).nullable(),
  lastCollected: day.nullable(),
});
export type MedicineLine = z.infer<typeof medicineLine>;

const span = z.object({ from: day, to: day });
/** How regularly one medicine was collected. Counts and days of main/medications/daysCovered.ts. */
export const adherence = z.object({
  medicine: shortText,
  unit: shortText,
  collections: z.array(z.object({ on: day, quantity: z.int(), /** null: the directions leave it open */ days: z.number().nullable() })),
  /** both days count; null where nothing can be said */
  cover: z
    .object({ from: day, until: day, days: z.int(), covered: z.int(), isRegular: z.boolean(), spans: z.array(span), gaps: z.array(span) })
    .nullable(),
  /** why there is no figure */
  why: z.enum(['', 'once', 'as-needed', 'unclear']),
});
export type Adherence = z.infer<typeof adherence>;

const stated = z.object({
  medicine: shortText.min(2),
  directions: longText.default(''),
  source: z.enum(informationSources),
  startedOn: day.nullable().default(null),
});
export type Stated = z.infer<typeof stated>;

export const medications = {
  /** Current ones first, then newest first. */
  'medications.of': query({
    permission: 'MedicationRequest.read',
    input: z.object({ patientId: id }),
    output: z.object({
      lines: z.array(medicineLine),
      adherence: z.array(adherence),
      /** when somebody last asked for everything that is taken */
      reconciled: z.object({ at: instant, byName: shortText, occasion: z.enum(occasions), encounterId: id.nullable() }).nullable(),
    }),
  }),
  /** @throws 'date.in_future' */
  'medications.state': command({
    permission: 'MedicationStatement.create',
    input: stated.extend({ patientId: id }),
    output: z.object({ statementId: id }),
  }),
  /** No longer taken, or never was: the reason stands in the audit. */
  'medications.endStatement': command({
    permission: 'MedicationStatement.create',
    input: z.object({ statementId: id, version: z.int(), status: z.enum(['stopped', 'entered-in-error']), reason: shortText.min(3) }),
    output: z.object({}),
  }),
  /**
   * Everything that is taken was asked for: a decision for each current medicine, and what came up beside. None at all says "takes nothing".
   * @throws 'medications.not_gone_through' { open }, 'medications.reason_needed', 'denied', 'date.in_future'
   */
  'medications.reconcile': command({
    permission: 'MedicationStatement.create',
    input: z.object({
      patientId: id,
      encounterId: id.nullable().default(null),
      occasion: z.enum(occasions),
      decisions: z
        .array(
          z.object({
            kind: z.enum(['prescribed', 'stated']),
            id,
            decision: z.enum(decisions),
            /** how it is taken instead, or why not */
            note: shortText.default(''),
          }),
        )
        .max(200),
      added: z.array(stated).max(50).default([]),
    }),
    output: z.object({ reconciliationId: id }),
  }),
  /** The person's own list in large print, in their language. */
  'medications.printList': command({
    permission: 'MedicationRequest.read',
    input: z.object({ patientId: id, locale: z.enum(['en', 'fr']).default('en') }),
    output: blobRef,
  }),
};
