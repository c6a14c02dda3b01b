import { z } from 'zod';
import { id, instant, shortText } from './common.ts';
import { command, host, query } from './method.ts';

export const signedIn = z.object({
  /** Kept in the window's memory only; resumes the session after the facility process restarted. */
  token: z.string(),
  user: z.object({ id, username: shortText, displayName: shortText, practitionerId: id }),
  roles: z.array(shortText),
  permissions: z.array(shortText),
  preferences: z.object({ locale: z.enum(['en', 'fr']), theme: z.enum(['auto', 'light', 'dark']) }),
  /** the facility refuses everything until session.unlock */
  isLocked: z.boolean(),
  /** without a key, click or touch the screen is hidden */
  idleLockMinutes: z.int(),
  /** a role asks for one-time codes and none are set up: nothing else is answered until they are */
  mustEnrolTotp: z.boolean(),
});
export type SignedIn = z.infer<typeof signedIn>;

const password = z.string().min(1).max(200);
/** six digits of an authenticator, or a backup code */
const code = z.string().trim().min(6).max(20);
/** `side`: cells, quiet zone included; `path`: SVG path data over that square */
const qr = z.object({ side: z.int(), path: z.string() });
const backupCodes = z.array(shortText);

export const sessionCard = z.object({
  sessionId: id,
  userId: id,
  displayName: shortText,
  seatKind: z.enum(['window', 'browser', 'command']),
  seatName: shortText,
  startedAt: instant,
  expiresAt: instant,
  lastInputAt: instant,
  isLocked: z.boolean(),
  isThis: z.boolean(),
});
export type SessionCard = z.infer<typeof sessionCard>;

export const signInRule = z.object({ role: shortText.min(1), idleLockMinutes: z.int().min(1).max(60), requiresTotp: z.boolean() });

/** What carries a secret is a host method: commands keep a hash of their input and their answer. */
export const session = {
  /** Refused with 'auth.must_change_password' or 'auth.code_needed' it is asked again, with newPassword or code beside the same password. */
  'session.signIn': host({
    permission: 'public',
    input: z.object({ username: shortText.min(1), password, newPassword: password.optional(), code: code.optional() }),
    output: signedIn,
  }),
  'session.resume': host({ permission: 'public', input: z.object({ token: z.string().min(20).max(200) }), output: signedIn }),
  'session.signOut': host({ permission: 'self', input: z.object({}), output: z.object({}) }),
  'session.setPreferences': command({
    permission: 'self',
    input: z.object({ locale: z.enum(['en', 'fr']), theme: z.enum(['auto', 'light', 'dark']) }),
    output: z.object({}),
  }),
  'session.lock': host({ permission: 'self', input: z.object({ why: z.enum(['idle', 'asked']) }), output: z.object({}) }),
  'session.unlock': host({
    permission: 'self',
    input: z.union([z.object({ pin: z.string().regex(/^\d{6}$/) }), z.object({ password })]),
    output: z.object({}),
  }),
  /** Is this session still open? `hasInput`: the user did something since the last time. */
  'session.check': host({
    permission: 'self',
    input: z.object({ hasInput: z.boolean() }),
    output: z.object({ isLocked: z.boolean(), canUsePin: z.boolean() }),
  }),
  /** Password or one-time code again, for what asks for a proof not older than five minutes. */
  'session.prove': host({ permission: 'self', input: z.union([z.object({ password }), z.object({ code })]), output: z.object({}) }),
  'session.changePassword': host({
    permission: 'self',
    input: z.object({ oldPassword: password, newPassword: password }),
    output: z.object({}),
  }),
  /** The person changes the one-time password when they sign in; their sessions end and their PIN is gone. */
  'session.resetPassword': host({
    permission: 'UserAccount.update',
    input: z.object({ userId: id, isTotpRemoved: z.boolean() }),
    output: z.object({ oneTimePassword: z.string() }),
  }),
  'session.security': query({
    permission: 'self',
    input: z.object({}),
    output: z.object({
      passwordSetAt: instant.nullable(),
      hasPin: z.boolean(),
      totpSince: instant.nullable(),
      backupCodesLeft: z.int(),
      isTotpRequired: z.boolean(),
    }),
  }),
  'session.setPin': host({ permission: 'self', input: z.object({ pin: z.string().regex(/^\d{6}$/) }), output: z.object({}) }),
  'session.removePin': host({ permission: 'self', input: z.object({}), output: z.object({}) }),
  'session.beginTotp': host({ permission: 'self', input: z.object({}), output: z.object({ secret: z.string(), qr }) }),
  'session.confirmTotp': host({
    permission: 'self',
    input: z.object({
      code: z
        .string()
        .trim()
        .regex(/^\d{6}$/),
    }),
    output: z.object({ backupCodes }),
  }),
  'session.removeTotp': host({ permission: 'self', input: z.object({}), output: z.object({}) }),
  'session.renewBackupCodes': host({ permission: 'self', input: z.object({}), output: z.object({ backupCodes }) }),
  'session.mine': query({ permission: 'self', input: z.object({}), output: z.object({ sessions: z.array(sessionCard) }) }),
  'session.all': query({ permission: 'UserAccount.update', input: z.object({}), output: z.object({ sessions: z.array(sessionCard) }) }),
  /** One's own, or with UserAccount.update anybody's; the other seat is at the sign-in page at once. */
  'session.end': command({ permission: 'self', input: z.object({ sessionId: id }), output: z.object({}) }),
  'session.signInRules': query({
    permission: 'UserAccount.read',
    input: z.object({}),
    output: z.object({ rules: z.array(signInRule) }),
  }),
  /** Counts from the next sign-in on. */
  'session.amendSignInRule': command({ permission: 'UserAccount.update', input: signInRule, output: z.object({}) }),
};
