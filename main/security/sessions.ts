import type { Row } from '../../db/schema/index.ts';
import type { Output } from '../../preload/contract/index.ts';
import { newToken, sha256Hex } from '../../sync/security/tokens.ts';
import type { Context, Facility, Seat, SignedInUser } from '../facility/context.ts';
import { isSessionLocked } from './lockGuard.ts';
import { ruleFor } from './signInRules.ts';

/** A session ends by itself; a working day with a long evening fits in. */
export const sessionHours = 12;

/** Opens a session for the seat. Inside a transaction. Only the token's hash is stored. */
export function startSession(ctx: Context, userId: string): { token: string; sessionId: string } {
  const token = newToken();
  const sessionId = ctx.newId();
  const now = ctx.now();
  const expires = new Date(Date.parse(now) + sessionHours * 3_600_000).toISOString();
  ctx.raw
    .prepare('INSERT OR IGNORE INTO seat (id, kind, name, created_at) VALUES (?, ?, ?, ?)')
    .run(ctx.seat.id, ctx.seat.kind, ctx.seat.kind, now);
  ctx.raw
    .prepare('INSERT INTO session (id, user_id, seat_id, token_hash, started_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)')
    .run(sessionId, userId, ctx.seat.id, sha256Hex(token), now, expires);
  const { idleLockMinutes, requiresTotp } = ruleFor(ctx.raw, userId);
  const hasTotp = ctx.raw.prepare('SELECT 1 FROM credential WHERE user_id = ? AND totp_since IS NOT NULL').get(userId) !== undefined;
  ctx.raw
    .prepare('INSERT INTO session_state (session_id, idle_lock_minutes, must_enrol_totp, last_input_at, proved_at) VALUES (?, ?, ?, ?, ?)')
    .run(sessionId, idleLockMinutes, requiresTotp && !hasTotp ? 1 : 0, now, now);
  ctx.touched.add('session');
  return { token, sessionId };
}

/** The open session of this token at this seat: a token is worth nothing elsewhere. */
export function findSession(facility: Facility, seat: Seat, token: string): Pick<Row<'session'>, 'id' | 'user_id'> | undefined {
  return facility.raw
    .prepare(
      `SELECT s.id, s.user_id FROM session s JOIN session_state t ON t.session_id = s.id JOIN user_account u ON u.id = s.user_id
       WHERE s.token_hash = ? AND s.seat_id = ? AND s.ended_at IS NULL AND s.expires_at > ? AND u.is_active = 1`,
    )
    .get(sha256Hex(token), seat.id, facility.now()) as Pick<Row<'session'>, 'id' | 'user_id'> | undefined;
}

/** Inside a transaction; the seats hear of it at once. `except`: the session that asks. */
export function endSessionsOf(ctx: Context, userId: string, except = ''): void {
  ctx.raw.prepare('UPDATE session SET ended_at = ? WHERE user_id = ? AND id <> ? AND ended_at IS NULL').run(ctx.now(), userId, except);
  ctx.touched.add('session');
}

/** Binds the user to the seat and answers what the window needs to know. */
export function takeSeat(facility: Facility, seat: Seat, userId: string, sessionId: string, token: string): Output<'session.signIn'> {
  const { raw } = facility;
  const user = raw.prepare('SELECT * FROM user_account WHERE id = ?').get(userId) as Row<'user_account'>;
  const practitioner = raw.prepare('SELECT * FROM practitioner WHERE user_id = ?').get(userId) as Row<'practitioner'>;
  const roles = raw.prepare('SELECT role_code FROM user_role WHERE user_id = ? ORDER BY role_code').pluck().all(userId) as string[];
  const permissions = raw
    .prepare('SELECT DISTINCT permission FROM role_permission JOIN user_role USING (role_code) WHERE user_id = ? ORDER BY permission')
    .pluck()
    .all(userId) as string[];
  const state = raw.prepare('SELECT * FROM session_state WHERE session_id = ?').get(sessionId) as Row<'session_state'>;
  const signedIn: SignedInUser = {
    userId,
    sessionId,
    practitionerId: practitioner.id,
    displayName: user.display_name,
    permissions: new Set(permissions),
  };
  seat.user = signedIn;
  return {
    token,
    user: { id: userId, username: user.username, displayName: user.display_name, practitionerId: practitioner.id },
    roles,
    permissions,
    preferences: { locale: user.locale === 'fr' ? 'fr' : 'en', theme: user.theme as 'auto' | 'light' | 'dark' },
    isLocked: isSessionLocked(facility, sessionId),
    idleLockMinutes: state.idle_lock_minutes,
    mustEnrolTotp: state.must_enrol_totp === 1,
  };
}
