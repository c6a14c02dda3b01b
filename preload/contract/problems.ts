import { z } from 'zod';
import { coding, day, id, instant, longText, shortText } from './common.ts';
import { command, query } from './method.ts';

export const clinicalStatus = z.enum(['active', 'recurrence', 'remission', 'resolved']);
export type ClinicalStatus = z.infer<typeof clinicalStatus>;
/** How exactly the first day is known; '2019' is 2019-01-01 of the precision 'year'. */
const onsetPrecision = z.enum(['day', 'month', 'year']);

export const problem = z.object({
  problemId: id,
  coding,
  onsetDate: day.nullable(),
  onsetPrecision,
  abatedDate: day.nullable(),
  clinicalStatus,
  note: z.string(),
  recordedAt: instant,
  version: z.int(),
});
export type Problem = z.infer<typeof problem>;

/** A code that was diagnosed at visits and stands on no list: counted, with its newest day. */
export const unlistedDiagnosis = z.object({ coding, times: z.int(), lastAt: instant });
export type UnlistedDiagnosis = z.infer<typeof unlistedDiagnosis>;

export const problems = {
  'problems.list': query({
    permission: 'Patient.read',
    input: z.object({ patientId: id }),
    output: z.object({ problems: z.array(problem), unlisted: z.array(unlistedDiagnosis) }),
  }),
  /** One line for each code of a person. @throws 'problem.on_list' when the code stands there already */
  'problems.add': command({
    permission: 'Condition.create',
    input: z.object({
      patientId: id,
      coding,
      onsetDate: day.nullable().default(null),
      onsetPrecision: onsetPrecision.default('day'),
      clinicalStatus: clinicalStatus.default('active'),
      note: longText.default(''),
    }),
    output: z.object({ problemId: id }),
  }),
  /** Resolve, bring back, say more. A change of status needs its reason. @throws 'version.conflict' */
  'problems.amend': command({
    permission: 'Condition.create',
    input: z
      .object({
        problemId: id,
        version: z.int(),
        onsetDate: day.nullable(),
        onsetPrecision,
        clinicalStatus,
        abatedDate: day.nullable().default(null),
        note: longText,
        reason: shortText.default(''),
      })
      .refine(({ clinicalStatus: status, abatedDate }) => abatedDate === null || status === 'resolved' || status === 'remission', { path: ['abatedDate'] }),
    output: z.object({ version: z.int() }),
  }),
  'problems.enteredInError': command({
    permission: 'Condition.create',
    input: z.object({ problemId: id, version: z.int(), reason: shortText.min(3) }),
    output: z.object({}),
  }),
}; // prettier-ignore
