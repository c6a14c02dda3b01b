import { z } from 'zod';
import { id, instant, page, shortText } from './common.ts';
import { command, query } from './method.ts';
import { patientRow } from './patients.ts';
import { personFact } from './registration.ts';

/** What of a record's own data may be taken over from another one. */
export const mergeField = z.enum([
  'familyName',
  'givenNames',
  'sex',
  'birthDate',
  'phone',
  'village',
  'district',
  'region',
  'country',
  'language',
  'gender',
  'deceasedOn',
  'photo',
  'unidentified',
]);
export type MergeField = z.infer<typeof mergeField>;

const evidenceLevel = z.enum([
  'missing',
  'same',
  'sounds-alike',
  'one-slip',
  'two-slips',
  'initial',
  'part',
  'both-in-use',
  'year-only',
  'swapped',
  'one-digit',
  'same-month',
  'near-year-only',
  'same-day-of-year',
  'near',
  'different',
  'shared',
]);

/** `weight` in bits: evidence for one person, against it when negative. `level` is worded by the screen. */
export const evidence = z.object({
  field: z.enum(['given', 'family', 'birthDate', 'sex', 'phone', 'village', 'order', 'household']),
  level: evidenceLevel,
  weight: z.number(),
});
export type Evidence = z.infer<typeof evidence>;

/** Learned from this file: how often one person's records stand at a level and how often strangers' do, 0 to 1; `weight` in bits. */
export const learnedWeights = z.object({
  field: z.enum(['given', 'family', 'birthDate', 'sex', 'phone', 'village']),
  levels: z.array(z.object({ level: evidenceLevel, agree: z.number(), chance: z.number(), weight: z.number() })),
});
export type LearnedWeights = z.infer<typeof learnedWeights>;

/** certain and likely: one person, as far as the program can tell; review: undecided. Nothing is ever merged without somebody. */
export const duplicateVerdict = z.enum(['certain', 'likely', 'review']);

const person = patientRow.extend({ familyName: shortText, givenNames: shortText, version: z.int(), createdAt: instant });
export type ComparedPerson = z.infer<typeof person>;

export const duplicatePair = z.object({
  pairId: id,
  score: z.number().min(0).max(1),
  verdict: duplicateVerdict,
  one: person,
  other: person,
  evidence: z.array(evidence),
});
export type DuplicatePair = z.infer<typeof duplicatePair>;

const counts = z.array(z.object({ kind: shortText, count: z.int() }));
const record = z.object({ patientId: id, version: z.int() });

export const mergeRow = z.object({
  linkId: id,
  mergedAt: instant,
  endedAt: instant.nullable(),
  mergedByName: shortText,
  reason: z.string(),
  surviving: patientRow,
  merged: patientRow,
});
export type MergeRow = z.infer<typeof mergeRow>;

export const duplicates = {
  /** The work list of the last look through the file; `distinguished`: those whom somebody has said to be two people. */
  'duplicates.list': query({
    permission: 'Patient.merge',
    input: page.extend({ show: z.enum(['same', 'review', 'distinguished']).default('same') }),
    output: z.object({
      run: z
        .object({
          status: z.enum(['running', 'done', 'cancelled', 'failed']),
          startedAt: instant,
          endedAt: instant.nullable(),
          records: z.int(),
          weights: z.array(learnedWeights),
        })
        .nullable(),
      total: z.int(),
      pairs: z.array(duplicatePair),
    }),
  }),
  /** Begins a look through the whole file, in the background. @throws 'duplicates.running' */
  'duplicates.find': command({ permission: 'Patient.merge', input: z.object({}), output: z.object({ records: z.int() }) }),
  'duplicates.cancel': command({ permission: 'Patient.merge', input: z.object({}), output: z.object({}) }),
  /** These are two people: remembered, until it is taken back. */
  'duplicates.distinguish': command({
    permission: 'Patient.merge',
    input: z.object({ records: z.array(z.object({ patientId: id })).length(2) }),
    output: z.object({}),
  }),
  'duplicates.reconsider': command({
    permission: 'Patient.merge',
    input: z.object({ records: z.array(z.object({ patientId: id })).length(2) }),
    output: z.object({}),
  }),
  /** Both records side by side, what each of them holds, and what speaks against a merge. */
  'duplicates.previewMerge': query({
    permission: 'Patient.merge',
    input: z.object({ surviving: z.object({ patientId: id }), merged: z.object({ patientId: id }) }),
    output: z.object({
      surviving: person,
      merged: person,
      /** both values as they are stored: a day, the id of a picture's blob, '1' for somebody unknown */
      fields: z.array(
        z.object({
          field: mergeField,
          isSame: z.boolean(),
          proposed: z.enum(['surviving', 'merged']),
          surviving: z.string(),
          merged: z.string(),
        }),
      ),
      /** other names, telephones, numbers, relatives and consents: both records' stand beside each other, but for those left out */
      facts: z.array(z.object({ factId: id, of: z.enum(['surviving', 'merged']), fact: personFact, isTwice: z.boolean() })),
      holds: z.object({ surviving: counts, merged: counts }),
      evidence: z.array(evidence),
      warnings: z.array(z.enum(['other-sex', 'other-given-name', 'other-birth-date', 'said-different', 'sensitive'])),
    }),
  }),
  /** `take`: the fields whose value comes from the merged record; `leaveOut`: facts of either that are not read while they are joined. Both versions are as seen, so that nobody merges what has changed. */
  'duplicates.merge': command({
    permission: 'Patient.merge',
    input: z.object({
      surviving: record,
      merged: record,
      take: z.array(mergeField).max(mergeField.options.length),
      leaveOut: z.array(id).max(200).default([]),
      reason: shortText.default(''),
    }),
    output: z.object({ linkId: id }),
  }),
  /** Of one person's records, or of everybody's; ended ones too. */
  'duplicates.merges': query({
    permission: 'Patient.merge',
    input: z.object({ patientId: id.optional(), limit: z.int().positive().max(500).default(200) }),
    output: z.object({ merges: z.array(mergeRow) }),
  }),
  /** What an unmerge would give back, what was changed since and so stays, and what was recorded since under each record. */
  'duplicates.previewUnmerge': query({
    permission: 'Patient.merge',
    input: z.object({ linkId: id }),
    output: z.object({
      merge: mergeRow,
      givesBack: z.array(z.object({ field: mergeField, from: z.string(), to: z.string() })),
      keeps: z.array(mergeField),
      /** what the merge had left out */
      readAgain: z.array(z.object({ factId: id, fact: personFact })),
      since: z.object({ surviving: counts, merged: counts }),
    }),
  }),
  'duplicates.unmerge': command({
    permission: 'Patient.merge',
    input: z.object({ linkId: id, reason: shortText.min(3) }),
    output: z.object({ givenBack: z.array(mergeField), kept: z.array(mergeField) }),
  }),
};
