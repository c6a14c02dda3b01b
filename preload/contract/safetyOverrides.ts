import { z } from 'zod';
import { day, id, instant, longText, shortText } from './common.ts';
import { dosage } from './dosage.ts';
import { command, host, query } from './method.ts';
import { patientRow } from './patients.ts';
import { findingKind, severities } from './safety.ts';

/** What no other place of the record holds, answered beside the order. */
export const safetyQuestions = ['pregnant', 'lactating', 'hepatic'] as const;
export type SafetyQuestion = (typeof safetyQuestions)[number];
const answers = ['no', 'yes', 'mild', 'moderate', 'severe'] as const;

const version = z.int().positive();
const ordered = z.object({
  patientId: id,
  medicine: shortText.min(2),
  dosage: dosage.nullable().default(null),
  directions: longText.optional(),
});

/** An order against one of the worst findings to which nobody else agreed. */
export const aloneRow = z.object({
  alertId: id,
  patient: patientRow,
  medicine: shortText,
  against: z.string(),
  kind: findingKind,
  code: z.string(),
  reason: z.string(),
  aloneBecause: z.string(),
  prescriberName: shortText,
  isOwn: z.boolean(),
  overriddenAt: instant,
  reviewedAt: instant.nullable(),
  reviewerName: shortText.nullable(),
  verdict: z.enum(['accepted', 'escalated']).nullable(),
  note: z.string(),
  version,
});
export type AloneRow = z.infer<typeof aloneRow>;

const counts = { shown: z.int(), overridden: z.int() };
const period = { from: day, to: day };
/** One cause with what it was about; `cause` names ingredients, allergens or groups, never a person. */
export const causeCount = z.object({ kind: findingKind, severity: z.enum(severities), code: z.string(), cause: z.string(), ...counts });
export type CauseCount = z.infer<typeof causeCount>;

export const safetyOverrides = {
  /** The newest answer counts, for as long as it is good for: pregnancy 28 days, breast-feeding 90, liver a year. */
  'safety.answer': command({
    permission: 'MedicationRequest.create',
    input: z
      .object({ patientId: id, question: z.enum(safetyQuestions), answer: z.enum(answers) })
      .refine(({ question, answer }) => question === 'hepatic' || answer === 'no' || answer === 'yes', { path: ['answer'] }),
    output: z.object({}),
  }),
  /** That the prescriber saw what the check says of this order: once a day each warning and stop. */
  'safety.noteShown': command({ permission: 'MedicationRequest.create', input: ordered, output: z.object({ noted: z.int() }) }),
  /**
   * Another clinician agrees at this seat, with their password or one-time code, to an order against the worst findings; or nobody is there and
   * that is said, and the order is reviewed afterwards. Good for this order of whoever is signed in until it is signed, twelve hours at most.
   * @throws 'auth.wrong_password', 'auth.wrong_code', 'auth.locked_out' { seconds }, 'safety.own_second', 'safety.second_not_clinical'
   */
  'safety.second': host({
    permission: 'MedicationRequest.create',
    input: z.object({
      patientId: id,
      medicine: shortText.min(2),
      causes: z.array(z.string().min(1).max(500)).min(1).max(20),
      second: z.union([
        z.object({ username: shortText.min(1), password: z.string().min(1).max(200) }),
        z.object({ username: shortText.min(1), code: z.string().min(1).max(20) }),
        z.object({ nobodyBecause: shortText.min(5) }),
      ]),
    }),
    output: z.object({ by: z.enum(['password', 'code', 'nobody']) }),
  }),
  /** Not to be interrupted by this finding again, about this person, for 90 days. @throws 'not_found', 'safety.stop_not_quiet' */
  'safety.quieten': command({
    permission: 'MedicationRequest.create',
    input: ordered.extend({ cause: z.string().min(1).max(500) }),
    output: z.object({ until: day }),
  }),
  'safety.showAgain': command({
    permission: 'MedicationRequest.create',
    input: z.object({ patientId: id, cause: z.string().min(1).max(500) }),
    output: z.object({}),
  }),
  'safety.reviews': query({
    permission: 'SafetyOverride.review',
    input: z.object({ status: z.enum(['waiting', 'all']).default('waiting') }),
    output: z.object({ rows: z.array(aloneRow) }),
  }),
  /** Nobody judges an order of their own; an escalation says why. @throws 'not_found', 'safety.own_review', 'safety.reviewed', 'version.conflict' */
  'safety.review': command({
    permission: 'SafetyOverride.review',
    input: z
      .object({ alertId: id, version, verdict: z.enum(['accepted', 'escalated']), note: shortText.default('') })
      .refine((review) => review.verdict === 'accepted' || review.note.length >= 3, { path: ['note'] }),
    output: z.object({}),
  }),
  /** How often a finding was shown, and how often it was ordered all the same. No patient in it. */
  'safety.statistics': query({
    permission: 'SafetyOverride.read',
    input: z.object(period),
    output: z.object({
      causes: z.array(causeCount),
      prescribers: z.array(z.object({ name: shortText, ...counts, stops: z.int() })),
      months: z.array(z.object({ month: z.string(), ...counts, stops: z.int() })),
      waiting: z.int(),
    }),
  }),
  'safety.export': host({
    permission: 'SafetyOverride.read',
    input: z.object({ ...period, format: z.enum(['csv', 'pdf']), locale: z.enum(['en', 'fr']).default('en') }),
    output: z.object({ name: shortText, mediaType: shortText, base64: z.string(), rows: z.int() }),
  }),
};
