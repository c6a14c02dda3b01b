import { z } from 'zod';
import { fieldChange } from './audit.ts';
import { day, instant, shortText } from './common.ts';
import { command, host, query } from './method.ts';

/** Larger ones are not read: a facility with hundreds of roles stays far below. */
export const configurationMostBytes = 256 * 1024;

export const configurationSection = z.enum([
  'facility',
  'roles',
  'signIn',
  'departments',
  'access',
  'retention',
  'backups',
  'registration',
  'registers',
]);
export type ConfigurationSection = z.infer<typeof configurationSection>;

/** `merge` adds and changes; `exact` also removes the roles and departments that the file does not name. */
export const importMode = z.enum(['merge', 'exact']);

/** `name`: a role's code, a department, or the field. Lists of permissions, or one value. */
export const configurationChange = z.object({
  section: configurationSection,
  name: shortText,
  is: z.enum(['added', 'changed', 'removed']),
  before: z.array(z.string()),
  after: z.array(z.string()),
});
export type ConfigurationChange = z.infer<typeof configurationChange>;

/** What of the file is not done, and why; everything else is. */
export const configurationConflict = z.object({
  section: configurationSection,
  name: shortText,
  why: z.enum(['built-in', 'other-letters', 'held', 'used', 'fixed']),
});
export type ConfigurationConflict = z.infer<typeof configurationConflict>;

const text = z.string().max(900_000);

export const settingsEntry = z.object({
  seq: z.int(),
  at: instant,
  /** null: the program itself, at the set-up or for a newer version */
  actorName: shortText.nullable(),
  action: shortText,
  resource: shortText,
  /** a role's code, a person with an account, a department, a kind of record; empty where there is only one */
  subject: z.string(),
  reason: z.string(),
  changes: z.array(fieldChange),
});
export type SettingsEntry = z.infer<typeof settingsEntry>;

export const settingsFilter = z.object({
  resource: shortText.optional(),
  actorId: z.string().max(100).optional(),
  /** the facility's days, both included */
  from: day.optional(),
  to: day.optional(),
  /** stands somewhere in the reason */
  text: shortText.optional(),
});
export type SettingsFilter = z.infer<typeof settingsFilter>;

export const configuration = {
  'access.policy': query({
    permission: 'self',
    input: z.object({}),
    output: z.object({ breakGlassMinutes: z.int(), version: z.int() }),
  }),
  /** Counts from the next opening on. */
  'access.amendPolicy': command({
    permission: 'Configuration.update',
    input: z.object({ breakGlassMinutes: z.int().min(5).max(480), version: z.int(), reason: shortText.default('') }),
    output: z.object({ version: z.int() }),
  }),
  /** Every change of a setting since the facility was set up, newest first: the audit's own rows. */
  'configuration.history': query({
    permission: 'Configuration.read',
    input: settingsFilter.extend({ before: z.int().positive().optional(), limit: z.int().positive().max(500).default(100) }),
    output: z.object({
      entries: z.array(settingsEntry),
      next: z.int().nullable(),
      resources: z.array(shortText),
      actors: z.array(z.object({ id: z.string(), name: shortText })),
    }),
  }),
  /** One JSON file, hashed and signed with the facility's audit key: no person, no account, no secret, nothing of this one computer. */
  'configuration.export': host({
    permission: 'Configuration.read',
    input: z.object({}),
    output: z.object({ name: shortText, text: z.string() }),
  }),
  /** What an import would do. @throws 'configuration.other_file', 'configuration.damaged', 'configuration.newer_version', 'configuration.too_large' */
  'configuration.preview': query({
    permission: 'Configuration.update',
    input: z.object({ text, mode: importMode }),
    output: z.object({
      from: z.object({ name: shortText, code: shortText }),
      exportedAt: instant,
      /** signed by this facility, or by another one whose signature cannot be checked here */
      signature: z.enum(['own', 'other']),
      changes: z.array(configurationChange),
      conflicts: z.array(configurationConflict),
      /** words of the file that this program does not know */
      unknown: z.array(z.object({ section: z.string(), name: z.string() })),
      /** hand it back when importing: what was seen is what is done */
      seen: shortText,
    }),
  }),
  /** With a fresh proof, in one transaction. 'version.conflict' when the preview is not true any more. */
  'configuration.import': host({
    permission: 'Configuration.update',
    input: z.object({ text, mode: importMode, seen: shortText, reason: shortText.min(3) }),
    output: z.object({ added: z.int(), changed: z.int(), removed: z.int() }),
  }),
};
