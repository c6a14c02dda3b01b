import { AppError } from '../../preload/contract/errors.ts';
import { delayAfter } from '../security/delay.ts';
import { hashPassword, verifyPassword } from '../security/password.ts';
import type { HashCost } from '../security/password.ts';
import { newToken, sha256Hex } from '../security/tokens.ts';
import { stepOfCode } from '../security/totp.ts';
import type { Hub } from './hub.ts';

/** A session that nobody uses ends, and one that is used as well. */
export const sessionEnds = { idleMs: 15 * 60_000, afterMs: 8 * 3_600_000 } as const;
/** Writing down each use would cost a commit a question. */
const noteUseMs = 60_000;

export type SignIn = { name: string; password: string; code?: string | undefined };

/** Who signs in to the operators' desk: accounts of the hub's own, which have nothing to do with facilities and their keys. */
export function createOperatorDesk(hub: Hub, cost: HashCost) {
  const { operators } = hub.store;
  const until = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString();
  const note = (operator: string, act: string, about = '') => operators.note({ at: hub.now(), operator, act, about });
  /** For names that nobody has: the answer takes as long. */
  const nobodys = hashPassword(newToken(), cost);
  /** One at a time: a guess costs much memory. */
  let checking: Promise<unknown> = nobodys;
  const check = (hash: string, password: string): Promise<boolean> => {
    const done = checking.then(() => verifyPassword(hash, password));
    checking = done;
    return done;
  };

  return {
    note,
    /** @returns what the browser keeps. @throws 'auth.wrong_password', 'auth.locked_out', 'auth.code_needed', 'auth.wrong_code' */
    async signIn({ name: typed, password, code }: SignIn): Promise<{ token: string; name: string }> {
      const name = typed.trim().toLowerCase();
      const at = hub.now();
      const lockedUntil = await operators.takeTry(name, at, (tries) => {
        const seconds = delayAfter(tries);
        return seconds === 0 ? null : until(at, seconds * 1000);
      });
      if (lockedUntil !== null)
        throw new AppError('auth.locked_out', { seconds: Math.ceil((Date.parse(lockedUntil) - Date.parse(at)) / 1000) });
      const found = await operators.find(name);
      const isRight = await check(found?.passwordHash ?? (await nobodys), password);
      if (found === undefined || !isRight) {
        if (found !== undefined) await note(name, 'sign-in-refused');
        throw new AppError('auth.wrong_password');
      }
      if (found.totpSecret !== null) {
        if (code === undefined || code === '') throw new AppError('auth.code_needed');
        const step = stepOfCode(found.totpSecret, code, hub.now(), found.totpStep);
        if (step === undefined || !(await operators.takeStep(name, step))) {
          await note(name, 'code-refused');
          throw new AppError('auth.wrong_code');
        }
      }
      const token = newToken();
      const now = hub.now();
      await operators.beginSession({ tokenSha256: sha256Hex(token), operator: name }, now, until(now, -sessionEnds.afterMs));
      await note(name, 'sign-in');
      return { token, name };
    },
    /** The name behind a token; null when the session has ended. */
    async whoseSession(token: string): Promise<string | null> {
      const tokenSha256 = sha256Hex(token);
      const session = await operators.findSession(tokenSha256);
      if (session === undefined) return null;
      const now = hub.now();
      if (now >= until(session.startedAt, sessionEnds.afterMs) || now >= until(session.usedAt, sessionEnds.idleMs)) {
        await operators.endSession(tokenSha256);
        return null;
      }
      if (now >= until(session.usedAt, noteUseMs)) await operators.useSession(tokenSha256, now);
      return session.operator;
    },
    async signOut(token: string, name: string): Promise<void> {
      await operators.endSession(sha256Hex(token));
      await note(name, 'sign-out');
    },
    acts: (limit: number) => operators.acts(limit),
  };
}
export type OperatorDesk = ReturnType<typeof createOperatorDesk>;
