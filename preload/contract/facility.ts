import { z } from 'zod';
import { day, id, instant, shortText } from './common.ts';
import { command, host, query } from './method.ts';
import { recoverySheet } from './backup.ts';

export const facilityType = z.enum(['clinic', 'pharmacy', 'hospital', 'health-post', 'depot']);

/** What the frame must know before anybody has signed in. */
export const facilityStatus = z.object({
  state: z.enum(['new', 'open', 'failed', 'preparing']),
  /** preparing: what is being done and how far, 0..1 */
  progress: z.object({ step: shortText, share: z.number() }).optional(),
  problem: z.object({ code: z.string(), data: z.record(z.string(), z.any()) }).optional(),
  facility: z.object({ name: shortText, code: shortText, timeZone: shortText, locale: shortText, isDemo: z.boolean() }).optional(),
  keyProtection: z.enum(['os', 'key-file', 'key-file-apart', 'passphrase']).optional(),
  seat: z.enum(['window', 'browser']),
});
export type FacilityStatus = z.infer<typeof facilityStatus>;

export const facility = {
  'facility.status': host({ permission: 'public', input: z.object({}), output: facilityStatus }),
  /** After a failed start; facility.status tells how it went. */
  'facility.tryAgain': host({ permission: 'public', input: z.object({}), output: z.object({}) }),
  'facility.setUp': host({
    permission: 'public',
    input: z.object({
      name: shortText.min(2),
      type: facilityType,
      timeZone: shortText,
      latitude: z.number().min(-90).max(90).nullable(),
      longitude: z.number().min(-180).max(180).nullable(),
      currency: z.string().length(3),
      locale: z.enum(['en', 'fr']),
      administrator: z.object({ displayName: shortText.min(2), username: shortText.min(2), password: z.string().min(8).max(200) }),
    }),
    /** the recovery key is told this once */
    output: z.object({ facilityId: id, code: shortText, recovery: recoverySheet }),
  }),
  /** A backup into a folder that holds no facility, or one that can't be opened: only then. The recovery key opens it on a new computer. */
  'facility.restore': host({
    permission: 'public',
    input: z.object({ backup: z.string().trim().min(1).max(1000), recoveryKey: z.string().max(200) }),
    output: z.object({ epochLetter: shortText }),
  }),
  /** With the printed recovery key, when no other key opens the data: only then. */
  'facility.recover': host({ permission: 'public', input: z.object({ recoveryKey: z.string().max(200) }), output: z.object({}) }),
  /** Seeds the demo clinic with its neighbours and a local hub; answers at once, facility.status tells the progress. */
  'facility.exploreDemo': host({
    permission: 'public',
    input: z.object({ locale: z.enum(['en', 'fr']) }),
    output: z.object({ started: z.boolean() }),
  }),
  'facility.profile': query({
    permission: 'self',
    input: z.object({}),
    output: z.object({
      id,
      name: shortText,
      code: shortText,
      type: facilityType,
      timeZone: shortText,
      currency: z.string(),
      locale: z.string(),
      phone: z.string(),
      latitude: z.number().nullable(),
      longitude: z.number().nullable(),
      today: day,
      version: z.int(),
    }),
  }),
  /** For the administrator; sizes in bytes. */
  'facility.health': query({
    permission: 'Organization.update',
    input: z.object({}),
    output: z.object({
      diskFree: z.number(),
      diskTotal: z.number(),
      database: z.number(),
      /** documents and pictures */
      files: z.number(),
      /** the newest whole backup, made here or found in the planned folder */
      lastBackupAt: instant.nullable(),
      isBackupTooOld: z.boolean(),
      lastVerification: z.object({ at: instant, ok: z.boolean(), rows: z.int() }).nullable(),
      /** null: the log cannot be read */
      errorsInADay: z.int().nullable(),
      /** the latest of them, newest first: where they happened, never what was worked on */
      lastErrors: z.array(z.object({ at: instant, what: shortText })),
    }),
  }),
  /** @throws 'version.conflict' { found, fields, at } */
  'facility.amend': command({
    permission: 'Organization.update',
    input: z.object({
      version: z.int(),
      name: shortText.min(2),
      /** what is left out stays as it is */
      type: facilityType.optional(),
      timeZone: shortText.optional(),
      locale: z.enum(['en', 'fr']).optional(),
      phone: z.string().trim().max(40).optional(),
      latitude: z.number().min(-90).max(90).nullable(),
      longitude: z.number().min(-180).max(180).nullable(),
      reason: shortText.default(''),
    }),
    output: z.object({ version: z.int() }),
  }),
};

export const demoAccounts = [
  { username: 'amina', role: 'front-desk' },
  { username: 'joseph', role: 'doctor' },
  { username: 'grace', role: 'pharmacy-clerk' },
  { username: 'admin', role: 'administrator' },
] as const;
/** The demo clinic holds invented people only; its password is printed on its sign-in page. */
export const demoPassword = 'demo-clinic-1';
