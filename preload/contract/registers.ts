import { z } from 'zod';
import { coding, day, page, shortText } from './common.ts';
import { command, host, query } from './method.ts';
import { patientRow } from './patients.ts';

export const registerNames = ['diabetes', 'hypertension', 'tuberculosis', 'hiv', 'antenatal', 'under-5'] as const;
export const registerName = z.enum(registerNames);
export type RegisterName = z.infer<typeof registerName>;

/** `since`: first known; `lastVisit` null: never seen here. `nextDue`: the last visit (or `since`) and the register's interval. */
const registered = z.object({
  patient: patientRow,
  codings: z.array(coding),
  since: day.nullable(),
  lastVisit: day.nullable(),
  nextDue: day,
  daysOverdue: z.int(),
  nextAppointment: day.nullable(),
});
export type Registered = z.infer<typeof registered>;

const which = { register: registerName, onlyOverdue: z.boolean().default(false) };

export const registers = {
  'registers.list': query({
    permission: 'Group.read',
    input: z.object({}),
    output: z.object({
      registers: z.array(
        z.object({
          register: registerName,
          intervalDays: z.int(),
          /** the program's proposal, in force until the facility sets its own */
          proposedDays: z.int(),
          /** 0: never set */
          version: z.int(),
        }),
      ),
    }),
  }),
  /** Who stands on a register, longest overdue first. People whose record is not for the eyes of who asks are left out, uncounted. */
  'registers.of': query({
    permission: 'Group.read',
    input: page.extend(which),
    output: z.object({ total: z.int(), overdue: z.int(), intervalDays: z.int(), people: z.array(registered) }),
  }),
  /** The facility's own choice; the past stays in the audit. @throws 'version.conflict' */
  'registers.setInterval': command({
    permission: 'Organization.update',
    input: z.object({ register: registerName, intervalDays: z.int().min(1).max(730), version: z.int().nonnegative() }),
    output: z.object({ version: z.int() }),
  }),
  /** Told in the audit before a row leaves; the file is handed over and not kept. */
  'registers.export': host({
    permission: 'Group.export',
    input: z.object({ ...which, format: z.enum(['csv', 'pdf']), locale: z.enum(['en', 'fr']).default('en') }),
    output: z.object({ name: shortText, mediaType: shortText, base64: z.string(), rows: z.int() }),
  }),
};
