import { z } from 'zod';
import { id, instant, shortText } from './common.ts';
import { command, host, query } from './method.ts';

const userName = shortText
  .min(2)
  .max(60)
  .regex(/^[\p{L}\p{N}._-]+$/u);
const roleCode = shortText.min(1).max(60);
const roleCodes = z.array(roleCode).min(1).max(30);
const version = z.int();
const reason = shortText.min(3);

export const accountCard = z.object({
  userId: id,
  username: shortText,
  displayName: shortText,
  roles: z.array(shortText),
  isActive: z.boolean(),
  isBookable: z.boolean(),
  /** waits after wrong passwords */
  isLockedOut: z.boolean(),
  lastSignInAt: instant.nullable(),
  version,
});
export type AccountCard = z.infer<typeof accountCard>;

/** A role's code is its name where the facility composed it. */
export const roleColumn = z.object({
  code: shortText,
  isBuiltIn: z.boolean(),
  permissions: z.array(shortText),
  /** active people who have it */
  holders: z.array(shortText),
});
export type RoleColumn = z.infer<typeof roleColumn>;

export const accounts = {
  /** What the signed-in user may do now: read again when roles change. */
  'accounts.me': query({
    permission: 'self',
    input: z.object({}),
    output: z.object({ roles: z.array(shortText), permissions: z.array(shortText) }),
  }),
  'accounts.list': query({ permission: 'UserAccount.read', input: z.object({}), output: z.object({ accounts: z.array(accountCard) }) }),
  /** The person changes the first password when they sign in. A host method, as everything that carries a password. */
  'accounts.add': host({
    permission: 'UserAccount.create',
    input: z.object({
      displayName: shortText.min(2),
      username: userName,
      roles: roleCodes,
      isBookable: z.boolean().default(false),
      password: z.string().min(8).max(200),
    }),
    output: z.object({ userId: id }),
  }),
  'accounts.amend': command({
    permission: 'UserAccount.update',
    input: z.object({ userId: id, version, displayName: shortText.min(2), roles: roleCodes, isBookable: z.boolean() }),
    output: z.object({ version }),
  }),
  /** Ends the person's sessions; nothing they did is lost. */
  'accounts.deactivate': command({
    permission: 'UserAccount.update',
    input: z.object({ userId: id, version, reason }),
    output: z.object({ version }),
  }),
  'accounts.reactivate': command({
    permission: 'UserAccount.update',
    input: z.object({ userId: id, version, reason }),
    output: z.object({ version }),
  }),
  'accounts.matrix': query({
    permission: 'UserAccount.read',
    input: z.object({}),
    output: z.object({
      /** by resource; `methods` = the calls that ask for it */
      permissions: z.array(z.object({ permission: shortText, methods: z.array(shortText) })),
      roles: z.array(roleColumn),
    }),
  }),
  'accounts.composeRole': command({
    permission: 'UserAccount.update',
    input: z.object({ name: roleCode.min(3), permissions: z.array(shortText).max(200) }),
    output: z.object({ code: shortText }),
  }),
  /** `seen`: the permissions that the editor started from; 'version.conflict' when they are others by now. */
  'accounts.amendRole': command({
    permission: 'UserAccount.update',
    input: z.object({ code: roleCode, seen: z.array(shortText).max(200), permissions: z.array(shortText).max(200) }),
    output: z.object({}),
  }),
  /** Only a composed role that nobody has. */
  'accounts.removeRole': command({
    permission: 'UserAccount.update',
    input: z.object({ code: roleCode, reason }),
    output: z.object({}),
  }),
};
