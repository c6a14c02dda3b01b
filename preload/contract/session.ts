import { z } from 'zod';
import { id, shortText } from './common.ts';
import { command, host, query } from './method.ts';

export const signedIn = z.object({
  /** Kept in the window's memory only; resumes the session after the facility process restarted. */
  token: z.string(),
  user: z.object({ id, username: shortText, displayName: shortText, practitionerId: id }),
  roles: z.array(shortText),
  permissions: z.array(shortText),
  preferences: z.object({ locale: z.enum(['en', 'fr']), theme: z.enum(['auto', 'light', 'dark']) }),
});
export type SignedIn = z.infer<typeof signedIn>;

export const session = {
  'session.signIn': host({
    permission: 'public',
    input: z.object({ username: shortText.min(1), password: z.string().min(1).max(200) }),
    output: signedIn,
  }),
  'session.resume': host({ permission: 'public', input: z.object({ token: z.string().min(20).max(200) }), output: signedIn }),
  'session.signOut': host({ permission: 'self', input: z.object({}), output: z.object({}) }),
  'session.setPreferences': command({
    permission: 'self',
    input: z.object({ locale: z.enum(['en', 'fr']), theme: z.enum(['auto', 'light', 'dark']) }),
    output: z.object({}),
  }),
  'session.users': query({
    permission: 'UserAccount.read',
    input: z.object({}),
    output: z.object({
      users: z.array(z.object({ id, username: shortText, displayName: shortText, roles: z.array(shortText), isActive: z.boolean() })),
    }),
  }),
};
