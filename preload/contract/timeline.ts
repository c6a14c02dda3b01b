import { z } from 'zod';
import { day, id, instant, page, shortText } from './common.ts';
import { query } from './method.ts';

export const timelineKinds = [
  'visit',
  'note',
  'letter',
  'vitals',
  'diagnosis',
  'problem',
  'allergy',
  'prescription',
  'dispense',
  'laboratory',
  'immunization',
  'document',
  'history',
] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** One thing that happened. `title` and `lines` are as they were written; `status` is FHIR's of the row. */
export const timelineEntry = z.object({
  key: z.string(),
  kind: z.enum(timelineKinds),
  /** a day where no time was written down */
  at: z.union([instant, day]),
  title: z.string(),
  /** ICD-10 or the number on the paper; '' where there is none */
  code: z.string(),
  status: z.string(),
  lines: z.array(z.string()),
  values: z.array(z.object({ id, code: shortText, display: shortText, value: z.number(), unit: shortText, interpretation: z.string() })),
  encounterId: id.nullable(),
  medicationRequestId: id.nullable(),
  blobId: id.nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const timeline = {
  /**
   * Everything of a person, newest first, from all records that are linked as theirs. Every word of `text` must be found, folded, anywhere
   * in an entry. `counts`: how many of each kind the period and the text leave. Kinds that the asker may not read stay out.
   */
  'timeline.of': query({
    permission: 'Patient.read',
    input: page.extend({
      patientId: id,
      /** empty = all */
      kinds: z.array(z.enum(timelineKinds)).max(timelineKinds.length).default([]),
      from: day.nullable().default(null),
      until: day.nullable().default(null),
      text: z.string().max(200).default(''),
    }),
    output: z.object({ total: z.int(), counts: z.partialRecord(z.enum(timelineKinds), z.int()), entries: z.array(timelineEntry) }),
  }),
};
