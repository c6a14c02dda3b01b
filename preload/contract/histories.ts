import { z } from 'zod';
import { coding, day, id, instant, longText, shortText } from './common.ts';
import { command, query } from './method.ts';

export const relationships = [
  'mother',
  'father',
  'sister',
  'brother',
  'daughter',
  'son',
  'grandmother',
  'grandfather',
  'aunt',
  'uncle',
  'other',
] as const;
export const socialKinds = ['tobacco', 'alcohol'] as const;
export type SocialKind = (typeof socialKinds)[number];
export const socialAnswers = ['never', 'former', 'occasional', 'daily'] as const;

const familyEntry = z.object({
  familyHistoryId: id,
  relationship: z.enum(relationships),
  condition: shortText,
  /** '' = words only */
  code: shortText,
  /** completed years */
  onsetAge: z.int().nullable(),
  isDeceased: z.boolean(),
  note: z.string(),
  recordedAt: instant,
});

/** `amount`: cigarettes a day, or standard drinks a week. */
const socialEntry = z.object({
  socialHistoryId: id,
  kind: z.enum(socialKinds),
  answer: z.enum(socialAnswers),
  amount: z.number().nullable(),
  effectiveOn: day,
  note: z.string(),
  recordedAt: instant,
});
export type SocialEntry = z.infer<typeof socialEntry>;

export const histories = {
  /** Social history newest first: the first of a kind is what holds. */
  'histories.of': query({
    permission: 'Patient.read',
    input: z.object({ patientId: id }),
    output: z.object({ family: z.array(familyEntry), social: z.array(socialEntry) }),
  }),
  'histories.addFamily': command({
    permission: 'Observation.create',
    input: z.object({
      patientId: id,
      relationship: z.enum(relationships),
      condition: shortText.min(2),
      coding: coding.nullable().default(null),
      onsetAge: z.int().min(0).max(130).nullable().default(null),
      isDeceased: z.boolean().default(false),
      note: longText.default(''),
    }),
    output: z.object({ familyHistoryId: id }),
  }),
  /** @throws 'date.in_future' */
  'histories.addSocial': command({
    permission: 'Observation.create',
    input: z.object({
      patientId: id,
      kind: z.enum(socialKinds),
      answer: z.enum(socialAnswers),
      amount: z.number().min(0).max(200).nullable().default(null),
      /** left out: today */
      effectiveOn: day.optional(),
      note: longText.default(''),
    }),
    output: z.object({ socialHistoryId: id }),
  }),
  'histories.familyEnteredInError': command({
    permission: 'Observation.create',
    input: z.object({ familyHistoryId: id, reason: shortText.min(3) }),
    output: z.object({}),
  }),
  'histories.socialEnteredInError': command({
    permission: 'Observation.create',
    input: z.object({ socialHistoryId: id, reason: shortText.min(3) }),
    output: z.object({}),
  }),
};
