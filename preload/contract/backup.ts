import { z } from 'zod';
import { id, instant, shortText } from './common.ts';
import { command, host, query } from './method.ts';

/** The recovery key in its groups, and the sheet that carries it: both in memory only. */
export const recoverySheet = z.object({ groups: z.array(z.string()), pdfBase64: z.string(), fileName: shortText });

/** A backup folder's name: facility code and instant. Nothing else is ever opened as one. */
export const backupName = z.string().regex(/^medvault-[0-9A-Z]{6}-\d{8}T\d{9}Z$/);
const path = z.string().trim().min(1).max(1000);

export const backupVerdict = z.object({
  ok: z.boolean(),
  at: instant,
  facility: shortText,
  code: shortText,
  epochLetter: shortText,
  schemaVersion: z.int(),
  bytes: z.int(),
  blobs: z.int(),
  auditRows: z.int(),
  firstBad: z.object({ what: shortText, why: shortText }).nullable(),
});

const backupRow = z.object({
  name: backupName,
  at: instant,
  facility: shortText,
  isOurs: z.boolean(),
  epochLetter: shortText,
  bytes: z.int(),
});

/** What a backup would bring back: how many of each there are in it and here now. */
export const restorePreview = z.object({
  at: instant,
  facility: shortText,
  code: shortText,
  counts: z.array(z.object({ table: shortText, then: z.int(), now: z.int() })),
  /** lines written since: everything that would have to be done again */
  newerLines: z.int(),
  nextEpochLetter: shortText,
});

/** Older than this, the last good backup is a warning. */
export const backupTooOldDays = 7;

export const backup = {
  'backups.status': query({
    permission: 'Backup.read',
    input: z.object({}),
    output: z.object({
      lastGoodAt: instant.nullable(),
      isTooOld: z.boolean(),
      /** the last attempt, when it failed */
      lastFailure: z.object({ at: instant, code: shortText }).nullable(),
      plan: z.object({ folder: z.string(), isDefaultFolder: z.boolean(), keep: z.int(), version: z.int() }),
      running: z.object({ step: z.enum(['copy', 'check', 'write', 'verify']), share: z.number() }).nullable(),
      /** folders of sticks and disks that are connected now */
      places: z.array(z.string()),
      recoveryKeyMadeAt: instant.nullable(),
      /** what opens this folder day by day */
      dailyKeys: z.array(z.enum(['os', 'key-file', 'passphrase'])),
    }),
  }),
  'backups.list': query({
    permission: 'Backup.read',
    input: z.object({ folder: path }),
    output: z.object({ backups: z.array(backupRow) }),
  }),
  /** Begins and answers; backups.status tells how far it is. */
  'backups.make': host({ permission: 'Backup.create', input: z.object({ folder: path }), output: z.object({ started: z.boolean() }) }),
  'backups.cancel': host({ permission: 'Backup.create', input: z.object({}), output: z.object({}) }),
  'backups.verify': host({ permission: 'Backup.create', input: z.object({ folder: path, name: backupName }), output: backupVerdict }),
  'backups.setPlan': command({
    permission: 'Backup.create',
    input: z.object({ folder: z.string().trim().max(1000), keep: z.int().min(2).max(365), version: z.int() }),
    output: z.object({ version: z.int() }),
  }),
  'backups.preview': host({
    permission: 'Backup.restore',
    input: z.object({ folder: path, name: backupName }),
    output: restorePreview,
  }),
  'backups.restore': host({
    permission: 'Backup.restore',
    input: z.object({ folder: path, name: backupName, recoveryKey: z.string().max(200).optional() }),
    output: z.object({ epochLetter: shortText, aside: z.string() }),
  }),
  'recovery.renew': host({ permission: 'Backup.restore', input: z.object({}), output: recoverySheet }),
  /** The next data key's recovery sheet, before anything is changed: whoever begins holds the paper that will open what comes out. */
  'dataKey.prepare': host({ permission: 'Backup.restore', input: z.object({}), output: recoverySheet }),
  /** Everything is encrypted again under the prepared key; the facility is closed meanwhile, facility.status tells the progress. */
  'dataKey.change': host({ permission: 'Backup.restore', input: z.object({}), output: z.object({}) }),
  /** Whoever holds the printed key may let an administrator in again; works without a session. */
  'recovery.administrators': host({
    permission: 'public',
    input: z.object({ recoveryKey: z.string().max(200) }),
    output: z.object({ administrators: z.array(z.object({ id, username: shortText, displayName: shortText, hasTotp: z.boolean() })) }),
  }),
  'recovery.resetPassword': host({
    permission: 'public',
    input: z.object({ recoveryKey: z.string().max(200), userId: id, newPassword: z.string().min(1).max(200), isTotpRemoved: z.boolean() }),
    output: z.object({}),
  }),
};
