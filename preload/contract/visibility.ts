import { z } from 'zod';
import { id, instant, shortText } from './common.ts';
import { command, query } from './method.ts';
import { patientRow } from './patients.ts';

/** A reason that somebody else will read and judge. */
export const breakGlassReasonLetters = 10;
const version = z.int();
const why = shortText.min(3);

export const breakGlassVerdict = z.enum(['accepted', 'escalated']);

export const breakGlassRow = z.object({
  breakGlassId: id,
  patient: patientRow,
  userName: shortText,
  isOwn: z.boolean(),
  reason: z.string(),
  openedAt: instant,
  endsAt: instant,
  closedAt: instant.nullable(),
  /** what was looked at or done under it */
  reads: z.int(),
  reviewedAt: instant.nullable(),
  reviewerName: shortText.nullable(),
  verdict: breakGlassVerdict.nullable(),
  note: z.string(),
  version,
});
export type BreakGlassRow = z.infer<typeof breakGlassRow>;

export const sensitivityMark = z.object({
  markId: id,
  departments: z.array(shortText),
  roles: z.array(shortText),
  /** empty for those who may not see the record */
  reason: z.string(),
  setAt: instant,
  setByName: shortText,
});

export const visibility = {
  /** `memberIds` only for those who may read accounts. */
  'departments.list': query({
    permission: 'self',
    input: z.object({}),
    output: z.object({ departments: z.array(z.object({ departmentId: id, name: shortText, memberIds: z.array(id), version })) }),
  }),
  'departments.add': command({
    permission: 'UserAccount.update',
    input: z.object({ name: shortText.min(2) }),
    output: z.object({ departmentId: id }),
  }),
  /** The department then has exactly these members. */
  'departments.amend': command({
    permission: 'UserAccount.update',
    input: z.object({ departmentId: id, version, name: shortText.min(2), memberIds: z.array(id).max(1000) }),
    output: z.object({ version }),
  }),
  /** One without members that no sensitivity mark ever named: 'department.in_use' */
  'departments.remove': command({
    permission: 'UserAccount.update',
    input: z.object({ departmentId: id, version, reason: why }),
    output: z.object({}),
  }),
  /** Whether this person's record opens for who asks, and by what; nothing clinical. */
  'sensitivity.of': query({
    permission: 'Patient.read',
    input: z.object({ patientId: id }),
    output: z.object({
      patient: patientRow,
      sight: z.enum(['own', 'break-glass', 'none']),
      marks: z.array(sensitivityMark),
      glass: z.object({ breakGlassId: id, reason: z.string(), endsAt: instant }).nullable(),
    }),
  }),
  /** From now on the record opens only for members of one of these departments or roles. */
  'sensitivity.mark': command({
    permission: 'Patient.restrict',
    input: z
      .object({ patientId: id, departmentIds: z.array(id).max(50), roleCodes: z.array(shortText).max(50), reason: why })
      .refine((asked) => asked.departmentIds.length + asked.roleCodes.length > 0, { path: ['departmentIds'] }),
    output: z.object({ markId: id }),
  }),
  /** Not under a break-glass: only who sees the record by right may open it for others. */
  'sensitivity.lift': command({
    permission: 'Patient.restrict',
    input: z.object({ patientId: id, markId: id, reason: why }),
    output: z.object({}),
  }),
  /** Opens a restricted record for the minutes of access.policy; the privacy officers are told. */
  'breakGlass.open': command({
    permission: 'Patient.breakGlass',
    input: z.object({ patientId: id, reason: shortText.min(breakGlassReasonLetters) }),
    output: z.object({ breakGlassId: id, endsAt: instant }),
  }),
  'breakGlass.close': command({ permission: 'Patient.breakGlass', input: z.object({ breakGlassId: id }), output: z.object({}) }),
  'breakGlass.list': query({
    permission: 'BreakGlass.review',
    input: z.object({ status: z.enum(['waiting', 'all']).default('waiting') }),
    output: z.object({ openings: z.array(breakGlassRow) }),
  }),
  /** Nobody judges an opening of their own; an escalation says why. */
  'breakGlass.review': command({
    permission: 'BreakGlass.review',
    input: z
      .object({ breakGlassId: id, version, verdict: breakGlassVerdict, note: shortText.default('') })
      .refine((review) => review.verdict === 'accepted' || review.note.length >= 3, { path: ['note'] }),
    output: z.object({}),
  }),
};
