import { z } from 'zod';
import { coding, day, id, instant, page, sex, shortText } from './common.ts';
import { command, query } from './method.ts';

/** How exactly the birth date is known: an estimated age has a birth date of 'year' precision. */
export const birthDatePrecision = z.enum(['day', 'month', 'year']);

export const personDetails = z.object({
  familyName: shortText.min(1),
  givenNames: shortText,
  sex,
  birthDate: day.nullable(),
  birthDatePrecision: birthDatePrecision.default('day'),
  phone: shortText.default(''),
  village: shortText.default(''),
});
export type PersonDetails = z.infer<typeof personDetails>;

export const patientRow = z.object({
  patientId: id,
  number: shortText,
  displayName: shortText,
  sex,
  birthDate: day.nullable(),
  birthDatePrecision,
  phone: shortText,
  village: shortText,
  lastSeenAt: instant.nullable(),
  /** marked sensitive, and not for the eyes of who asks: what stands beside it is left empty */
  isRestricted: z.boolean().optional(),
});
export type PatientRow = z.infer<typeof patientRow>;

/** Why two records may be one person; `code` is worded by the screen, `detail` shows the two values. */
export const duplicateReason = z.object({
  code: z.enum([
    'same-name',
    'similar-name',
    'swapped-names',
    'same-birth-date',
    'close-birth-date',
    'same-phone',
    'same-village',
    'same-sex',
  ]),
  detail: z.string(),
});
export const duplicateCandidate = patientRow.extend({ score: z.number().min(0).max(1), reasons: z.array(duplicateReason) });
export type DuplicateCandidate = z.infer<typeof duplicateCandidate>;

export const observationRow = z.object({
  id,
  code: shortText,
  display: shortText,
  value: z.number(),
  unit: shortText,
  effectiveAt: instant,
  flag: z.enum(['', 'low', 'high', 'critical']),
});

/** Of the worst reaction; '' = not said. */
export const allergySeverity = z.enum(['', 'mild', 'moderate', 'severe']);
/** FHIR's verificationStatus. */
export const allergyCertainty = z.enum(['unconfirmed', 'confirmed', 'refuted']);
const allergyLine = z.object({
  id,
  substance: shortText,
  criticality: z.enum(['low', 'high', 'unable-to-assess']),
  severity: allergySeverity,
  certainty: allergyCertainty,
  reaction: z.string(),
  recordedAt: instant,
  version: z.int(),
});
export type AllergyLine = z.infer<typeof allergyLine>;

/** Allergies are a statement: 'not-asked' is not 'none-known'. Refuted ones don't count, and are shown. */
export const allergyStatement = z.object({
  status: z.enum(['not-asked', 'none-known', 'recorded']),
  askedAt: instant.nullable(),
  list: z.array(allergyLine),
  refuted: z.array(allergyLine),
});

export const chart = z.object({
  patient: patientRow.extend({ version: z.int(), familyName: shortText, givenNames: shortText, linkedNumbers: z.array(shortText) }),
  allergies: allergyStatement,
  weight: z.object({ kg: z.number(), at: instant }).nullable(),
  /** the pregnancy that is going on, else the newest diagnosis or problem of the last 44 weeks that says so; null is no "not pregnant" */
  pregnancy: z.object({ since: instant, code: shortText, edd: day.nullable(), gestationDays: z.int().nullable() }).nullable(),
  /** critical results that nobody has acknowledged */
  criticals: z.array(z.object({ id, display: shortText, value: z.number(), unit: shortText, issuedAt: instant })),
  deceasedOn: day.nullable(),
  isUnidentified: z.boolean(),
  conditions: z.array(z.object({ id, coding, recordedAt: instant, status: shortText })),
  observations: z.array(observationRow),
  medications: z.array(
    z.object({
      id,
      number: shortText,
      medicine: shortText,
      directions: z.string(),
      status: shortText,
      authoredAt: instant,
      quantity: z.int(),
      dispensed: z.int(),
    }),
  ),
  encounters: z.array(z.object({ id, status: shortText, startedAt: instant, endedAt: instant.nullable(), reason: z.string() })),
  documents: z.array(z.object({ id, title: shortText, blobId: id, mediaType: shortText, createdAt: instant })),
});
export type Chart = z.infer<typeof chart>;

export const patients = {
  'patients.search': query({
    permission: 'Patient.read',
    input: z.object({ text: z.string().max(200), limit: z.int().positive().max(50).default(10) }),
    output: z.object({ patients: z.array(patientRow) }),
  }),
  'patients.list': query({
    permission: 'Patient.read',
    input: page.extend({ sort: z.enum(['name', 'number', 'last-seen']).default('name'), filter: z.string().max(100).default('') }),
    output: z.object({ total: z.int(), patients: z.array(patientRow) }),
  }),
  'patients.findDuplicates': query({
    permission: 'Patient.create',
    input: personDetails,
    output: z.object({ candidates: z.array(duplicateCandidate) }),
  }),
  /** A likely duplicate is answered, not refused: the caller opens the found person or says that they are different people. */
  'patients.register': command({
    permission: 'Patient.create',
    input: personDetails.extend({ differentFrom: z.array(id).default([]) }),
    output: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('registered'), patientId: id, number: shortText }),
      z.object({ outcome: z.literal('likely-duplicate'), candidates: z.array(duplicateCandidate) }),
    ]),
  }),
  'patients.amend': command({
    permission: 'Patient.update',
    input: personDetails.extend({
      patientId: id,
      version: z.int(),
      reason: shortText.default(''),
      /** of somebody unknown until now: who this is, is known */
      isIdentified: z.boolean().default(false),
    }),
    output: z.object({ version: z.int() }),
  }),
  'patients.chart': query({ permission: 'Patient.read', input: z.object({ patientId: id }), output: chart }),
};
