import type { Database as Raw } from 'better-sqlite3';
import { audit } from '../../db/write.ts';
import type { Row } from '../../db/schema/index.ts';
import { AppError } from '../../preload/contract/errors.ts';
import { hashPassword, verifyPassword } from '../../sync/security/password.ts';
import { inTransaction, makeContext } from '../facility/context.ts';
import type { HostHandler } from '../facility/handlers.ts';
import { startSession, takeSeat } from './sessions.ts';

const freeTries = 3;
const longestWaitSeconds = 900;
/** A name that nobody has takes as long to refuse as a wrong password. */
let nobodysHash: Promise<string> | undefined;

/** Seconds to wait after this many wrong passwords in a row: 0, 0, 0, 10, 20, 40 ... 900. */
export function delayAfter(failures: number): number {
  return failures <= freeTries ? 0 : Math.min(longestWaitSeconds, 10 * 2 ** (failures - freeTries - 1));
}

/** @throws 'auth.wrong_password', 'auth.locked_out' { seconds } */
export const signIn: HostHandler<'session.signIn'> = async (host, seat, { username, password }) => {
  const facility = host.open();
  const ctx = makeContext(facility, seat);
  const found = facility.raw.prepare('SELECT * FROM user_account WHERE username = ? AND is_active = 1').get(username) as
    | Row<'user_account'>
    | undefined;
  if (found?.locked_until && found.locked_until > facility.now()) {
    throw new AppError('auth.locked_out', { seconds: Math.ceil((Date.parse(found.locked_until) - Date.parse(facility.now())) / 1000) });
  }
  const isRight = await verifyPassword(found?.password_hash ?? (await (nobodysHash ??= hashPassword('nobody'))), password);
  if (!found || !isRight) {
    await inTransaction(ctx, (inside) => {
      if (found) noteFailure(inside.raw, found, facility.now());
      audit(inside, { action: 'sign-in-refused', resource: 'user_account', resourceId: found?.id ?? '' });
    });
    throw new AppError('auth.wrong_password');
  }
  const { token, sessionId } = await inTransaction(makeContext(facility, seat, found.id), (inside) => {
    inside.raw.prepare('UPDATE user_account SET failed_sign_ins = 0, locked_until = NULL WHERE id = ?').run(found.id);
    const started = startSession(inside, found.id);
    audit(inside, { action: 'sign-in', resource: 'session', resourceId: started.sessionId });
    return started;
  });
  return takeSeat(facility, seat, found.id, sessionId, token);
};

/** Kept in the file: pulling the plug does not give new tries. */
function noteFailure(raw: Raw, user: Row<'user_account'>, now: string): void {
  const failures = user.failed_sign_ins + 1;
  const seconds = delayAfter(failures);
  const lockedUntil = seconds === 0 ? null : new Date(Date.parse(now) + seconds * 1000).toISOString();
  raw.prepare('UPDATE user_account SET failed_sign_ins = ?, locked_until = ? WHERE id = ?').run(failures, lockedUntil, user.id);
}
